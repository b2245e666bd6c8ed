import type { Transaction } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { AmountsInUse, Lease } from "../../domain/lease.js";
import type { License } from "../../domain/license.js";
import type { ChangeAuthor } from "../audit/audit-event.js";
import { recordChange } from "../audit/database-audit-log.js";
import { leaseExtended, leaseReturned, licenseDeleted, versionCreated } from "../audit/license-changes.js";
import type { Database } from "../database/database.js";
import type { Tables } from "../database/tables.js";
import { answerOnce, findAnsweredRequest } from "./answered-request-queries.js";
import type { CheckoutStore } from "./checkout-store.js";
import { findLease, lastExpiration, recentlyCheckedOut, setExpiration, setReturned } from "./lease-queries.js";
import { LeaseQueue } from "./lease-queue.js";
import { listLicenses, listLicenseVersions } from "./license-list-queries.js";
import {
  findLicense,
  insertDeletion,
  insertLicense,
  insertNextVersion,
  type LicenseState,
  lockLicense,
} from "./license-queries.js";
import type {
  AddLeaseOutcome,
  AddOutcome,
  AddVersionOutcome,
  AnsweredRequest,
  CheckoutSnapshot,
  DeleteOutcome,
  ExtendOutcome,
  LeaseExtension,
  LicenseQuery,
  LicenseStorage,
  NewLease,
  RequestKey,
} from "./license-storage.js";
import { createPostgresCheckoutStore } from "./postgres-checkout-store.js";
import { sharedSecret } from "./secret-queries.js";
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
/** What a transaction costs by itself is little for each of so many. */
const SUFFICIENT_BATCH = 16;
/** So many are signed in less time than this, unless what signs has stopped. */
const MAXIMUM_WAIT_MS = 25;

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
      sufficientBatch: SUFFICIENT_BATCH,
      maximumWaitMs: MAXIMUM_WAIT_MS,
      isAboutOne: (error) => checkouts.isAboutOne(error),
    });
  }

  findLicense(arn: string, version?: number): Promise<License | undefined> {
    return this.#database.read((transaction) => findLicense(transaction, arn, version));
  }

  findAnsweredRequest(request: RequestKey): Promise<AnsweredRequest | undefined> {
    return this.#database.read((transaction) => findAnsweredRequest(transaction, request));
  }

  addLicense(license: License, answered: AnsweredRequest, author?: ChangeAuthor): Promise<AddOutcome> {
    return this.#database.write(async (transaction) => {
      const before = await answerOnce(transaction, answered);
      if (before !== undefined) return { outcome: "answered", answered: before };
      await insertLicense(transaction, license);
      await recordChange(transaction, versionCreated(answered.operation, license, answered.answeredAt, author));
      return { outcome: "added" };
    });
  }

  addLicenseVersion(license: License, answered: AnsweredRequest, author?: ChangeAuthor): Promise<AddVersionOutcome> {
    return this.#database.write(async (transaction) => {
      const state = await lockLicense(transaction, this.#database.dialect, license.arn);
      const before = await findAnsweredRequest(transaction, answered);
      if (before !== undefined) return { outcome: "answered", answered: before };
      if (!isLatest(state, license.version - 1)) return { outcome: "superseded" };
      const meanwhile = await answerOnce(transaction, answered);
      if (meanwhile !== undefined) return { outcome: "answered", answered: meanwhile };
      await insertNextVersion(transaction, license);
      await recordChange(transaction, versionCreated(answered.operation, license, answered.answeredAt, author));
      return { outcome: "added" };
    });
  }

  listLicenses(query: LicenseQuery): Promise<readonly License[]> {
    return this.#database.read((transaction) => listLicenses(transaction, query));
  }

  listLicenseVersions(arn: string, before: number | undefined, limit: number): Promise<readonly License[]> {
    return this.#database.read((transaction) => listLicenseVersions(transaction, arn, before, limit));
  }

  deleteLicense(arn: string, version: number, at: EpochSeconds, author?: ChangeAuthor): Promise<DeleteOutcome> {
    return this.#database.write(async (transaction) => {
      const state = await lockLicense(transaction, this.#database.dialect, arn);
      if (state?.deletion !== undefined) return { outcome: "deleted", deletion: state.deletion };
      if (!isLatest(state, version)) return { outcome: "superseded" };
      const deletion = { requestedAt: at, date: (await lastExpiration(transaction, arn, at)) ?? at };
      const last = await insertDeletion(transaction, arn, deletion);
      await recordChange(transaction, licenseDeleted(last, at, deletion.date, author));
      return { outcome: "deleted", deletion };
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

  addLease(
    lease: NewLease,
    answered: AnsweredRequest,
    author?: ChangeAuthor,
    expected?: number,
  ): Promise<AddLeaseOutcome> {
    return this.#leases.add({ lease, answered, author }, expected);
  }

  recentlyCheckedOut(checkouts: number): Promise<readonly string[]> {
    return this.#database.read((transaction) => recentlyCheckedOut(transaction, checkouts));
  }

  findLease(consumptionToken: string): Promise<Lease | undefined> {
    return this.#database.read((transaction) => findLease(transaction, consumptionToken));
  }

  async returnLease(consumptionToken: string, at: EpochSeconds, author?: ChangeAuthor): Promise<void> {
    await this.#changeLease(consumptionToken, async (transaction, lease) => {
      if (lease.returnedAt !== undefined) return;
      await setReturned(transaction, consumptionToken, at);
      await releaseAmounts(transaction, lease);
      await recordChange(transaction, leaseReturned(lease, at, author));
    });
  }

  async extendLease(
    consumptionToken: string,
    extension: LeaseExtension,
    author?: ChangeAuthor,
  ): Promise<ExtendOutcome> {
    const { at, expiration, holdings, licenseVersion } = extension;
    const outcome = await this.#changeLease<ExtendOutcome>(consumptionToken, async (transaction, lease, license) => {
      if (lease.returnedAt !== undefined || lease.expiration <= at) return { outcome: "ended" };
      if (!isLatest(license, licenseVersion)) return { outcome: "superseded" };
      const names = holdings.map(({ entitlement }) => entitlement);
      const inUse = await amountsInUse(transaction, lease.licenseArn, names, at);
      const fits = holdings.every(({ entitlement, maximumInUse }) => (inUse.get(entitlement) ?? 0) <= maximumInUse);
      if (!fits) return { outcome: "exceeded", inUse };
      // The second of two attempts, where the first one's commit went unseen, changes nothing any more.
      if (lease.expiration === expiration) return { outcome: "extended" };
      const extended = { ...lease, expiration };
      await setExpiration(transaction, consumptionToken, expiration);
      await releaseAmounts(transaction, lease);
      await takeAmounts(transaction, extended);
      await recordChange(transaction, leaseExtended(extended, at, author));
      return { outcome: "extended" };
    });
    return outcome ?? { outcome: "ended" };
  }

  sharedSecret(name: string, fresh: Uint8Array): Promise<Uint8Array> {
    return this.#database.write((transaction) => sharedSecret(transaction, name, fresh));
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** Changes a lease, where there is one, while nobody else takes from its license or gives back to it. */
  #changeLease<Result>(
    consumptionToken: string,
    change: (transaction: Transaction<Tables>, lease: Lease, license: LicenseState | undefined) => Promise<Result>,
  ): Promise<Result | undefined> {
    const { dialect } = this.#database;
    return this.#database.write(async (transaction) => {
      const found = await findLease(transaction, consumptionToken);
      if (found === undefined) return undefined;
      const license = await lockLicense(transaction, dialect, found.licenseArn);
      const lease = dialect === "sqlite" ? found : await findLease(transaction, consumptionToken);
      return lease === undefined ? undefined : change(transaction, lease, license);
    });
  }
}

/** Whether a version is a license's latest one, and the license is not deleted. */
function isLatest(state: LicenseState | undefined, version: number): boolean {
  return state?.latestVersion === version && state.deletion === undefined;
}
