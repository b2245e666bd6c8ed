import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import type { EpochSeconds } from "../domain/date-time.js";
import type { AmountsInUse, Holding, Lease } from "../domain/lease.js";
import type { License, LicenseTerms } from "../domain/license.js";
import { DatabaseUnusableError, isLicenseServerError } from "../license-server-error.js";
import type {
  AddLeaseOutcome,
  AddOutcome,
  AnsweredRequest,
  CheckoutSnapshot,
  LicenseStorage,
  NewLease,
  RequestKey,
} from "./license-storage.js";
import { migrate } from "./sqlite-schema.js";
import { prepareStatements, type SqliteStatements } from "./sqlite-statements.js";
import { inTransaction } from "./sqlite-transaction.js";

export interface SqliteStorageOptions {
  /** How long to wait for another process that is writing, in milliseconds. Default: 5000. */
  readonly busyTimeoutMs?: number;
}

/**
 * Opens a SQLite database as storage. It is created, or brought to the present schema, where that is needed.
 *
 * A file is kept in WAL mode with full synchronisation: what was committed survives a loss of power.
 *
 * @param location the database's file, or `:memory:` for one that is gone when it is closed
 * @throws NewerSchemaError when a newer version of this program wrote the database
 * @throws DatabaseUnusableError when it cannot be opened, or is no SQLite database
 */
export function openSqliteStorage(location: string, options: SqliteStorageOptions = {}): LicenseStorage {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(location, { timeout: options.busyTimeoutMs ?? 5000 });
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
    migrate(database, location);
    return new SqliteStorage(database);
  } catch (cause) {
    database?.close();
    if (isLicenseServerError(cause)) throw cause;
    const problem = cause instanceof Error ? cause.message : String(cause);
    const remedy = "Make sure that it is a license server's database and that this user can write to it";
    throw new DatabaseUnusableError(`The database ${location} cannot be used: ${problem}. ${remedy}.`, { cause });
  }
}

type Row = Record<string, SQLOutputValue>;

class SqliteStorage implements LicenseStorage {
  readonly #database: DatabaseSync;
  readonly #statements: SqliteStatements;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#statements = prepareStatements(database);
  }

  async findLicense(arn: string, version?: number): Promise<License | undefined> {
    return this.#license(arn, version);
  }

  async findAnsweredRequest(request: RequestKey): Promise<AnsweredRequest | undefined> {
    return this.#answered(request);
  }

  async addLicense(
    { account, arn, createdAt, terms, version }: License,
    answered: AnsweredRequest,
  ): Promise<AddOutcome> {
    return this.#write(() => {
      const before = this.#answered(answered);
      if (before !== undefined) return { outcome: "answered", answered: before };
      this.#statements.insertLicense.run({ arn, account, createdAt });
      this.#statements.insertLicenseVersion.run({ arn, version, terms: JSON.stringify(terms) });
      this.#insertAnswered(answered);
      return { outcome: "added" };
    });
  }

  async amountsInUse(licenseArn: string, entitlements: readonly string[], at: EpochSeconds): Promise<AmountsInUse> {
    return this.#inUse(licenseArn, entitlements, at);
  }

  async readForCheckout(
    request: RequestKey,
    licenseArn: string,
    entitlements: readonly string[],
    at: EpochSeconds,
  ): Promise<CheckoutSnapshot> {
    return inTransaction(this.#database, "DEFERRED", () => ({
      answered: this.#answered(request),
      license: this.#license(licenseArn),
      inUse: this.#inUse(licenseArn, entitlements, at),
    }));
  }

  async addLease(lease: NewLease, answered: AnsweredRequest): Promise<AddLeaseOutcome> {
    const { holdings, issuedAt, licenseArn } = lease;
    return this.#write(() => {
      const before = this.#answered(answered);
      if (before !== undefined) return { outcome: "answered", answered: before };
      const names = holdings.map(({ entitlement }) => entitlement);
      const inUse = this.#inUse(licenseArn, names, issuedAt);
      const fits = holdings.every(
        ({ amount, entitlement, maximumInUse }) => amount <= maximumInUse - (inUse.get(entitlement) ?? 0),
      );
      if (!fits) return { outcome: "exceeded", inUse };
      this.#insertLease(lease);
      this.#insertAnswered(answered);
      return { outcome: "added" };
    });
  }

  async findLease(consumptionToken: string): Promise<Lease | undefined> {
    return inTransaction(this.#database, "DEFERRED", () => {
      const row = this.#statements.findLease.get({ consumptionToken });
      if (row === undefined) return undefined;
      const holdings = this.#statements.findHoldings.all({ consumptionToken });
      return { ...presentColumns(row), holdings: holdings as unknown as readonly Holding[] } as Lease;
    });
  }

  async returnLease(consumptionToken: string, at: EpochSeconds): Promise<void> {
    this.#write(() => {
      this.#statements.markLeaseReturned.run({ consumptionToken, at });
      this.#statements.markHoldingsReturned.run({ consumptionToken, at });
    });
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  #write<Result>(run: () => Result): Result {
    return inTransaction(this.#database, "IMMEDIATE", run);
  }

  #license(arn: string, version?: number): License | undefined {
    const { findLatestLicense, findLicense } = this.#statements;
    const row = version === undefined ? findLatestLicense.get({ arn }) : findLicense.get({ arn, version });
    if (row === undefined) return undefined;
    return { ...row, terms: JSON.parse(String(row["terms"])) as LicenseTerms } as unknown as License;
  }

  #inUse(licenseArn: string, entitlements: readonly string[], at: EpochSeconds): AmountsInUse {
    const rows = this.#statements.amountsInUse.all({ licenseArn, at, entitlements: JSON.stringify(entitlements) });
    return new Map(rows.map(({ amount, entitlement }) => [String(entitlement), Number(amount ?? 0)]));
  }

  #answered({ account, clientToken, operation }: RequestKey): AnsweredRequest | undefined {
    return this.#statements.findAnsweredRequest.get({ account, operation, clientToken }) as AnsweredRequest | undefined;
  }

  #insertAnswered({ account, answeredAt, clientToken, digest, operation, response }: AnsweredRequest): void {
    this.#statements.insertAnsweredRequest.run({ account, operation, clientToken, digest, response, answeredAt });
  }

  #insertLease(lease: NewLease): void {
    const { account, consumptionToken, expiration, issuedAt, licenseArn, licenseVersion, nodeId = null } = lease;
    const row = { consumptionToken, licenseArn, licenseVersion, account, nodeId, issuedAt, expiration };
    this.#statements.insertLease.run(row);
    for (const [position, { amount, entitlement }] of lease.holdings.entries()) {
      this.#statements.insertHolding.run({ consumptionToken, position, licenseArn, entitlement, amount, expiration });
    }
  }
}

/** The columns that have a value. */
function presentColumns(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
