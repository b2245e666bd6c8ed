import { escapeLiteral } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PostgresDatabase } from "../../src/storage/database/database.js";
import { openPostgresDatabase } from "../../src/storage/database/open-postgres-database.js";
import { createLicenseStorage } from "../../src/storage/licenses/database-license-storage.js";
import {
  LOCK_LICENSES,
  READ_BATCH_STATE,
  READ_FOR_CHECKOUT,
} from "../../src/storage/licenses/postgres-checkout-statements.js";
import { ARN, NOON, studio } from "../licenses.js";
import { addManyLeases } from "../many-leases.js";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.js";

let cluster: PostgresCluster;
let database: PostgresDatabase;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off" } });
  database = await openPostgresDatabase(await cluster.createDatabase());
  const storage = await createLicenseStorage(database);
  const request = { account: "123456789012", operation: "CreateLicense", clientToken: "create" };
  await storage.addLicense(studio(), { ...request, digest: "digest", response: "{}", answeredAt: NOON });
  await addManyLeases(database, ARN, 20_000);
}, 120_000);
afterAll(async () => {
  await database.close();
  await cluster.remove();
});

/** The nodes of the plan that PostgreSQL keeps for a prepared statement, those that read tables: how, what and by which index. */
async function reads(text: string, values: readonly unknown[]): Promise<readonly string[]> {
  const client = await database.pool.connect();
  try {
    await client.query("SET plan_cache_mode = force_generic_plan");
    await client.query(`PREPARE asked AS ${text}`);
    const literals = values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : escapeLiteral(String(value))));
    const { rows } = await client.query(`EXPLAIN (FORMAT JSON) EXECUTE asked (${literals.join(", ")})`);
    return tableReads(JSON.parse(rows[0]["QUERY PLAN"])[0].Plan);
  } finally {
    client.release(true);
  }
}

function arrayLiteral(values: readonly unknown[]): string {
  return `ARRAY[${values.map((value) => escapeLiteral(String(value))).join(", ")}]`;
}

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string;
  readonly "Index Name"?: string;
  readonly Plans?: readonly PlanNode[];
}

function tableReads(node: PlanNode): readonly string[] {
  const { "Index Name": index, "Node Type": type, Plans = [], "Relation Name": table } = node;
  const own = table === undefined ? [] : [`${table}: ${type}${index === undefined ? "" : ` by ${index}`}`];
  return [...own, ...Plans.flatMap(tableReads)];
}

const requests = JSON.stringify([{ account: "123456789012", operation: "CheckoutBorrowLicense", clientToken: "a" }]);
const entitlements = JSON.stringify([{ licenseArn: ARN, entitlement: "seats" }]);

describe("a checkout in PostgreSQL reads as much however many leases there are, by keys:", () => {
  it("what is looked at before it is signed", async () => {
    const values = ["123456789012", "CheckoutBorrowLicense", "a", ARN, '["seats"]', NOON];
    const plan = await reads(READ_FOR_CHECKOUT.text, values);
    expect(plan).toContain("answered_request: Index Scan by answered_request_pkey");
    expect(plan).toContain("expiring_amount: Index Scan by expiring_amount_pkey");
    expect(plan.filter((read) => !/^license|^amount_in_use/.test(read) && read.includes("Seq Scan"))).toEqual([]);
  });

  it("what a batch is decided by", async () => {
    const plan = await reads(READ_BATCH_STATE.text, [requests, JSON.stringify([ARN]), entitlements, NOON]);
    expect(plan).toContain("answered_request: Index Scan by answered_request_pkey");
    expect(plan).toContain("expiring_amount: Index Scan by expiring_amount_pkey");
    expect(plan.filter((read) => !/^license|^amount_in_use/.test(read) && read.includes("Seq Scan"))).toEqual([]);
  });

  it("the licenses that it locks", async () => {
    const plan = await reads(LOCK_LICENSES.text, [[ARN]]);
    expect(plan.every((read) => read.startsWith("license: "))).toBe(true);
  });
});
