import { afterAll, expect, it } from "vitest";
import { ARN, NOON } from "../../../test/licenses.js";
import { sqlitePlan } from "../../../test/sqlite-plan.js";
import { openSqliteDatabase } from "../database/open-sqlite-database.js";
import type { AuditQuery } from "./audit-log.js";
import { listEvents } from "./database-audit-log.js";

const database = await openSqliteDatabase(":memory:");
afterAll(() => database.close());

it.each<readonly [string, Partial<AuditQuery>, string]>([
  ["all", {}, "SCAN audit_event USING INDEX audit_event_at"],
  ["a time", { since: NOON, until: NOON + 60 }, "SEARCH audit_event USING INDEX audit_event_at (at>? AND at<?)"],
  [
    "the next page of a time",
    { since: NOON, before: 7 },
    "SEARCH audit_event USING INDEX audit_event_at (at>? AND at<?)",
  ],
  ["an account", { account: "123456789012" }, "SEARCH audit_event USING INDEX audit_event_of_account (account=?)"],
  [
    "a license",
    { licenseArn: ARN, since: NOON },
    "SEARCH audit_event USING INDEX audit_event_of_license (license_arn=? AND at>?)",
  ],
])("a page of the events of %s is read in order in SQLite, and sorts nothing", async (_what, query, step) => {
  expect(await sqlitePlan(database, (kysely) => listEvents(kysely, { ...query, limit: 100 }))).toEqual([step]);
});

it("the events of a lease are found by it in SQLite", async () => {
  expect((await sqlitePlan(database, (kysely) => listEvents(kysely, { lease: "a", limit: 100 })))[0]).toBe(
    "SEARCH audit_event USING INDEX audit_event_of_lease (lease=?)",
  );
});
