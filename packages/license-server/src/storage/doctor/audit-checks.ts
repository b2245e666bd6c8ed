import { type Kysely, sql } from "kysely";
import type { Tables } from "../database/tables.js";
import { type Finding, finding } from "./finding.js";

/** A checkout is one lease and one event; of what was there before the audit log, the event says that it was found. */
export async function unrecordedLeases(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const { rows } = await sql<{ token: string; leases: number; events: number }>`
    SELECT token, sum(leases) AS leases, sum(events) AS events
    FROM (
      SELECT consumption_token AS token, 1 AS leases, 0 AS events FROM lease
      UNION ALL
      SELECT lease, 0, 1 FROM audit_event WHERE outcome IN ('granted', 'found') AND lease IS NOT NULL
    ) AS parts
    GROUP BY token HAVING sum(leases) <> 1 OR sum(events) <> 1 ORDER BY token`.execute(query);
  return rows.map(({ events, leases, token }) =>
    finding("audit", `The checkout ${token} has ${leases} leases and ${events} audit events.`),
  );
}

/** A lease is returned once, with one event, unless that was before the audit log. */
export async function unrecordedReturns(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const { rows } = await sql<{ token: string; returns: number; events: number }>`
    SELECT token, sum(returned) AS returns, sum(events) AS events
    FROM (
      SELECT consumption_token AS token, 1 AS returned, 0 AS events, 0 AS found FROM lease
        WHERE returned_at IS NOT NULL
      UNION ALL
      SELECT lease, 0, CASE outcome WHEN 'returned' THEN 1 ELSE 0 END, CASE outcome WHEN 'found' THEN 1 ELSE 0 END
        FROM audit_event WHERE outcome IN ('returned', 'found') AND lease IS NOT NULL
    ) AS parts
    GROUP BY token HAVING sum(events) > sum(returned) OR sum(returned) - sum(events) > sum(found) ORDER BY token`.execute(
    query,
  );
  return rows.map(({ events, returns, token }) =>
    finding("audit", `The checkout ${token} was returned ${returns} times and has ${events} audit events of that.`),
  );
}

/** A license is deleted once, with one event, unless that was before the audit log. */
export async function unrecordedDeletions(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const { rows } = await sql<{ arn: string; deletions: number; events: number }>`
    SELECT arn, sum(deleted) AS deletions, sum(events) AS events
    FROM (
      SELECT arn, 1 AS deleted, 0 AS events, 0 AS found FROM license
        WHERE deletion_requested_at IS NOT NULL OR deletion_date IS NOT NULL
      UNION ALL
      SELECT license_arn, 0, CASE outcome WHEN 'deleted' THEN 1 ELSE 0 END, CASE outcome WHEN 'found' THEN 1 ELSE 0 END
        FROM audit_event WHERE outcome IN ('deleted', 'found') AND license_arn IS NOT NULL AND lease IS NULL
    ) AS parts
    GROUP BY arn HAVING sum(events) > sum(deleted) OR sum(deleted) - sum(events) > sum(found) ORDER BY arn`.execute(
    query,
  );
  return rows.map(({ arn, deletions, events }) =>
    finding("audit", `The license ${arn} was deleted ${deletions} times and has ${events} audit events of that.`),
  );
}

/** Each version of a license has one event, unless the license was there before the audit log. */
export async function unrecordedVersions(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const { rows } = await sql<{ arn: string; versions: number; events: number }>`
    SELECT arn, sum(versions) AS versions, sum(events) AS events
    FROM (
      SELECT license_arn AS arn, 1 AS versions, 0 AS events, 0 AS found FROM license_version
      UNION ALL
      SELECT license_arn, 0, CASE outcome WHEN 'found' THEN 0 ELSE 1 END, CASE outcome WHEN 'found' THEN 1 ELSE 0 END
        FROM audit_event WHERE outcome IN ('created', 'deleted', 'found') AND license_arn IS NOT NULL AND lease IS NULL
    ) AS parts
    GROUP BY arn HAVING sum(found) = 0 AND sum(versions) <> sum(events) ORDER BY arn`.execute(query);
  return rows.map(({ arn, events, versions }) =>
    finding("audit", `The license ${arn} has ${versions} versions and ${events} audit events of them.`),
  );
}
