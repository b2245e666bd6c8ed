import { type Kysely, sql } from "kysely";
import type { EpochSeconds } from "../../domain/date-time.js";
import { maximumInUse } from "../../domain/entitlement-grant.js";
import type { LicenseTerms } from "../../domain/license.js";
import type { Database } from "../database/database.js";
import type { Tables } from "../database/tables.js";
import { DIALECT_TERMS } from "../migrations/schema-migration.js";
import { strangeAnswers } from "./answer-checks.js";
import { unrecordedDeletions, unrecordedLeases, unrecordedReturns, unrecordedVersions } from "./audit-checks.js";
import { damageOf } from "./damage.js";
import { brokenReferences, damagedPages } from "./damaged-file.js";
import { halfDeletions } from "./deletion-checks.js";
import { type DatabaseCheck, type Finding, finding } from "./finding.js";
import { repeatedAnswers, unansweredLeases } from "./request-checks.js";
import { missingIndexes, missingTriggers } from "./schema-checks.js";
import { unfitSigningKeys } from "./signing-key-checks.js";

export type { Check, Finding } from "./finding.js";

/**
 * Looks for what should never be in a database: damage of its file, indexes and triggers that are missing, gaps between
 * versions, licenses that are listed by other terms than theirs or half deleted, more in use than there is, counts that
 * leases do not make up, checkouts that are not one lease and one answer, answers that are not their lease's, requests with
 * several answers, changes without their audit events, and signing keys that are published as others, cannot sign or still
 * could. It sees one moment of the database, also while servers use it, and changes nothing.
 *
 * @param at the present
 * @param onCheck is told how many of the checks are done, as progress
 */
export async function examineDatabase(
  database: Database,
  at: EpochSeconds,
  onCheck: (done: number, all: number) => void = () => undefined,
): Promise<readonly Finding[]> {
  const { dialect } = database;
  const checks = [
    damagedPages(dialect),
    brokenReferences(dialect),
    missingIndexes(dialect),
    missingTriggers(dialect),
    missingVersions,
    wrongTerms(dialect),
    halfDeletions,
    wrongCounts,
    exceededLimits(at),
    unansweredLeases(dialect),
    strangeAnswers(dialect),
    repeatedAnswers,
    unrecordedLeases,
    unrecordedReturns,
    unrecordedVersions,
    unrecordedDeletions,
    unfitSigningKeys,
  ];
  let found: readonly Finding[] | undefined;
  const examine = async (query: Kysely<Tables>): Promise<readonly Finding[]> => {
    const findings: Finding[] = [];
    for (const [done, check] of checks.entries()) {
      onCheck(done, checks.length);
      findings.push(...(await unlessDamaged(dialect, query, check)));
    }
    onCheck(checks.length, checks.length);
    found = findings;
    return findings;
  };
  try {
    return await database.read(examine);
  } catch (error) {
    // SQLite does not end a transaction well that came across damage.
    if (found !== undefined && damageOf(error) !== undefined) return found;
    throw error;
  }
}

/** What cannot be read for one check is a finding, and keeps no other check from what it finds. */
async function unlessDamaged(
  dialect: Database["dialect"],
  query: Kysely<Tables>,
  check: DatabaseCheck,
): Promise<readonly Finding[]> {
  // Otherwise nothing could be asked for any more in PostgreSQL's transaction.
  if (dialect === "postgres") await sql`SAVEPOINT before_check`.execute(query);
  try {
    return await check(query);
  } catch (error) {
    const damage = damageOf(error);
    if (damage === undefined) throw error;
    if (dialect === "postgres") await sql`ROLLBACK TO SAVEPOINT before_check`.execute(query);
    return [damage];
  }
}

async function missingVersions(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const { rows } = await sql<VersionRange>`
    SELECT license.arn, latest_version AS latest, count(version) AS versions, min(version) AS first, max(version) AS last
    FROM license LEFT JOIN license_version ON license_version.license_arn = license.arn
    GROUP BY license.arn
    HAVING count(version) = 0 OR min(version) <> 1 OR max(version) <> count(version)
      OR max(version) <> latest_version`.execute(query);
  return rows.map(({ arn, first, last, latest, versions }) => {
    if (versions === 0) return finding("versions", `The license ${arn} has no version.`);
    const range = `The license ${arn} has ${versions} versions from ${first} to ${last}`;
    return finding("versions", last === latest ? `${range}.` : `${range}, and ${latest} is said to be the latest.`);
  });
}

interface VersionRange {
  readonly arn: string;
  readonly latest: number;
  readonly versions: number;
  readonly first: number | null;
  readonly last: number | null;
}

