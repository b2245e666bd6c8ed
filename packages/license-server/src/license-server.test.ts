import { statSync } from "node:fs";
import { join } from "node:path";
import { createBorrowTokenVerifier } from "@borrow-license/token-verification";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../test/folders.js";
import { borrowSeats, createStudio, failure, NOON } from "../test/licenses.js";
import { issuer } from "../test/service.js";
import { type LicenseServerOptions, type RunningLicenseServer, startLicenseServer } from "./license-server.js";
import { openSqliteStorage } from "./storage/open-storage.js";

const clock = (): Date => new Date(NOON * 1000);

/** A server for the running test. */
async function start(options: LicenseServerOptions = {}): Promise<RunningLicenseServer> {
  const server = await startLicenseServer({ issuer, clock, dev: true, ...options });
  onTestFinished(() => server.close());
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Record<string, string>;
}

async function call({ url }: RunningLicenseServer, operation: string, input: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSLicenseManager.${operation}`,
      authorization: "AWS4-HMAC-SHA256 Credential=secret-credential",
    },
    body: JSON.stringify(input),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) as Record<string, string> };
}

describe("a license server over HTTP", () => {
  it("creates and lends a license, whose token verifies with the published keys", async () => {
    const server = await start();
    const { body: created } = await call(server, "CreateLicense", createStudio);
    const { body, status } = await call(
      server,
      "CheckoutBorrowLicense",
      borrowSeats("2", "token", created["LicenseArn"]),
    );
    expect(status).toBe(200);
    const keys = (await (await fetch(new URL("/.well-known/jwks.json", server.url))).json()) as { keys: [] };
    const verifier = await createBorrowTokenVerifier(keys, { now: clock });
    const claims = await verifier.verify(body["SignedToken"] ?? "", { nodeId: "workstation-7" });
    expect(claims.licenseArn).toBe(created["LicenseArn"]);
  });

  it("answers a repeated request with the same bytes", async () => {
    const server = await start();
    const { body: created } = await call(server, "CreateLicense", createStudio);
    const request = borrowSeats("2", "token", created["LicenseArn"]);
    const first = await call(server, "CheckoutBorrowLicense", request);
    const second = await call(server, "CheckoutBorrowLicense", request);
    expect(second.text).toBe(first.text);
  });

  it("answers an error with its name, its status and its message", async () => {
    const server = await start();
    const { body, status } = await call(server, "CheckoutBorrowLicense", borrowSeats("1", "token"));
    expect(status).toBe(400);
    expect(body).toEqual({
      __type: "ResourceNotFoundException",
      Message: `There is no license ${borrowSeats("1", "").LicenseArn}. Check the ARN, the account and the region.`,
    });
  });

  it("answers a redirect with the peer's endpoint as Location", async () => {
    const server = await start({ peers: { "eu-west-1": "https://licenses.example.com" } });
    const { headers, status } = await call(server, "CreateLicense", { ...createStudio, HomeRegion: "eu-west-1" });
    expect([status, headers.get("location")]).toEqual([308, "https://licenses.example.com"]);
  });

  it("answers too many requests with the time to wait", async () => {
    const server = await start({ rateLimiter: { take: () => ({ decision: "exceeded", retryAfterSeconds: 3 }) } });
    const { headers, status } = await call(server, "GetLicense", { LicenseArn: borrowSeats("1", "").LicenseArn });
    expect([status, headers.get("retry-after")]).toEqual([429, "3"]);
  });
});

describe("the public key", () => {
  it("is served as JWK Set without anything private", async () => {
    const { url } = await start();
    const response = await fetch(new URL("/.well-known/jwks.json", url));
    expect(response.headers.get("content-type")).toBe("application/jwk-set+json");
    expect(response.headers.get("cache-control")).toBe("public, max-age=300");
    const { n } = issuer.publicJwk;
    expect(await response.json()).toEqual({
      keys: [{ kty: "RSA", n, e: "AQAB", alg: "PS384", use: "sig", kid: issuer.keyId }],
    });
  });

  it("is served as PEM", async () => {
    const { url } = await start();
    const response = await fetch(new URL("/.well-known/public-key.pem?download", url));
    expect(response.headers.get("content-type")).toBe("application/x-pem-file");
    expect(await response.text()).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
  });

  it("is only read", async () => {
    const { url } = await start();
    const response = await fetch(new URL("/.well-known/jwks.json", url), { method: "DELETE" });
    expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect(await response.json()).toEqual({ message: "This document is read with GET; this request is a DELETE." });
    const head = await fetch(new URL("/.well-known/jwks.json", url), { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("is all that is read with GET", async () => {
    const { url } = await start();
    const response = await fetch(url);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ __type: "UnknownOperationException" });
  });
});

describe("a license server's data folder", () => {
  it("keeps licenses, leases and the key from one run to the next, for the owner alone", async () => {
    const dataFolder = join(temporaryFolder(), "data");
    const first = await startLicenseServer({ dataFolder, clock, dev: true });
    const { body: created } = await call(first, "CreateLicense", createStudio);
    const request = borrowSeats("2", "token", created["LicenseArn"]);
    const { text } = await call(first, "CheckoutBorrowLicense", request);
    const files = ["licenses.sqlite", "licenses.sqlite-wal", "licenses.sqlite-shm", "encryption-key"];
    expect(files.map((name) => statSync(join(dataFolder, name)).mode & 0o777)).toEqual([0o600, 0o600, 0o600, 0o600]);
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    const key = await (await fetch(new URL("/.well-known/public-key.pem", first.url))).text();
    await first.close();

    const second = await startLicenseServer({ dataFolder, clock, dev: true });
    onTestFinished(() => second.close());
    expect(await (await fetch(new URL("/.well-known/public-key.pem", second.url))).text()).toBe(key);
    expect((await call(second, "CheckoutBorrowLicense", request)).text).toBe(text);
    const usage = await call(second, "GetLicenseUsage", { LicenseArn: created["LicenseArn"] });
    expect(usage.text).toContain('"ConsumedValue":"2"');
  });

  it("is closed again by a server that cannot listen", async () => {
    const dataFolder = temporaryFolder();
    const { port } = await start();
    expect(await failure(() => startLicenseServer({ dataFolder, port }))).toMatch(/^CannotListenError: /);
    const server = await start({ dataFolder });
    expect(server.dataFolder).toBe(dataFolder);
  });
});

describe("a license server that is closed", () => {
  it("can be closed twice, and leaves alone a storage that is not its own", async () => {
    const storage = await openSqliteStorage(":memory:");
    const server = await start({ storage });
    await Promise.all([server.close(), server.close()]);
    await expect(fetch(server.url)).rejects.toThrow();
    expect(await storage.findLicense("arn")).toBeUndefined();
    await storage.close();
  });
});

describe("a license server beyond this machine", () => {
  it("is refused where any credentials are accepted", async () => {
    expect(await failure(() => startLicenseServer({ host: "0.0.0.0", dev: true }))).toMatch(
      /^RemoteAccessRefusedError: /,
    );
    const server = await start({ host: "0.0.0.0", dev: false });
    expect(server.url).toBe(`http://0.0.0.0:${server.port}`);
  });
});

