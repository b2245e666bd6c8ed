import { type RawBuilder, sql } from "kysely";
import { END_OF_TIME } from "../../domain/date-time.js";
import type { Database } from "../database/database.js";
import { ANSWER_TERMS, type AnswerTerms } from "./answer-terms.js";
import { type DatabaseCheck, finding } from "./finding.js";

/** What of a checkout's answer is also in its lease, by the names of the answer. */
const MEMBERS = ["LicenseArn", "Account", "Kind", "NodeId", "IssuedAt", "Expiration", "EntitlementsAllowed"] as const;

type Member = (typeof MEMBERS)[number];

/** Each member as it was answered and as the lease has it. */
type Pair = Readonly<Record<`answered_${Member}` | `held_${Member}`, string | null>> & {
  readonly consumption_token: string;
};

/**
 * What a checkout was answered is what it got. The database compares, row by row, so that only what differs leaves it.
 */
export function strangeAnswers(dialect: Database["dialect"]): DatabaseCheck {
  const pairs = pairsOf(ANSWER_TERMS[dialect]);
  const differences = MEMBERS.map((member) => {
    return sql`${sql.ref(`answered_${member}`)} IS DISTINCT FROM ${sql.ref(`held_${member}`)}`;
  });
  return async (query) => {
    const { rows } = await sql<Pair>`
      SELECT * FROM (${pairs}) AS pairs WHERE ${sql.join(differences, sql` OR `)}`.execute(query);
    return rows.map((row) => {
      const different = MEMBERS.filter((member) => row[`answered_${member}`] !== row[`held_${member}`]);
      const parts = different.map((member) => {
        const [answered, held] = [row[`answered_${member}`], row[`held_${member}`]];
        return `the ${member} ${shown(member, answered)} where its lease has ${shown(member, held)}`;
      });
      return finding("requests", `The checkout ${row.consumption_token} was answered ${parts.join(", and ")}.`);
    });
  };
}

function shown(member: Member, value: string | null): string {
  if (value === null) return "none";
  return member === "EntitlementsAllowed" ? value : JSON.stringify(value);
}

function pairsOf(terms: AnswerTerms): RawBuilder<Pair> {
  const { granted, held, member, moment } = terms;
  const values: Readonly<Record<Member, readonly [answered: RawBuilder<unknown>, held: RawBuilder<unknown>]>> = {
    LicenseArn: [member("LicenseArn"), sql`lease.license_arn`],
    Account: [sql`answered.account`, sql`lease.account`],
    Kind: [
      sql`CASE answered.operation WHEN 'CheckoutBorrowLicense' THEN 'BORROW' ELSE ${member("CheckoutType")} END`,
      sql`lease.kind`,
    ],
    NodeId: [member("NodeId"), sql`lease.node_id`],
    IssuedAt: [member("IssuedAt"), moment(sql`lease.issued_at`)],
    Expiration: [answeredExpiration(terms), heldExpiration(terms)],
    EntitlementsAllowed: [granted, held],
  };
  const columns = MEMBERS.flatMap((name) => {
    const [answered, lease] = values[name];
    return [sql`${answered} AS ${sql.ref(`answered_${name}`)}`, sql`${lease} AS ${sql.ref(`held_${name}`)}`];
  });
  return sql<Pair>`
    SELECT lease.consumption_token, ${sql.join(columns)}
    FROM answered_request AS answered
    JOIN lease ON lease.consumption_token = ${member("LicenseConsumptionToken")}`;
}

/** Only the answer to a checkout that may have another end has none where the lease has no end. */
function heldExpiration({ moment }: AnswerTerms): RawBuilder<unknown> {
  return sql`CASE WHEN lease.kind <> 'BORROW' AND lease.expiration = ${sql.lit(END_OF_TIME)} THEN NULL
    ELSE ${moment(sql`lease.expiration`)} END`;
}

/** What is used with a connection can be extended afterwards. Leases from before the audit log may have been. */
function answeredExpiration(terms: AnswerTerms): RawBuilder<unknown> {
  const { detail, member, moment } = terms;
  return sql`CASE
    WHEN lease.kind = 'PROVISIONAL' AND EXISTS (
      SELECT 1 FROM audit_event AS event
      WHERE event.lease = lease.consumption_token AND (
        event.outcome = 'found'
        OR event.outcome = 'extended' AND ${detail("Expiration")} = ${moment(sql`lease.expiration`)}
      )
    ) THEN ${heldExpiration(terms)}
    ELSE ${member("Expiration")} END`;
}
