import { epochSeconds } from "../domain/date-time.js";
import { isFeature } from "../domain/license.js";
import type { Around } from "../observation/around-methods.js";
import type { LicenseStorage, NewLease } from "../storage/licenses/license-storage.js";

/** What is in use of an entitlement of a license. */
export interface SeatsInUse {
  readonly license: string;
  readonly entitlement: string;
  readonly inUse: number;
  /** 0 is no limit. */
  readonly maximum: number;
}

/** Follows which licenses are borrowed, and tells what is in use of those borrowed last. */
export interface SeatsObserver {
  /** Stands around the methods of the store. */
  readonly around: Around;
  readonly read: () => Promise<readonly SeatsInUse[]>;
}

/** Enough for the licenses that others borrowed between two readings, and little work. */
const CHECKOUTS_LOOKED_AT = 1000;

/**
 * Observes at most `maximumLicenses`: each would be a series in whatever reads the metrics, and a vendor may have
 * millions. What other processes lend, and what was lent before this one started, is found in the store.
 */
export function observeSeats(storage: LicenseStorage, clock: () => Date, maximumLicenses: number): SeatsObserver {
  /** In the order of their last borrow. */
  const licenses = new Set<string>();
  const borrowed = (license: string): void => {
    licenses.delete(license);
    licenses.add(license);
    if (licenses.size > maximumLicenses) licenses.delete(licenses.values().next().value ?? "");
  };
  return {
    around(method, args, call) {
      if (method === "addLease") borrowed((args[0] as NewLease).licenseArn);
      return call();
    },
    async read() {
      for (const license of (await storage.recentlyCheckedOut(CHECKOUTS_LOOKED_AT)).toReversed()) borrowed(license);
      const seats: SeatsInUse[] = [];
      // One after the other, so that requests get their turn in between.
      for (const license of licenses) seats.push(...(await seatsOf(storage, license, clock)));
      return seats;
    },
  };
}

async function seatsOf(storage: LicenseStorage, license: string, clock: () => Date): Promise<readonly SeatsInUse[]> {
  const found = await storage.findLicense(license);
  const counted = (found?.terms.entitlements ?? []).filter((entitlement) => !isFeature(entitlement));
  const names = counted.map(({ Name }) => Name);
  const inUse = await storage.amountsInUse(license, names, epochSeconds(clock()));
  return counted.map(({ MaxCount = 0, Name }) => ({
    license,
    entitlement: Name,
    inUse: inUse.get(Name) ?? 0,
    maximum: MaxCount,
  }));
}
