import type { Kysely } from "kysely";
import type { Tables } from "../database/tables.js";

/** The secret with a name, which becomes the fresh one where there is none yet. */
export async function sharedSecret(query: Kysely<Tables>, name: string, fresh: Uint8Array): Promise<Uint8Array> {
  await query
    .insertInto("secret")
    .values({ name, value: Buffer.from(fresh).toString("base64") })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await query.selectFrom("secret").select("value").where("name", "=", name).executeTakeFirstOrThrow();
  return Buffer.from(value, "base64");
}
