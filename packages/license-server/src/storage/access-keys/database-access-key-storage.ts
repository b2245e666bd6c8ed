import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.js";
import type { AccessKeyTable, Tables } from "../database/tables.js";
import type { AccessKeyStorage, StoredAccessKey } from "./access-key-storage.js";

/** Keeps access keys in a database. */
export function createAccessKeyStorage({ dialect, query }: Database): AccessKeyStorage {
  return {
    async find(id) {
      const row = await query.selectFrom("access_key").selectAll().where("id", "=", id).executeTakeFirst();
      return row === undefined ? undefined : keyOf(row);
    },
    async list() {
      const ordered = query.selectFrom("access_key").selectAll().orderBy("account").orderBy("created_at").orderBy("id");
      return (await ordered.execute()).map(keyOf);
    },
    add: (key) => insert(query, key),
    addFirst: (key) =>
      query.transaction().execute(async (transaction) => {
        // A SQLite transaction is the only writer from its start.
        if (dialect === "postgres") await sql`LOCK TABLE access_key IN SHARE ROW EXCLUSIVE MODE`.execute(transaction);
        const any = await transaction.selectFrom("access_key").select("id").limit(1).executeTakeFirst();
        if (any !== undefined) return false;
        await insert(transaction, key);
        return true;
      }),
    async setDisabled(id, disabledAt) {
      const changed = query
        .updateTable("access_key")
        .set({ disabled_at: disabledAt ?? null })
        .where("id", "=", id);
      return (await changed.executeTakeFirst()).numUpdatedRows > 0n;
    },
    async delete(id) {
      const { numDeletedRows } = await query.deleteFrom("access_key").where("id", "=", id).executeTakeFirst();
      return numDeletedRows > 0n;
    },
  };
}

async function insert(query: Kysely<Tables>, key: StoredAccessKey): Promise<void> {
  await query
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
