import { type Kysely, sql, type Transaction } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import type { ChangeAuthor, NewAuditEvent } from "../audit/audit-event.js";
import { recordChange } from "../audit/database-audit-log.js";
import type { Database } from "../database/database.js";
import type { SigningKeyTable, Tables } from "../database/tables.js";
import { DIALECT_TERMS } from "../migrations/schema-migration.js";
import type { SigningKeyStorage, StoredSigningKey } from "./signing-key-storage.js";

/** Keeps signing keys in a database. */
export function createSigningKeyStorage(database: Database): SigningKeyStorage {
  const { dialect, query } = database;
  /** A transaction whose keys nobody else changes until it ends. */
  const change = <Result>(
    run: (transaction: Transaction<Tables>, keys: readonly StoredSigningKey[]) => Promise<Result>,
  ): Promise<Result> =>
    query.transaction().execute(async (transaction) => {
      // A SQLite transaction is the only writer from its start.
      if (dialect === "postgres") await sql`LOCK TABLE signing_key IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
      return run(transaction, await all(transaction));
    });
  return {
    list: () => database.read(all),
    add: (make, author) =>
      change(async (transaction, keys) => {
        const key = make(keys);
        if (key === undefined) return undefined;
        const version = keys.filter(({ name }) => name === key.name).length + 1;
        const added: StoredSigningKey = { ...key, version };
        await transaction.insertInto("signing_key").values(rowOf(added)).execute();
        await recordChange(transaction, keyCreated(added, author));
        return added;
      }),
    retire: (choose, at, isWithdrawn, author) =>
      change(async (transaction, keys) => {
        const ids = choose(keys);
        if (ids.length === 0) return;
        await transaction
          .updateTable("signing_key")
          .set({
            sealed_private_key: null,
            retired_at: sql`coalesce(retired_at, ${at})`,
            ...(isWithdrawn ? { withdrawn_at: sql`coalesce(withdrawn_at, ${at})` } : {}),
          })
          .where("id", "in", ids)
          .execute();
        for (const key of keys.filter(({ id }) => ids.includes(id))) {
          await recordChange(transaction, keyRetired(key, at, isWithdrawn, author));
        }
      }),
    async noteTokensUntil(id, moment) {
      // Of no effect the second time, so it may run again.
      await database.write((transaction) =>
        transaction
          .updateTable("signing_key")
          .set({ tokens_until: moment })
          .where("id", "=", id)
          .where("tokens_until", "<", moment)
          .execute(),
      );
    },
    lastExpiration: () =>
      database.read(async (transaction) => {
        const { last } = await transaction
          .selectFrom("lease")
          .select(({ fn }) => fn.max("expiration").as("last"))
          .where("kind", "=", "BORROW")
          .executeTakeFirstOrThrow();
        return last === null ? undefined : Number(last);
      }),
    countLicensesNaming: (signKeys) =>
      database.read(async (transaction) => {
        const named = sql`${sql.raw(DIALECT_TERMS[dialect].jsonMember("terms", "issuer", "signKey"))}`;
        const { count } = await transaction
          .selectFrom("license")
          .innerJoin("license_version", (join) =>
            join
              .onRef("license_version.license_arn", "=", "license.arn")
              .onRef("license_version.version", "=", "license.latest_version"),
          )
          .select(({ fn }) => fn.countAll<number | string>().as("count"))
          .where("deletion_requested_at", "is", null)
          .where(sql<boolean>`${named} IN (${sql.join(signKeys)})`)
          .executeTakeFirstOrThrow();
        return Number(count);
      }),
  };
}

/** What a change of a key that signs for every account is put down to, where nobody says who makes it. */
const NO_ACCOUNT = "000000000000";

function keyCreated(key: StoredSigningKey, author?: ChangeAuthor): NewAuditEvent {
  const { account = NO_ACCOUNT, createdAt: at, id: keyId, issuerName, kmsKeyId, name, version } = key;
  const details = {
    Name: name,
    Version: String(version),
    ...(issuerName === undefined ? {} : { IssuerName: issuerName }),
    ...(kmsKeyId === undefined ? {} : { KmsKeyId: kmsKeyId }),
  };
  return { account, ...author, at, operation: "CreateSigningKey", keyId, outcome: "created", details };
}

function keyRetired(
  { account = NO_ACCOUNT, id: keyId, name, version }: StoredSigningKey,
  at: EpochSeconds,
  isCompromised: boolean,
  author?: ChangeAuthor,
): NewAuditEvent {
  const details = { Name: name, Version: String(version), Compromised: isCompromised };
  return { account, ...author, at, operation: "RetireSigningKey", keyId, outcome: "retired", details };
}

async function all(query: Kysely<Tables>): Promise<readonly StoredSigningKey[]> {
  const rows = await query.selectFrom("signing_key").selectAll().orderBy("name").orderBy("version").execute();
  return rows.map(keyOf);
}

function rowOf(key: StoredSigningKey): SigningKeyTable {
  return {
    id: key.id,
    name: key.name,
    version: key.version,
    account: key.account ?? null,
    issuer_name: key.issuerName ?? null,
    public_jwk: key.publicJwk,
    sealed_private_key: key.sealedPrivateKey ?? null,
    kms_key_id: key.kmsKeyId ?? null,
    created_at: key.createdAt,
    signs_from: key.signsFrom,
    retired_at: key.retiredAt ?? null,
    withdrawn_at: key.withdrawnAt ?? null,
    tokens_until: key.tokensUntil,
  };
}

function keyOf(row: SigningKeyTable): StoredSigningKey {
  const { account, issuer_name: issuerName, kms_key_id: kmsKeyId, sealed_private_key: sealedPrivateKey } = row;
  const { retired_at: retiredAt, withdrawn_at: withdrawnAt } = row;
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    publicJwk: row.public_jwk,
    createdAt: row.created_at,
    signsFrom: row.signs_from,
    tokensUntil: row.tokens_until,
    ...(account === null ? {} : { account }),
    ...(issuerName === null ? {} : { issuerName }),
    ...(sealedPrivateKey === null ? {} : { sealedPrivateKey }),
    ...(kmsKeyId === null ? {} : { kmsKeyId }),
    ...(retiredAt === null ? {} : { retiredAt }),
    ...(withdrawnAt === null ? {} : { withdrawnAt }),
  };
}