describe("the log", () => {
  it("has one line for a request, with nothing of headers, bodies and tokens", async () => {
    const lines: string[] = [];
    const logger = pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(line) });
    const server = await start({ logger });
    const { body, headers } = await call(server, "CreateLicense", createStudio);
    const borrowed = await call(server, "CheckoutBorrowLicense", borrowSeats("2", "token", body["LicenseArn"]));
    await call(server, "CheckoutBorrowLicense", borrowSeats("4", "token-2", body["LicenseArn"]));
    await (await fetch(new URL("/.well-known/jwks.json", server.url))).text();
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries).toMatchObject([
      { level: 30, msg: "request", operation: "CreateLicense", status: 200 },
      { level: 30, msg: "request", operation: "CheckoutBorrowLicense", status: 200 },
      {
        level: 30,
        msg: "request",
        operation: "CheckoutBorrowLicense",
        status: 400,
        error: "NoEntitlementsAllowedException",
      },
      { level: 30, msg: "request", path: "/.well-known/jwks.json", status: 200 },
    ]);
    expect(entries[0]?.["requestId"]).toBe(headers.get("x-amzn-requestid"));
    expect(entries[0]?.["durationMs"]).toEqual(expect.any(Number));
    const log = lines.join("");
    expect(log).not.toContain("secret-credential");
    expect(log).not.toContain("Studio");
    expect(log).not.toContain(borrowed.body["SignedToken"]);
    expect(log).not.toContain(borrowed.body["LicenseConsumptionToken"]);
  });

  it("has what went wrong where the client learns the request ID only", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "error" }, { write: (line: string) => lines.push(line) });
    const storage = await openSqliteStorage(":memory:");
    await storage.close();
    const server = await start({ storage, logger });
    const { body, headers, status } = await call(server, "CreateLicense", createStudio);
    const requestId = headers.get("x-amzn-requestid");
    expect(status).toBe(500);
    expect(body).toEqual({
      __type: "ServerInternalException",
      Message: `Internal error. Request ID: ${requestId}`,
    });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({
      level: 50,
      msg: "unexpected error",
      operation: "CreateLicense",
      requestId,
      err: { message: "database is not open" },
    });
  });
});
