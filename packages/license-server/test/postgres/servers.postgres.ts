import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { rateLimitsOf } from "../../src/auth/account-rate-limiter.js";
import { type LicenseServerOptions, type RunningLicenseServer, startLicenseServer } from "../../src/license-server.js";
import { encryptionKeyOf } from "../../src/secrets/encryption-key.js";
import { SigningKeys } from "../../src/signing/signing-keys.js";
import { openStorage } from "../../src/storage/open-storage.js";
import { temporaryFolder } from "../folders.js";
import { borrowSeats, createStudio, failure } from "../licenses.js";
import { issuer } from "../service.js";
import { type PostgresCluster, startPostgresCluster } from "./postgres-cluster.js";

/** What servers that share a database share beside licenses and leases. */

const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgresCluster({ settings: { fsync: "off" } });
}, 60_000);
afterAll(() => cluster.remove(), 60_000);

/** Servers on a database of their own, each with a data folder of its own. */
async function servers(
  count: number,
  options: LicenseServerOptions = {},
): Promise<{ readonly database: string; readonly running: readonly RunningLicenseServer[] }> {
  const database = await cluster.createDatabase();
  const start = (): Promise<RunningLicenseServer> =>
    startLicenseServer({
      database,
      dev: true,
      dataFolder: temporaryFolder(),
      encryptionKey: ENCRYPTION_KEY,
      ...options,
    });
  const running = await Promise.all(Array.from({ length: count }, start));
  onTestFinished(async () => void (await Promise.all(running.map((server) => server.close()))));
  return { database, running };
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: Record<string, string>;
}

async function call({ url }: RunningLicenseServer, operation: string, input: unknown): Promise<Answer> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSLicenseManager.${operation}` };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(input) });
  const body = (await response.json()) as Record<string, string>;
  return { status: response.status, retryAfter: response.headers.get("retry-after"), body };
}

const keyIdsOf = async ({ url }: RunningLicenseServer): Promise<readonly string[]> => {
  const { keys } = (await (await fetch(new URL("/.well-known/jwks.json", url))).json()) as { keys: { kid: string }[] };
  return keys.map(({ kid }) => kid);
};

const keyIdOf = (token = ""): string =>
  (JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string }).kid;

describe("servers on one PostgreSQL database", () => {
  it("count an account's calls together, and say when to try again", async () => {
    const { running } = await servers(3, { issuer, rateLimits: rateLimitsOf({ GetLicense: "1/60" }) });
    const arn = borrowSeats("1", "").LicenseArn;
    const answers = await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        call(running[index % 3] as RunningLicenseServer, "GetLicense", { LicenseArn: arn }),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    // All get 60 of the burst together, and one more for each second that the calls take.
    expect(refused.length).toBeGreaterThan(40);
    expect(refused.length).toBeLessThanOrEqual(59);
    expect(Number(refused[0]?.retryAfter)).toBeGreaterThanOrEqual(1);
    expect(await call(running[0] as RunningLicenseServer, "GetLicenseUsage", { LicenseArn: arn })).toMatchObject({
      status: 400,
    });
  });

  it("count for themselves while the database does not", async () => {
    const { database, running } = await servers(1, { issuer, rateLimits: rateLimitsOf({ GetLicense: "1/4" }) });
    const client = new Client({ connectionString: database });
    await client.connect();
    await client.query("DROP TABLE rate_limit");
    await client.end();
    const statuses: number[] = [];
    for (let count = 0; count < 20; count++) {
      const input = { LicenseArn: borrowSeats("1", "").LicenseArn };
      statuses.push((await call(running[0] as RunningLicenseServer, "GetLicense", input)).status);
    }
    expect(statuses.slice(0, 5)).toEqual([400, 400, 400, 400, 400]);
    expect(statuses).toContain(429);
  });

  it("sign with the same keys, and all of them notice a rotation", async () => {
    const { database, running } = await servers(3);
    const [one, other] = running as [RunningLicenseServer, RunningLicenseServer];
    const ids = await Promise.all(running.map(keyIdsOf));
    expect(new Set(ids.flat()).size).toBe(1);
    const { body } = await call(one, "CreateLicense", createStudio);
    const before = await call(other, "CheckoutBorrowLicense", borrowSeats("1", "a", body["LicenseArn"]));
    expect(keyIdOf(before.body["SignedToken"])).toBe(ids[0]?.[0]);

    const storage = await openStorage({ database });
    const encryptionKey = encryptionKeyOf(ENCRYPTION_KEY, "the test");
    const keys = new SigningKeys({ storage: storage.signingKeys, encryptionKey, clock: () => new Date() });
    const next = await keys.rotate("default", 0, { modulusLength: 2048 });
    await storage.close();
    for (const server of running) expect(await keyIdsOf(server)).toEqual([next.keyId, ids[0]?.[0]]);
    const after = await call(other, "CheckoutBorrowLicense", borrowSeats("1", "b", body["LicenseArn"]));
    expect(keyIdOf(after.body["SignedToken"])).toBe(next.keyId);
  });

  it("refuse one whose encryption key is another", async () => {
    const { database, running } = await servers(1);
    // Its first key is made by then.
    await keyIdsOf(running[0] as RunningLicenseServer);
    const encryptionKey = Buffer.alloc(32, 8).toString("base64");
    const start = (): unknown =>
      startLicenseServer({ database, dev: true, dataFolder: temporaryFolder(), encryptionKey });
    expect(await failure(start)).toMatch(/^EncryptionKeyUnusableError: The private key of the signing key /);
  });
});
