import { type Kysely, type RawBuilder, sql } from "kysely";
import type { Database } from "../database/database.js";
import type { Tables } from "../database/tables.js";
import { type Finding, finding } from "./finding.js";

type DatabaseCheck = (query: Kysely<Tables>) => Promise<readonly Finding[]>;

/** A checkout is one lease and one answer. */
export function unansweredLeases(dialect: Database["dialect"]): DatabaseCheck {
  const token = responseMember(dialect, "LicenseConsumptionToken");
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

/** What a checkout was answered is what it got. */
export function strangeAnswers(dialect: Database["dialect"]): DatabaseCheck {
  const [token, arn] = [responseMember(dialect, "LicenseConsumptionToken"), responseMember(dialect, "LicenseArn")];
  return async (query) => {
    const { rows } = await sql<StrangeAnswer>`
      SELECT lease.consumption_token, lease.license_arn, lease.account, ${arn} AS answered_arn,
        answered.account AS answered_account
      FROM answered_request AS answered JOIN lease ON lease.consumption_token = ${token}
      WHERE ${arn} <> lease.license_arn OR answered.account <> lease.account`.execute(query);
    return rows.map((row) => {
      const answered = `of ${row.answered_arn} by the account ${row.answered_account}`;
      const lease = `of ${row.license_arn} by ${row.account}`;
      return finding(
        "requests",
        `The checkout ${row.consumption_token} was answered as one ${answered}, and is ${lease}.`,
      );
    });
  };
}

interface StrangeAnswer {
  readonly consumption_token: string;
  readonly license_arn: string;
  readonly account: string;
  readonly answered_arn: string;
  readonly answered_account: string;
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

/** A member of an answer, `undefined` where it has none. */
function responseMember(dialect: Database["dialect"], member: string): RawBuilder<string> {
  return dialect === "sqlite"
    ? sql<string>`json_extract(answered.response, ${sql.lit(`$.${member}`)})`
    : sql<string>`(answered.response ->> ${sql.lit(member)})`;
}
