import { type Kysely, sql } from "kysely";
import type { Database } from "../database/database.js";
import type { Tables } from "../database/tables.js";
import { ANSWER_TERMS } from "./answer-terms.js";
import { type DatabaseCheck, type Finding, finding } from "./finding.js";

/** A checkout is one lease and one answer. */
export function unansweredLeases(dialect: Database["dialect"]): DatabaseCheck {
  const token = ANSWER_TERMS[dialect].member("LicenseConsumptionToken");
  return async (query) => {
    const { rows } = await sql<{ consumption_token: string; leases: number; answers: number }>`
      SELECT consumption_token, sum(leases) AS leases, sum(answers) AS answers
      FROM (
        SELECT consumption_token, 1 AS leases, 0 AS answers FROM lease
        UNION ALL
        SELECT ${token}, 0, 1 FROM answered_request AS answered WHERE ${token} IS NOT NULL
      ) AS parts
      GROUP BY consumption_token HAVING sum(leases) <> 1 OR sum(answers) <> 1`.execute(query);
    return rows.map(({ answers, consumption_token: name, leases }) =>
      finding("requests", `The checkout ${name} has ${leases} leases and ${answers} answered requests.`),
    );
  };
}

/** A request has one answer. Indexes that got out of order, as when an operating system sorts differently, let more in. */
export async function repeatedAnswers(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const { rows } = await sql<{ account: string; operation: string; client_token: string; answers: number }>`
    SELECT account, operation, client_token, count(*) AS answers FROM answered_request
    GROUP BY account, operation, client_token HAVING count(*) > 1`.execute(query);
  return rows.map(({ account, answers, client_token: token, operation }) =>
    finding("requests", `The ${operation} ${JSON.stringify(token)} of the account ${account} has ${answers} answers.`),
  );
}
