import type { Kysely } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { ARN, NOON } from "../../../test/licenses.js";
import { sqlitePlan } from "../../../test/sqlite-plan.js";
import { openSqliteDatabase } from "../database/open-sqlite-database.js";
import type { Tables } from "../database/tables.js";
import { listLicenses, listLicenseVersions } from "./license-list-queries.js";
import type { LicenseQuery } from "./license-storage.js";

const database = await openSqliteDatabase(":memory:");
afterAll(() => database.close());

const plan = (ask: (query: Kysely<Tables>) => Promise<unknown>): Promise<readonly string[]> =>
  sqlitePlan(database, ask);

const VERSION = "SEARCH license_version USING INDEX sqlite_autoindex_license_version_1 (license_arn=? AND version=?)";
const page = (conditions: Partial<LicenseQuery>): Promise<readonly string[]> =>
  plan((query) => listLicenses(query, { account: "123456789012", at: NOON, limit: 101, after: ARN, ...conditions }));

describe("a page of a list in SQLite reads in order from where it begins, and sorts nothing:", () => {
  it("an account's licenses", async () => {
    expect(await page({})).toEqual(["SEARCH license USING INDEX license_of_account (account=? AND arn>?)", VERSION]);
    expect(await page({ status: "AVAILABLE", issuerName: "Example Software" })).toEqual([
      "SEARCH license USING INDEX license_of_account (account=? AND arn>?)",
      VERSION,
    ]);
  });

  it("those of a product", async () => {
    expect(await page({ productSku: "studio-2026" })).toEqual([
      "SEARCH license USING INDEX license_of_product (account=? AND product_sku=? AND arn>?)",
      VERSION,
    ]);
  });

  it("those for a beneficiary", async () => {
    expect(await page({ beneficiaries: ["Example Ltd."] })).toEqual([
      "SEARCH license USING INDEX license_of_beneficiary (account=? AND beneficiary=? AND arn>?)",
      VERSION,
    ]);
  });

  it("those with the ARNs that are asked for", async () => {
    expect((await page({ arns: [ARN, `${ARN}1`] }))[0]).toMatch(/^SEARCH license USING INDEX .*arn=\?/);
  });

  it("a license's versions", async () => {
    expect(await plan((query) => listLicenseVersions(query, ARN, 7, 101))).toEqual([
      "SEARCH license USING INDEX sqlite_autoindex_license_1 (arn=?)",
      "SEARCH license_version USING INDEX sqlite_autoindex_license_version_1 (license_arn=? AND version<?)",
    ]);
  });
});
