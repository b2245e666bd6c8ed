import type { Transaction } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { AmountsInUse, Lease } from "../../domain/lease.js";
import type { License } from "../../domain/license.js";
import type { Database } from "../database/database.js";
import type { Tables } from "../database/tables.js";
import {
  amountsInUse,
  findAnsweredRequest,
  findLease,
  findLicense,
  insertAnsweredRequest,
  insertLease,
  insertLicense,
  markReturned,
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

/** Keeps licenses in a database. Closing the storage closes the database. */
export function createLicenseStorage(database: Database): LicenseStorage {
  return new DatabaseLicenseStorage(database);
}

class DatabaseLicenseStorage implements LicenseStorage {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  findLicense(arn: string, version?: number): Promise<License | undefined> {
    return findLicense(this.#database.query, arn, version);
  }

  findAnsweredRequest(request: RequestKey): Promise<AnsweredRequest | undefined> {
    return findAnsweredRequest(this.#database.query, request);
  }

  addLicense(license: License, answered: AnsweredRequest): Promise<AddOutcome> {
    return this.#write(async (transaction) => {
      const before = await answerOnce(transaction, answered);
      if (before !== undefined) return { outcome: "answered", answered: before };
      await insertLicense(transaction, license);
      return { outcome: "added" };
    });
  }

  amountsInUse(licenseArn: string, entitlements: readonly string[], at: EpochSeconds): Promise<AmountsInUse> {
    return amountsInUse(this.#database.query, licenseArn, entitlements, at);
  }

  readForCheckout(
    request: RequestKey,
    licenseArn: string,
    entitlements: readonly string[],
    at: EpochSeconds,
  ): Promise<CheckoutSnapshot> {
    return this.#read(async (transaction) => ({
      answered: await findAnsweredRequest(transaction, request),
      license: await findLicense(transaction, licenseArn),
      inUse: await amountsInUse(transaction, licenseArn, entitlements, at),
    }));
  }

  addLease(lease: NewLease, answered: AnsweredRequest): Promise<AddLeaseOutcome> {
    const { holdings, issuedAt, licenseArn } = lease;
    return this.#write(async (transaction) => {
      await this.#lockLicense(transaction, licenseArn);
      const before = await findAnsweredRequest(transaction, answered);
      if (before !== undefined) return { outcome: "answered", answered: before };
      const names = holdings.map(({ entitlement }) => entitlement);
      const inUse = await amountsInUse(transaction, licenseArn, names, issuedAt);
      const fits = holdings.every(
        ({ amount, entitlement, maximumInUse }) => amount <= maximumInUse - (inUse.get(entitlement) ?? 0),
      );
      if (!fits) return { outcome: "exceeded", inUse };
      const meanwhile = await answerOnce(transaction, answered);
      if (meanwhile !== undefined) return { outcome: "answered", answered: meanwhile };
      await insertLease(transaction, lease);
      return { outcome: "added" };
    });
  }

  findLease(consumptionToken: string): Promise<Lease | undefined> {
    return this.#read((transaction) => findLease(transaction, consumptionToken));
  }

  returnLease(consumptionToken: string, at: EpochSeconds): Promise<void> {
    return this.#write((transaction) => markReturned(transaction, consumptionToken, at));
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** One state of the database. */
  #read<Result>(run: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    const transaction = this.#database.query.transaction().setAccessMode("read only");
    const isolated =
      this.#database.dialect === "postgres" ? transaction.setIsolationLevel("repeatable read") : transaction;
    return isolated.execute(run);
  }

  #write<Result>(run: (transaction: Transaction<Tables>) => Promise<Result>): Promise<Result> {
    return this.#database.query.transaction().execute(run);
  }

  /** Those who take from a license take turns. In SQLite all who write do. */
  async #lockLicense(transaction: Transaction<Tables>, arn: string): Promise<void> {
    if (this.#database.dialect === "sqlite") return;
    await transaction.selectFrom("license").select("arn").where("arn", "=", arn).forNoKeyUpdate().execute();
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
