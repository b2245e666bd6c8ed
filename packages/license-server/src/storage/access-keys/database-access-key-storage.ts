import { type Kysely, sql, type Transaction } from "kysely";
import { type EpochSeconds, formatDateTime } from "../../domain/date-time.js";
import type { ChangeAuthor, NewAuditEvent } from "../audit/audit-event.js";
import { recordChange } from "../audit/database-audit-log.js";
import type { Database } from "../database/database.js";
import type { AccessKeyTable, Tables } from "../database/tables.js";
import type { AccessKeyStorage, StoredAccessKey } from "./access-key-storage.js";

/** Keeps access keys in a database. */
export function createAccessKeyStorage({ dialect, query, read }: Database): AccessKeyStorage {
  const keys = (transaction: Transaction<Tables>) => transaction.selectFrom("access_key").selectAll();
  return {
    async find(id) {
      const row = await read((transaction) => keys(transaction).where("id", "=", id).executeTakeFirst());
      return row === undefined ? undefined : keyOf(row);
    },
    async list() {
      const rows = await read((transaction) =>
        keys(transaction).orderBy("account").orderBy("created_at").orderBy("id").execute(),
      );
      return rows.map(keyOf);
    },
    add: (key, author) => query.transaction().execute((transaction) => insert(transaction, key, author)),
    addFirst: (key, author) =>
      query.transaction().execute(async (transaction) => {
        // A SQLite transaction is the only writer from its start.
        if (dialect === "postgres") await sql`LOCK TABLE access_key IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
        const any = await transaction.selectFrom("access_key").select("id").limit(1).executeTakeFirst();
        if (any !== undefined) return false;
        await insert(transaction, key, author);
        return true;
      }),
    setDisabled: (id, isDisabled, at, author) =>
      query.transaction().execute(async (transaction) => {
        const changed = await transaction
          .updateTable("access_key")
          .set({ disabled_at: isDisabled ? at : null })
          .where("id", "=", id)
          .returning(["id", "account"])
          .executeTakeFirst();
        if (changed === undefined) return false;
        await recordChange(transaction, keyChange(isDisabled ? "disabled" : "enabled", changed, at, author));
        return true;
      }),
    delete: (id, at, author) =>
      query.transaction().execute(async (transaction) => {
        const deleted = await transaction
          .deleteFrom("access_key")
          .where("id", "=", id)
          .returning(["id", "account"])
          .executeTakeFirst();
        if (deleted === undefined) return false;
        await recordChange(transaction, keyChange("deleted", deleted, at, author));
        return true;
      }),
  };
}

const OPERATIONS = {
  created: "CreateAccessKey",
  disabled: "DisableAccessKey",
  enabled: "EnableAccessKey",
  deleted: "DeleteAccessKey",
} as const;

function keyChange(
  outcome: keyof typeof OPERATIONS,
  { account, id }: Pick<StoredAccessKey, "account" | "id">,
  at: EpochSeconds,
  author?: ChangeAuthor,
): NewAuditEvent {
  return { account, ...author, at, operation: OPERATIONS[outcome], keyId: id, outcome };
}

async function insert(transaction: Kysely<Tables>, key: StoredAccessKey, author?: ChangeAuthor): Promise<void> {
  await transaction
    .insertInto("access_key")
    .values({
      id: key.id,
      account: key.account,
      description: key.description,
      sealed_secret: key.sealedSecret,
      policy: key.policy,
      session_token_digest: key.sessionTokenDigest ?? null,
      created_at: key.createdAt,
      expiration: key.expiration ?? null,
      disabled_at: key.disabledAt ?? null,
    })
    .execute();
  const details = {
    Description: key.description,
    Policy: JSON.parse(key.policy) as unknown,
    ...(key.expiration === undefined ? {} : { Expiration: formatDateTime(key.expiration) }),
  };
  await recordChange(transaction, { ...keyChange("created", key, key.createdAt, author), details });
}

function keyOf(row: AccessKeyTable): StoredAccessKey {
  const { disabled_at: disabledAt, expiration, session_token_digest: sessionTokenDigest } = row;
  return {
    id: row.id,
    account: row.account,
    description: row.description,
    sealedSecret: row.sealed_secret,
    policy: row.policy,
    createdAt: row.created_at,
    ...(sessionTokenDigest === null ? {} : { sessionTokenDigest }),
    ...(expiration === null ? {} : { expiration }),
    ...(disabledAt === null ? {} : { disabledAt }),
  };
}
