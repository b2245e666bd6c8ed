import type { Kysely } from "kysely";
import type { Tables } from "../database/tables.js";

/** Something in a database that should not be. */
export interface Finding {
  readonly check: Check;
  /** What is wrong and with what, as a sentence. */
  readonly message: string;
}

/** Looks for one thing that should never be in a database. */
export type DatabaseCheck = (query: Kysely<Tables>) => Promise<readonly Finding[]>;

export type Check = "file" | "schema" | "versions" | "limits" | "counts" | "requests" | "audit" | "keys";

const PAST_THE_SERVER =
  "Something other than the server changed the database, or the disk lost something. borrow-license audit shows what " +
  "the server did, and --verify whether that was changed as well. Restore a backup in which doctor finds nothing";

/** What to do about what a check finds. */
export const REMEDIES: Readonly<Record<Check, string>> = {
  file: "Stop the server, keep the database as it is, and restore a backup in which doctor finds nothing.",
  schema: "Run what is named above as the owner of the tables, while no server runs, and then doctor again.",
  versions: `${PAST_THE_SERVER}.`,
  limits:
    "After the clock was set back this ends by itself: nothing is lent until less is in use. Otherwise something other " +
    "than the server changed the database; borrow-license leases shows who has what, to be returned.",
  counts: `${PAST_THE_SERVER}; until then more or less is lent than there is.`,
  requests: `${PAST_THE_SERVER}; until then a request that is repeated may be answered otherwise than before.`,
  audit: `${PAST_THE_SERVER}.`,
  keys:
    "Sign with a key that nobody has touched: borrow-license keys rotate <name> --activate-in 0, and then keys retire " +
    "<id> --compromised where a public key was exchanged. borrow-license audit --key <id> shows what the server did.",
};

export function finding(check: Check, message: string): Finding {
  return { check, message };
}
