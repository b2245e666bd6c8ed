import { LRUCache } from "lru-cache";
import type { AmountsInUse, Holding } from "../domain/lease.js";
import type { License } from "../domain/license.js";
import type { RequestKey } from "../storage/licenses/license-storage.js";

/** A license as it was seen last, and what was in use of it. */
export interface KnownLicense {
  readonly license: License;
  readonly inUse: AmountsInUse;
}

/** How much may be remembered, in characters of licenses' terms. */
const MAXIMUM_SIZE = 32 * 1024 * 1024;
/** What a license takes beside its terms. */
const BASE_SIZE = 1024;
const MAXIMUM_ANSWERED = 10_000;

/**
 * Remembers licenses that were borrowed, so that the next borrow need not ask the storage before it signs. What is
 * remembered may be out of date: it decides nothing but whether signing is worth while, and the storage decides again
 * when it adds the lease. Nor is anybody refused by it: whoever would be has the storage asked.
 */
export class KnownLicenses {
  readonly #licenses: LRUCache<string, { readonly license: License; readonly inUse: Map<string, number> }> =
    new LRUCache({
      maxSize: MAXIMUM_SIZE,
      sizeCalculation: ({ license }) => BASE_SIZE + JSON.stringify(license.terms).length,
    });
  readonly #answered: LRUCache<string, true> = new LRUCache({ max: MAXIMUM_ANSWERED });

  /** Answers the license, unless the request was answered lately: it gets the same answer, and needs no signature. */
  find(request: RequestKey, licenseArn: string): KnownLicense | undefined {
    if (this.#answered.has(answeredKey(request))) return undefined;
    return this.#licenses.get(licenseKey(request.account, licenseArn));
  }

  /** Remembers a license that the account has just seen, and what is in use of some of its entitlements. */
  learn(account: string, license: License, inUse: AmountsInUse): void {
    const key = licenseKey(account, license.arn);
    const known = this.#licenses.get(key);
    if (known?.license.version === license.version) {
      for (const [entitlement, amount] of inUse) known.inUse.set(entitlement, amount);
    } else {
      this.#licenses.set(key, { license, inUse: new Map(inUse) });
    }
  }

  /** Remembers that a request was answered, and what the account took with it. */
  took(request: RequestKey, licenseArn: string, holdings: readonly Holding[]): void {
    this.#answered.set(answeredKey(request), true);
    const known = this.#licenses.get(licenseKey(request.account, licenseArn));
    if (known === undefined) return;
    for (const { amount, entitlement } of holdings) {
      known.inUse.set(entitlement, (known.inUse.get(entitlement) ?? 0) + amount);
    }
  }

  /** Forgets a license, which is another by now. */
  forget(account: string, licenseArn: string): void {
    this.#licenses.delete(licenseKey(account, licenseArn));
  }
}

/** What one account may see, another may not. */
function licenseKey(account: string, licenseArn: string): string {
  return `${account} ${licenseArn}`;
}

function answeredKey({ account, clientToken, operation }: RequestKey): string {
  return `${account} ${operation} ${clientToken}`;
}
