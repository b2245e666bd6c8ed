import { afterAll, describe, expect, it } from "vitest";
import { openSqliteDatabase } from "../database/open-sqlite-database.js";
import { ANSWERED_REQUEST, COUNTED_AMOUNT, LATEST_LICENSE, LATEST_VERSION } from "./sqlite-checkout-statements.js";

const database = await openSqliteDatabase(":memory:");
afterAll(() => database.close());

/** What SQLite does for a statement, a line for each step. */
const plan = (sql: string): Promise<readonly unknown[]> =>
  database.connection.run((sqlite) =>
    sqlite
      .prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail),
  );

describe("a checkout in SQLite reads as much however many leases there are:", () => {
  it("what is in use, from one row and from what expired since that was written", async () => {
    expect(await plan(COUNTED_AMOUNT)).toEqual([
      "SEARCH counted USING PRIMARY KEY (license_arn=? AND entitlement=?)",
      "CORRELATED SCALAR SUBQUERY 1",
      "SEARCH expiring USING PRIMARY KEY (license_arn=? AND entitlement=? AND expiration>? AND expiration<?)",
    ]);
  });

  it("the answer to the same request, by its key", async () => {
    expect(await plan(ANSWERED_REQUEST)).toEqual([
      "SEARCH answered_request USING INDEX sqlite_autoindex_answered_request_1 (account=? AND operation=? AND client_token=?)",
    ]);
  });

  it("the latest version, by its key", async () => {
    expect(await plan(LATEST_VERSION)).toEqual(["SEARCH license USING INDEX sqlite_autoindex_license_1 (arn=?)"]);
    expect(await plan(LATEST_LICENSE)).toEqual([
      "SEARCH license USING INDEX sqlite_autoindex_license_1 (arn=?)",
      "SEARCH license_version USING INDEX sqlite_autoindex_license_version_1 (license_arn=? AND version=?)",
    ]);
  });
});
