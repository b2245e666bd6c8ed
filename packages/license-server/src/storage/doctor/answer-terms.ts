import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database.js";

/** What the dialects say differently about stored answers, of the tables `answered`, `lease` and `event`. */
export interface AnswerTerms {
  /** A member of an answer as text, `NULL` where it has none. */
  member(name: string): RawBuilder<string | null>;
  /** A member of an event's details as text. */
  detail(name: string): RawBuilder<string | null>;
  /** A moment as answers have it. */
  moment(seconds: RawBuilder<unknown>): RawBuilder<string>;
  /** The entitlements of an answer with their amounts, such as `"seats"=2, "export"=1`. A feature's amount is 1. */
  readonly granted: RawBuilder<string | null>;
  /** The holdings of a lease, in the same form. */
  readonly held: RawBuilder<string | null>;
}

export const ANSWER_TERMS: Readonly<Record<Database["dialect"], AnswerTerms>> = {
  sqlite: {
    member: (name) => sql`json_extract(answered.response, ${sql.lit(`$.${name}`)})`,
    detail: (name) => sql`json_extract(event.details, ${sql.lit(`$.${name}`)})`,
    moment: (seconds) => sql`strftime('%Y-%m-%dT%H:%M:%SZ', ${seconds}, 'unixepoch')`,
    // What is no object has no members: its path is asked for in the answer, and not in the value.
    granted: sql`(
      SELECT string_agg(
        json_quote(json_extract(answered.response, item.fullkey || '.Name')) || '=' ||
          CASE json_extract(answered.response, item.fullkey || '.Unit') WHEN 'None' THEN '1'
            ELSE coalesce(json_extract(answered.response, item.fullkey || '.Value'), 'null') END,
        ', ' ORDER BY item.key)
      FROM json_each(answered.response, '$.EntitlementsAllowed') AS item)`,
    held: sql`(
      SELECT string_agg(json_quote(holding.entitlement) || '=' || holding.amount, ', ' ORDER BY holding.position)
      FROM holding WHERE holding.consumption_token = lease.consumption_token)`,
  },
  postgres: {
    member: (name) => sql`(answered.response ->> ${sql.lit(name)})`,
    detail: (name) => sql`(event.details ->> ${sql.lit(name)})`,
    moment: (seconds) => sql`to_char(to_timestamp(${seconds}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
    granted: sql`(
      SELECT string_agg(
        coalesce(to_json(item.value ->> 'Name')::text, 'null') || '=' ||
          CASE item.value ->> 'Unit' WHEN 'None' THEN '1' ELSE coalesce(item.value ->> 'Value', 'null') END,
        ', ' ORDER BY item.position)
      FROM json_array_elements(
        CASE json_typeof(answered.response -> 'EntitlementsAllowed') WHEN 'array'
          THEN answered.response -> 'EntitlementsAllowed' ELSE '[]' END
      ) WITH ORDINALITY AS item (value, position))`,
    held: sql`(
      SELECT string_agg(to_json(holding.entitlement)::text || '=' || holding.amount, ', ' ORDER BY holding.position)
      FROM holding WHERE holding.consumption_token = lease.consumption_token)`,
  },
};
