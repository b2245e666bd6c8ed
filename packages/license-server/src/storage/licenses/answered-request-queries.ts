import type { Kysely } from "kysely";
import type { Tables } from "../database/tables.js";
import type { AnsweredRequest, RequestKey } from "./license-storage.js";

export async function findAnsweredRequest(
  query: Kysely<Tables>,
  { account, clientToken, operation }: RequestKey,
): Promise<AnsweredRequest | undefined> {
  const row = await query
    .selectFrom("answered_request")
    .select(["digest", "response", "answered_at"])
    .where("account", "=", account)
    .where("operation", "=", operation)
    .where("client_token", "=", clientToken)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { answered_at: answeredAt, digest, response } = row;
  return { account, operation, clientToken, digest, response, answeredAt };
}

/** Stores the answer to a request, unless there is one. Answers whether it was stored. */
export async function insertAnsweredRequest(query: Kysely<Tables>, request: AnsweredRequest): Promise<boolean> {
  const { account, answeredAt, clientToken, digest, operation, response } = request;
  const { numInsertedOrUpdatedRows = 0n } = await query
    .insertInto("answered_request")
    .values({ account, operation, client_token: clientToken, digest, response, answered_at: answeredAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** Stores the answer to a request, or answers the one that it has. */
export async function answerOnce(
  query: Kysely<Tables>,
  answered: AnsweredRequest,
): Promise<AnsweredRequest | undefined> {
  if (await insertAnsweredRequest(query, answered)) return undefined;
  return findAnsweredRequest(query, answered);
}
