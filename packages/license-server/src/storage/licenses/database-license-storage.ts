import type { Transaction } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { AmountsInUse, Lease } from "../../domain/lease.js";
import type { License } from "../../domain/license.js";
import type { Database } from "../database/database.js";
import type { Tables } from "../database/tables.js";
import type { CheckoutStore } from "./checkout-store.js";
import { findLease, setExpiration, setReturned } from "./lease-queries.js";
import { LeaseQueue } from "./lease-queue.js";
import {
  findAnsweredRequest,
  findLicense,
  insertAnsweredRequest,
  insertLicense,
  lockLicense,
} from "./license-queries.js";
import type {
  AddLeaseOutcome,
  AddOutcome,
  AnsweredRequest,
  CheckoutSnapshot,
  LicenseStorage,
  NewLease,
  RequestKey,
} from "./license-storage.js";
import { createPostgresCheckoutStore } from "./postgres-checkout-store.js";
import { createSqliteCheckoutStore } from "./sqlite-checkout-store.js";
import { amountsInUse, releaseAmounts, takeAmounts } from "./usage-queries.js";

/** Keeps licenses in a database. Closing the storage closes the database. */
export async function createLicenseStorage(database: Database): Promise<LicenseStorage> {
  const checkouts =
    database.dialect === "sqlite" ? await createSqliteCheckoutStore(database) : createPostgresCheckoutStore(database);
  return new DatabaseLicenseStorage(database, checkouts);
}

/** A SQLite database has one writer; another transaction in PostgreSQL prepares while one is written to the disk. */
const MAXIMUM_COMMITS = { sqlite: 1, postgres: 2 } as const;
const MAXIMUM_BATCH = 100;

class DatabaseLicenseStorage implements LicenseStorage {
  readonly #database: Database;
  readonly #checkouts: CheckoutStore;
  readonly #leases: LeaseQueue;

  constructor(database: Database, checkouts: CheckoutStore) {
    this.#database = database;
    this.#checkouts = checkouts;
    this.#leases = new LeaseQueue((batch) => checkouts.addLeases(batch), {
      maximumBatch: MAXIMUM_BATCH,
      maximumCommits: MAXIMUM_COMMITS[database.dialect],
      isAboutOne: (error) => checkouts.isAboutOne(error),
    });
  }

  findLicense(arn: string, version?: number): Promise<License | undefined> {
    return this.#database.read((transaction) => findLicense(transaction, arn, version));
  }

  findAnsweredRequest(request: RequestKey): Promise<AnsweredRequest | undefined> {
    return this.#database.read((transaction) => findAnsweredRequest(transaction, request));
  }

  addLicense(license: License, answered: AnsweredRequest): Promise<AddOutcome> {
    return this.#database.write(async (transaction) => {
      const before = await answerOnce(transaction, answered);
      if (before !== undefined) return { outcome: "answered", answered: before };
      await insertLicense(transaction, license);
      return { outcome: "added" };
    });
  }

  amountsInUse(licenseArn: string, entitlements: readonly string[], at: EpochSeconds): Promise<AmountsInUse> {
    return this.#database.read((transaction) => amountsInUse(transaction, licenseArn, entitlements, at));
  }

  readForCheckout(
    request: RequestKey,
    licenseArn: string,
    entitlements: readonly string[],
    at: EpochSeconds,
  ): Promise<CheckoutSnapshot> {
    return this.#checkouts.readForCheckout(request, licenseArn, entitlements, at);
  }

  addLease(lease: NewLease, answered: AnsweredRequest): Promise<AddLeaseOutcome> {
    return this.#leases.add({ lease, answered });
  }

  findLease(consumptionToken: string): Promise<Lease | undefined> {
    return this.#database.read((transaction) => findLease(transaction, consumptionToken));
  }

  async returnLease(consumptionToken: string, at: EpochSeconds): Promise<void> {
    await this.#changeLease(consumptionToken, async (transaction, lease) => {
      if (lease.returnedAt !== undefined) return;
      await setReturned(transaction, consumptionToken, at);
      await releaseAmounts(transaction, lease);
    });
  }

  async extendLease(consumptionToken: string, expiration: EpochSeconds, at: EpochSeconds): Promise<boolean> {
    const extended = await this.#changeLease(consumptionToken, async (transaction, lease) => {
      if (lease.returnedAt !== undefined || lease.expiration <= at) return false;
      await setExpiration(transaction, consumptionToken, expiration);
      await releaseAmounts(transaction, lease);
      await takeAmounts(transaction, { ...lease, expiration });
      return true;
    });
    return extended ?? false;
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** Changes a lease, where there is one, while nobody else takes from its license or gives back to it. */
  #changeLease<Result>(
    consumptionToken: string,
    change: (transaction: Transaction<Tables>, lease: Lease) => Promise<Result>,
  ): Promise<Result | undefined> {
    return this.#database.write(async (transaction) => {
      const found = await findLease(transaction, consumptionToken);
      if (found === undefined) return undefined;
      if (this.#database.dialect === "sqlite") return change(transaction, found);
      await lockLicense(transaction, found.licenseArn);
      const lease = await findLease(transaction, consumptionToken);
      return lease === undefined ? undefined : change(transaction, lease);
    });
  }
}

/** Stores the answer to a request, or answers the one that it has. */
async function answerOnce(
  transaction: Transaction<Tables>,
  answered: AnsweredRequest,
): Promise<AnsweredRequest | undefined> {
  if (await insertAnsweredRequest(transaction, answered)) return undefined;
  return findAnsweredRequest(transaction, answered);
}
