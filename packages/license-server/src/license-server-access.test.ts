import { createPrivateKey } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { inspect } from "node:util";
import { generateSigningKey } from "@borrow-license/token-verification/issuer";
import { Hash } from "@smithy/hash-node";
import { SignatureV4 } from "@smithy/signature-v4";
import type { HashConstructor } from "@smithy/types";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../test/folders.js";
import { borrowSeats, createStudio, failure } from "../test/licenses.js";
import { issuer } from "../test/service.js";
import type { NewAccessKey } from "./auth/access-keys.js";
import { type LicenseServerOptions, type RunningLicenseServer, startLicenseServer } from "./license-server.js";
import { EncryptionKeyUnusableError } from "./license-server-error.js";
import { openSqliteStorage } from "./storage/open-storage.js";

async function start(options: LicenseServerOptions = {}): Promise<RunningLicenseServer> {
  const server = await startLicenseServer({ issuer, ...options });
  onTestFinished(() => server.close());
  return server;
}

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Record<string, string>;
}

/** Calls an operation with a signed request. */
async function call(url: string, key: NewAccessKey, operation: string, input: unknown): Promise<Answer> {
  const signer = new SignatureV4({
    credentials: key,
    region: "us-east-1",
    service: "license-manager",
    sha256: Hash.bind(undefined, "sha256") as unknown as HashConstructor,
  });
  const body = JSON.stringify(input);
  const { headers } = await signer.sign({
    method: "POST",
    protocol: "http:",
    hostname: "",
    path: "/",
    query: {},
    headers: {
      host: new URL(url).host,
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSLicenseManager.${operation}`,
    },
    body,
  });
  return send(url, headers, body);
}

async function send(url: string, headers: Record<string, string>, body: string): Promise<Answer> {
  const response = await fetch(url, { method: "POST", headers, body });
  const received = await response.text();
  return { status: response.status, text: received, body: JSON.parse(received) as Record<string, string> };
}

const keyOf = (server: RunningLicenseServer): NewAccessKey => server.administratorKey as NewAccessKey;

describe("a server that is started for the first time", () => {
  it("is closed, but for the administrator's key that it makes and shows once", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const first = await startLicenseServer({ issuer, dataFolder, account: "123456789012" });
    const key = keyOf(first);
    expect(
      await send(
        first.url,
        { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSLicenseManager.GetLicense" },
        "{}",
      ),
    ).toMatchObject({ status: 400, body: { __type: "MissingAuthenticationTokenException" } });
    expect((await call(first.url, key, "CreateLicense", createStudio)).body["LicenseArn"]).toContain("::123456789012:");
    await first.close();
    const second = await start({ dataFolder });
    expect(second.administratorKey).toBeUndefined();
    expect((await call(second.url, key, "CreateLicense", createStudio)).status).toBe(200);
  });

  it("makes one administrator's key, however many processes start", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    await (await startLicenseServer({ dataFolder, dev: true })).close();
    const servers = await Promise.all([start({ dataFolder }), start({ dataFolder }), start({ dataFolder })]);
    expect(servers.filter(({ administratorKey }) => administratorKey !== undefined)).toHaveLength(1);
  });

  it("does not use the key up when it cannot listen", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const { port } = await start();
    expect(await failure(() => startLicenseServer({ issuer, dataFolder, port }))).toMatch(/^CannotListenError: /);
    expect((await start({ dataFolder })).administratorKey).toBeDefined();
  });

  it("cannot know callers without a place for access keys", async () => {
    const storage = await openSqliteStorage(":memory:");
    expect(await failure(() => startLicenseServer({ issuer, storage }))).toBe(
      "TypeError: A server with a storage of yours needs credentials, or dev: true.",
    );
  });
});

describe("a server with an encryption key of its own", () => {
  it("reads no secrets with another one", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const encryptionKey = Buffer.alloc(32, 1).toString("base64");
    const first = await startLicenseServer({ issuer, dataFolder, encryptionKey });
    const key = keyOf(first);
    await first.close();
    const same = await start({ dataFolder, encryptionKey });
    expect((await call(same.url, key, "CreateLicense", createStudio)).status).toBe(200);
    const other = await start({ dataFolder, encryptionKey: Buffer.alloc(32, 2).toString("base64") });
    expect((await call(other.url, key, "CreateLicense", createStudio)).body["__type"]).toBe("ServerInternalException");
  });
});

describe("failures to authenticate", () => {
  it("end in 429, with the time to wait, and leave other callers alone", async () => {
    const server = await start({ failureLimits: { perKey: 2 } });
    const good = keyOf(server);
    const wrong = { ...good, accessKeyId: "BLAKUNKNOWN" };
    const statuses: number[] = [];
    for (let index = 0; index < 3; index++)
      statuses.push((await call(server.url, wrong, "CreateLicense", createStudio)).status);
    expect(statuses).toEqual([400, 400, 429]);
    expect((await call(server.url, good, "CreateLicense", createStudio)).status).toBe(200);
  });

  it("with a wrong secret do not lock out who has the right one, behind the same proxy", async () => {
    const server = await start({ failureLimits: { perKey: 2 } });
    const good = keyOf(server);
    const wrong = { ...good, secretAccessKey: "wrong" };
    const statusOf = async (key: NewAccessKey): Promise<number> =>
      (await call(server.url, key, "ListLicenses", {})).status;
    expect(await statusOf(good)).toBe(200);
    expect([await statusOf(wrong), await statusOf(wrong), await statusOf(wrong)]).toEqual([400, 400, 429]);
    expect(await statusOf(good)).toBe(200);
  });
});

describe("a development server", () => {
  const withHost = (url: string, host: string): Promise<number> =>
    new Promise((resolve) => {
      const sent = httpRequest(url, { path: "/.well-known/jwks.json", headers: { host } }, (response) => {
        void text(response).then(() => resolve(response.statusCode ?? 0));
      });
      sent.end();
    });

  it("accepts any credentials, and makes no key", async () => {
    const server = await start({ dev: true });
    expect(server.administratorKey).toBeUndefined();
    const any = { accessKeyId: "any", secretAccessKey: "any", account: "" };
    expect((await call(server.url, any, "CreateLicense", createStudio)).status).toBe(200);
  });

  it("answers no request that names another host, as a web page's would that points its name here", async () => {
    const { port, url } = await start({ dev: true, devHosts: ["licenses.test"] });
    const hosts = [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      "[::1]:80",
      "LOCALHOST",
      "licenses.test",
      "Licenses.Test:80",
    ];
    for (const host of hosts) expect([host, await withHost(url, host)]).toEqual([host, 200]);
    const others = [
      "evil.example",
      `evil.example:${port}`,
      "localhost.evil.example",
      "0.0.0.0",
      "127.0.0.1.evil.example",
    ];
    for (const host of others) expect([host, await withHost(url, host)]).toEqual([host, 403]);
  });
});

describe("the log", () => {
  it("says who sent a request: the address, and the key and the account where the signature is right", async () => {
    const lines: string[] = [];
    const logger = pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(line) });
    const server = await startLicenseServer({ issuer, logger });
    const key = keyOf(server);
    await call(server.url, key, "ListLicenses", {});
    await call(server.url, { ...key, secretAccessKey: "wrong" }, "ListLicenses", {});
    await server.close();
    const [right, wrong] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const { accessKeyId } = key;
    expect(right).toMatchObject({ status: 200, remoteAddress: "127.0.0.1", account: "000000000000", accessKeyId });
    expect(wrong).toMatchObject({ error: "InvalidSignatureException", remoteAddress: "127.0.0.1" });
    expect(wrong).not.toHaveProperty("accessKeyId");
    expect(wrong).not.toHaveProperty("account");
  });
});

describe("secrets", () => {
  it("reach neither the log nor an answer, whatever happens", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "trace" }, { write: (line: string) => lines.push(line) });
    const dataFolder = temporaryFolder();
    // A key that the test knows. The server moves it into its database.
    const { privateKeyPem } = await generateSigningKey({ modulusLength: 2048 });
    writeFileSync(join(dataFolder, "signing-key.pem"), privateKeyPem, { mode: 0o600 });
    const server = await startLicenseServer({ dataFolder, logger, metrics: true });
    const key = keyOf(server);
    const answers: string[] = [inspect({ ...server, administratorKey: undefined }, { depth: 20, showHidden: true })];
    const record = async (answer: Promise<Answer>): Promise<Record<string, string>> => {
      const { body, text: received } = await answer;
      answers.push(received);
      return body;
    };
    const { LicenseArn = "" } = await record(call(server.url, key, "CreateLicense", createStudio));
    await record(call(server.url, key, "CheckoutBorrowLicense", borrowSeats("1", "a", LicenseArn)));
    await record(call(server.url, key, "CheckoutBorrowLicense", borrowSeats("99", "b", LicenseArn)));
    await record(call(server.url, { ...key, secretAccessKey: "wrong-secret-1" }, "GetLicense", { LicenseArn }));
    await record(call(server.url, { ...key, sessionToken: "session-token-1" }, "GetLicense", { LicenseArn }));
    await record(call(server.url, key, "GetLicense", { LicenseArn: 1 }));
    await record(call(server.url, key, "Unknown", {}));
    for (const path of ["/metrics", "/readyz", "/.well-known/jwks.json", "/.well-known/public-key.pem"]) {
      answers.push(await (await fetch(new URL(path, server.url))).text());
    }
    await server.close();
    // Every secret is there now but the one that the database's are encrypted with: what follows fails inside.
    const unfit = { dataFolder, logger, encryptionKey: Buffer.alloc(32, 9).toString("base64") };
    await expect(startLicenseServer(unfit)).rejects.toSatisfy((error: unknown) => {
      logger.fatal({ err: error }, inspect(error, { depth: 20, showHidden: true }));
      return error instanceof EncryptionKeyUnusableError;
    });
    const other = await startLicenseServer({ ...unfit, issuer });
    const failed = await record(call(other.url, key, "GetLicense", { LicenseArn }));
    expect(failed["__type"]).toBe("ServerInternalException");
    await other.close();

    const said = [...lines, ...answers].join("\n");
    expect(lines.length).toBeGreaterThan(8);
    expect(existsSync(join(dataFolder, "signing-key.pem"))).toBe(false);
    const { d = "", p = "" } = createPrivateKey(privateKeyPem).export({ format: "jwk" });
    const signingKey = [...privateKeyPem.split("\n").slice(1, -2), d, p];
    const encryptionKey = readFileSync(join(dataFolder, "encryption-key"), "utf8").trim();
    const database = readFileSync(join(dataFolder, "licenses.sqlite"), "latin1");
    for (const secret of [key.secretAccessKey, ...signingKey]) expect(database.includes(secret)).toBe(false);
    const secrets = [key.secretAccessKey, "wrong-secret-1", "session-token-1", encryptionKey, ...signingKey];
    expect(signingKey.length).toBeGreaterThan(20);
    for (const secret of secrets) expect(said.includes(secret)).toBe(false);
    expect(said).not.toContain("PRIVATE KEY");
    expect(said).not.toContain("Signature=");
  });
});
