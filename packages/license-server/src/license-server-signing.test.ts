import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createBorrowTokenVerifier } from "@borrow-license/token-verification";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../test/folders.js";
import { borrowSeats, createStudio, failure, NOON } from "../test/licenses.js";
import { type LicenseServerOptions, type RunningLicenseServer, startLicenseServer } from "./license-server.js";
import { encryptionKeyOf } from "./secrets/encryption-key.js";
import { SigningKeys } from "./signing/signing-keys.js";
import { openStorage } from "./storage/open-storage.js";

const SMALL = { modulusLength: 2048 };
const ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
const clock = (): Date => new Date(NOON * 1000);

async function start(options: LicenseServerOptions): Promise<RunningLicenseServer> {
  const server = await startLicenseServer({ clock, dev: true, encryptionKey: ENCRYPTION_KEY, ...options });
  onTestFinished(() => server.close());
  return server;
}

async function call({ url }: RunningLicenseServer, operation: string, input: unknown): Promise<Record<string, string>> {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSLicenseManager.${operation}` };
  return (await (await fetch(url, { method: "POST", headers, body: JSON.stringify(input) })).json()) as Record<
    string,
    string
  >;
}

/** A folder as servers had it when their only key was in a file. */
async function folderWithKeyFile(): Promise<{ dataFolder: string; keyId: string; privateKeyPem: string }> {
  const dataFolder = temporaryFolder();
  const { privateKeyPem } = await generateSigningKey(SMALL);
  writeFileSync(join(dataFolder, "signing-key.pem"), privateKeyPem, { mode: 0o600 });
  const { keyId } = await createBorrowTokenIssuer({ key: privateKeyPem });
  return { dataFolder, keyId, privateKeyPem };
}

/** What the program `borrow-license keys` does, beside a server. */
async function withKeys<Result>(dataFolder: string, use: (keys: SigningKeys) => Promise<Result>): Promise<Result> {
  const storage = await openStorage({ database: join(dataFolder, "licenses.sqlite") });
  const encryptionKey = encryptionKeyOf(ENCRYPTION_KEY, "the test");
  try {
    return await use(new SigningKeys({ storage: storage.signingKeys, encryptionKey, clock }));
  } finally {
    await storage.close();
  }
}

const publishedKeys = async ({ url }: RunningLicenseServer, query = ""): Promise<{ keys: { kid: string }[] }> =>
  (await (await fetch(new URL(`/.well-known/jwks.json${query}`, url))).json()) as { keys: { kid: string }[] };

const keyIdsOf = async (server: RunningLicenseServer, query = ""): Promise<readonly string[]> =>
  (await publishedKeys(server, query)).keys.map(({ kid }) => kid);

const keyIdOf = (token = ""): string =>
  (JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()) as { kid: string }).kid;

describe("a signing key in a file, of an earlier version", () => {
  it("moves into the database, and signs from there", async () => {
    const { dataFolder, keyId } = await folderWithKeyFile();
    const first = await start({ dataFolder });
    expect(existsSync(join(dataFolder, "signing-key.pem"))).toBe(false);
    expect(await keyIdsOf(first)).toEqual([keyId]);
    await first.close();
    const second = await start({ dataFolder });
    const { LicenseArn } = await call(second, "CreateLicense", {
      ...createStudio,
      Issuer: { Name: "Example Software", SignKey: keyId },
    });
    const { SignedToken } = await call(second, "CheckoutBorrowLicense", borrowSeats("1", "a", LicenseArn));
    expect(keyIdOf(SignedToken)).toBe(keyId);
  });

  it("of another server with the same database is published, for its tokens are valid", async () => {
    const { dataFolder, keyId } = await folderWithKeyFile();
    const server = await start({ dataFolder });
    const { LicenseArn } = await call(server, "CreateLicense", createStudio);
    await call(server, "CheckoutBorrowLicense", borrowSeats("1", "a", LicenseArn));
    const other = await folderWithKeyFile();
    writeFileSync(join(dataFolder, "signing-key.pem"), other.privateKeyPem, { mode: 0o600 });
    const second = await start({ dataFolder });
    expect(await keyIdsOf(second)).toEqual([keyId, other.keyId]);
    const { SignedToken } = await call(second, "CheckoutBorrowLicense", borrowSeats("1", "b", LicenseArn));
    expect(keyIdOf(SignedToken)).toBe(keyId);
  });

  it("stays where it is when it is none, or others can read it", async () => {
    const dataFolder = temporaryFolder();
    const file = join(dataFolder, "signing-key.pem");
    writeFileSync(file, "c2VjcmV0", { mode: 0o600 });
    const message = await failure(() => start({ dataFolder }));
    expect(message).toContain(`SigningKeyUnusableError: The signing key ${file} cannot be used: `);
    expect(message).not.toContain("c2VjcmV0");
    expect(existsSync(file)).toBe(true);
    const { privateKeyPem } = await folderWithKeyFile();
    const open = join(temporaryFolder(), "signing-key.pem");
    writeFileSync(open, privateKeyPem, { mode: 0o644 });
    expect(await failure(() => start({ dataFolder: join(open, "..") }))).toContain("UnsafePermissionsError: ");
    expect(existsSync(open)).toBe(true);
  });

  it("that went missing is not made again", async () => {
    const { dataFolder } = await folderWithKeyFile();
    const server = await start({ dataFolder });
    const { LicenseArn } = await call(server, "CreateLicense", createStudio);
    await call(server, "CheckoutBorrowLicense", borrowSeats("1", "a", LicenseArn));
    await server.close();
    const storage = await openStorage({ database: join(dataFolder, "licenses.sqlite") });
    await storage.database.query.deleteFrom("signing_key").execute();
    await storage.close();
    expect(await failure(() => start({ dataFolder }))).toBe(
      "SigningKeyUnusableError: The database has no signing key, and tokens were issued with one. Where it was in a file, " +
        `put that back: ${join(dataFolder, "signing-key.pem")}. Where it is lost, run borrow-license keys create default, ` +
        "and give applications the new public key.",
    );
  });
});

describe("a server's signing keys", () => {
  it("are one for servers that start together", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    await withKeysOf(dataFolder);
    const servers = await Promise.all([start({ dataFolder }), start({ dataFolder })]);
    const [one, other] = await Promise.all(servers.map((server) => keyIdsOf(server)));
    expect(one).toHaveLength(1);
    expect(one).toEqual(other);
  });

  it("are rotated while it runs, and tokens of both verify with what it publishes", async () => {
    const { dataFolder, keyId } = await folderWithKeyFile();
    const server = await start({ dataFolder });
    const { LicenseArn } = await call(server, "CreateLicense", createStudio);
    const before = await call(server, "CheckoutBorrowLicense", borrowSeats("1", "a", LicenseArn));
    const next = await withKeys(dataFolder, (keys) => keys.rotate("default", 0, SMALL));
    // What is published is read anew, and what signs with it.
    const keys = await publishedKeys(server);
    expect(keys.keys.map(({ kid }) => kid)).toEqual([next.keyId, keyId]);
    const after = await call(server, "CheckoutBorrowLicense", borrowSeats("1", "b", LicenseArn));
    expect([keyIdOf(before["SignedToken"]), keyIdOf(after["SignedToken"])]).toEqual([keyId, next.keyId]);
    const verifier = await createBorrowTokenVerifier(keys, { now: clock });
    for (const { SignedToken = "" } of [before, after]) {
      await expect(verifier.verify(SignedToken, { nodeId: "workstation-7" })).resolves.toBeDefined();
    }
  });

  it("are published by name and ID, as JWK Set and as PEM", async () => {
    const { dataFolder, keyId } = await folderWithKeyFile();
    const server = await start({ dataFolder });
    const acme = await withKeys(dataFolder, (keys) =>
      keys.create({ name: "acme", account: "000000000000", issuerName: "Acme", source: SMALL }),
    );
    expect(new Set(await keyIdsOf(server))).toEqual(new Set([keyId, acme.keyId]));
    expect(await keyIdsOf(server, "?key=acme")).toEqual([acme.keyId]);
    const pem = async (query: string): Promise<string> =>
      (await fetch(new URL(`/.well-known/public-key.pem${query}`, server.url))).text();
    expect(await pem("")).toBe(await pem(`?key=${keyId}`));
    expect(await pem("?key=acme")).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    expect(await pem("?key=acme")).not.toBe(await pem(""));
    for (const path of ["jwks.json", "public-key.pem"]) {
      const response = await fetch(new URL(`/.well-known/${path}?key=nobody`, server.url));
      expect([response.status, await response.json()]).toEqual([
        404,
        { message: 'No public key of the name or ID "nobody" is published here.' },
      ]);
    }
  });

  it("sign a license that names one until it is retired, which a checkout says then", async () => {
    const { dataFolder } = await folderWithKeyFile();
    const server = await start({ dataFolder });
    await withKeys(dataFolder, (keys) => keys.create({ name: "acme", account: "000000000000", source: SMALL }));
    const refused = await call(server, "CreateLicense", { ...createStudio, Issuer: { Name: "Acme", SignKey: "akme" } });
    expect(refused).toMatchObject({
      __type: "InvalidParameterValueException",
      Message: expect.stringContaining(
        'Issuer.SignKey is "akme", and this server has no such key. Leave it out, or name',
      ),
    });
    const named = { ...createStudio, Issuer: { Name: "Acme", SignKey: "acme" } };
    const { LicenseArn } = await call(server, "CreateLicense", named);
    expect(await failure(() => withKeys(dataFolder, (keys) => keys.retire("acme")))).toBe(
      "SigningKeyRefusedError: 1 licenses name the signing key acme, and nothing could be borrowed of them. " +
        "Give them new versions with another SignKey first, or retire it with --even-if-named.",
    );
    await withKeys(dataFolder, (keys) => keys.retire("acme", { evenIfNamed: true }));
    await keyIdsOf(server);
    expect(await call(server, "CheckoutBorrowLicense", borrowSeats("1", "a", LicenseArn))).toMatchObject({
      __type: "NoEntitlementsAllowedException",
      Message: expect.stringContaining(
        'The license\'s Issuer.SignKey is "acme", and that key does not sign tokens any more.',
      ),
    });
  });
});

describe("a development server's signing key", () => {
  it("is another one at each start, or the one that is made of a text", async () => {
    const made = await Promise.all([start({ devSigningKey: "test" }), start({ devSigningKey: "test" })]);
    const [first, second] = await Promise.all(made.map((server) => publishedKeys(server)));
    expect(first).toEqual(second);
    const { LicenseArn } = await call(made[0] as RunningLicenseServer, "CreateLicense", createStudio);
    const answer = await call(
      made[0] as RunningLicenseServer,
      "CheckoutBorrowLicense",
      borrowSeats("1", "a", LicenseArn),
    );
    const verifier = await createBorrowTokenVerifier(second ?? { keys: [] }, { now: clock });
    await expect(verifier.verify(answer["SignedToken"] ?? "", { nodeId: "workstation-7" })).resolves.toBeDefined();
  });

  it("is made of no text where the server is not for development", async () => {
    expect(await failure(() => startLicenseServer({ devSigningKey: "test" }))).toBe(
      "TypeError: A signing key that is made of a text is no secret, so devSigningKey needs dev: true.",
    );
  });
});

/** Makes the data folder, as its first server would. */
async function withKeysOf(dataFolder: string): Promise<void> {
  const server = await startLicenseServer({ dataFolder, dev: true, issuer: await smallIssuer() });
  await server.close();
}

async function smallIssuer(): Promise<Awaited<ReturnType<typeof createBorrowTokenIssuer>>> {
  return createBorrowTokenIssuer({ key: (await generateSigningKey(SMALL)).privateKeyPem });
}