/** What licenses are listed by is repeated from their latest versions. */
function wrongTerms(dialect: Database["dialect"]): (query: Kysely<Tables>) => Promise<readonly Finding[]> {
  const { integer, jsonMember } = DIALECT_TERMS[dialect];
  const text = (column: string, ...path: string[]): string => `${column} <> ${jsonMember("terms", ...path)}`;
  const moment = (column: string, name: string): string =>
    `coalesce(${column}, -1) <> coalesce(CAST(${jsonMember("terms", "validity", name)} AS ${integer}), -1)`;
  const differences = [
    ...[text("status", "status"), text("product_sku", "productSku"), text("beneficiary", "beneficiary")],
    ...[text("issuer_name", "issuer", "name"), moment("validity_begin", "begin"), moment("validity_end", "end")],
  ];
  return async (query) => {
    const { rows } = await sql<{ arn: string }>`
      SELECT arn FROM license JOIN license_version ON license_arn = arn AND version = latest_version
      WHERE ${sql.raw(differences.join(" OR "))}`.execute(query);
    return rows.map(({ arn }) =>
      finding("versions", `The license ${arn} is not listed by its latest version's terms.`),
    );
  };
}

async function wrongCounts(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const expiring = await sql<WrongCount & { expiration: EpochSeconds }>`
    SELECT license_arn, entitlement, expiration, sum(counted) AS counted, sum(held) AS held
    FROM (
      SELECT license_arn, entitlement, expiration, amount AS counted, 0 AS held FROM expiring_amount
      UNION ALL
      SELECT lease.license_arn, holding.entitlement, lease.expiration, 0, holding.amount
      FROM lease JOIN holding ON holding.consumption_token = lease.consumption_token WHERE lease.returned_at IS NULL
    ) AS amounts
    GROUP BY license_arn, entitlement, expiration HAVING sum(counted) <> sum(held)`.execute(query);
  const inUse = await sql<WrongCount & { as_of: EpochSeconds | null }>`
    SELECT license_arn, entitlement, max(as_of) AS as_of, sum(counted) AS counted, sum(held) AS held
    FROM (
      SELECT license_arn, entitlement, as_of, amount AS counted, 0 AS held FROM amount_in_use
      UNION ALL
      SELECT expiring.license_arn, expiring.entitlement, NULL, 0, expiring.amount
      FROM expiring_amount AS expiring LEFT JOIN amount_in_use AS counted
        ON counted.license_arn = expiring.license_arn AND counted.entitlement = expiring.entitlement
      WHERE counted.as_of IS NULL OR expiring.expiration > counted.as_of
    ) AS amounts
    GROUP BY license_arn, entitlement HAVING sum(counted) <> sum(held)`.execute(query);
  return [
    ...expiring.rows.map((row) => finding("counts", `${wrongCount(row)} expire at ${moment(row.expiration)}.`)),
    ...inUse.rows.map((row) => finding("counts", `${wrongCount(row)} were in use at ${moment(row.as_of ?? 0)}.`)),
  ];
}

interface WrongCount {
  readonly license_arn: string;
  readonly entitlement: string;
  readonly counted: number;
  readonly held: number;
}

function wrongCount({ counted, entitlement, held, license_arn: arn }: WrongCount): string {
  return `Of ${JSON.stringify(entitlement)} of ${arn}, ${counted} are counted and ${held} of leases`;
}

/**
 * A limit holds when a lease is added. So it holds at the present and, where the clock was set back since, at the
 * latest moment at which one was, under the version of the license that leases were last added by.
 */
function exceededLimits(at: EpochSeconds): (query: Kysely<Tables>) => Promise<readonly Finding[]> {
  return async (query) => {
    const present = sql`CAST(${at} AS BIGINT)`;
    const { rows } = await sql<{ license_arn: string; entitlement: string; in_use: number; terms: string }>`
      SELECT latest.license_arn, latest.entitlement, license_version.terms, (
          SELECT coalesce(sum(expiring.amount), 0) FROM expiring_amount AS expiring
          WHERE expiring.license_arn = latest.license_arn AND expiring.entitlement = latest.entitlement
            AND expiring.expiration > CASE WHEN latest.issued_at > ${present} THEN latest.issued_at ELSE ${present} END
        ) AS in_use
      FROM (
        SELECT lease.license_arn, holding.entitlement, max(lease.license_version) AS version,
          max(lease.issued_at) AS issued_at
        FROM lease JOIN holding ON holding.consumption_token = lease.consumption_token
        GROUP BY lease.license_arn, holding.entitlement
      ) AS latest
      JOIN license_version
        ON license_version.license_arn = latest.license_arn AND license_version.version = latest.version`.execute(
      query,
    );
    return rows.flatMap(({ entitlement, in_use: inUse, license_arn: arn, terms }) => {
      const { entitlements } = JSON.parse(terms) as LicenseTerms;
      const offered = entitlements.find(({ Name }) => Name === entitlement);
      const maximum = offered === undefined ? 0 : maximumInUse(offered);
      if (inUse <= maximum) return [];
      const message = `Of ${JSON.stringify(entitlement)} of ${arn}, ${inUse} are in use, and there are ${maximum}.`;
      return [finding("limits", message)];
    });
  };
}

function moment(at: EpochSeconds): string {
  return new Date(at * 1000).toISOString();
}
