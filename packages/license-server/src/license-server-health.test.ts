import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { borrowSeats, createStudio, NOON } from "../test/licenses.js";
import { issuer } from "../test/service.js";
import { type LicenseServerOptions, type RunningLicenseServer, startLicenseServer } from "./license-server.js";
import { openSqliteStorage } from "./storage/open-storage.js";

async function start(options: LicenseServerOptions = {}): Promise<RunningLicenseServer> {
  const server = await startLicenseServer({ issuer, clock: () => new Date(NOON * 1000), dev: true, ...options });
  onTestFinished(() => server.close());
  return server;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function get(url: string | undefined, path: string): Promise<Answer> {
  const response = await fetch(new URL(path, url));
  return { status: response.status, text: await response.text() };
}

async function call({ url }: RunningLicenseServer, operation: string, input: unknown): Promise<Record<string, string>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSLicenseManager.${operation}` },
    body: JSON.stringify(input),
  });
  return (await response.json()) as Record<string, string>;
}

describe("a server's health", () => {
  it("is good while it answers, and it is ready while its store does", async () => {
    const server = await start();
    expect(await get(server.url, "/healthz")).toEqual({ status: 200, text: '{"status":"ok"}' });
    expect(await get(server.url, "/readyz")).toEqual({
      status: 200,
      text: '{"status":"ready","checks":{"store":"ok","signing key":"ok"}}',
    });
  });

  it("is good, but it is not ready, when its store does not answer, and the log says why", async () => {
    const lines: string[] = [];
    const logger = pino({ level: "warn" }, { write: (line: string) => lines.push(line) });
    const storage = await openSqliteStorage(":memory:");
    const server = await start({ storage, logger });
    await storage.close();
    expect((await get(server.url, "/healthz")).status).toBe(200);
    expect(await get(server.url, "/readyz")).toEqual({
      status: 503,
      text: '{"status":"not ready","checks":{"store":"failed","signing key":"ok"}}',
    });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ msg: "not ready", check: "store", err: { type: "Error" } });
  });

  it("is that of a draining server while it stops, which goes on to answer for as long as it was told", async () => {
    const server = await start({ drainDelayMs: 500 });
    const closed = server.close();
    expect(await get(server.url, "/readyz")).toMatchObject({ status: 503, text: expect.stringContaining("draining") });
    expect((await call(server, "CreateLicense", createStudio))["LicenseArn"]).toMatch(/^arn:aws:license-manager/);
    await closed;
    await expect(fetch(server.url)).rejects.toThrow();
  });
});

describe("a server's metrics", () => {
  it("count requests by outcome, signatures, the store's work and what is in use", async () => {
    const server = await start({ metrics: true });
    const { LicenseArn } = await call(server, "CreateLicense", createStudio);
    await call(server, "CheckoutBorrowLicense", borrowSeats("2", "token", LicenseArn));
    await call(server, "CheckoutBorrowLicense", borrowSeats("1000", "token-2", LicenseArn));
    await call(server, "Unknown", {});
    const { status, text } = await get(server.url, "/metrics");
    expect(status).toBe(200);
    const lines = text.split("\n");
    for (const line of [
      'borrow_license_requests_total{operation="CreateLicense",outcome="ok"} 1',
      'borrow_license_requests_total{operation="CheckoutBorrowLicense",outcome="ok"} 1',
      'borrow_license_requests_total{operation="CheckoutBorrowLicense",outcome="NoEntitlementsAllowedException"} 1',
      'borrow_license_requests_total{operation="none",outcome="UnknownOperationException"} 1',
      'borrow_license_request_duration_seconds_count{operation="CheckoutBorrowLicense"} 2',
      "borrow_license_signatures_pending 0",
      "borrow_license_signature_duration_seconds_count 1",
      'borrow_license_store_duration_seconds_count{method="addLease"} 1',
      `borrow_license_seats_in_use{license="${LicenseArn}",entitlement="seats"} 2`,
      `borrow_license_seats_maximum{license="${LicenseArn}",entitlement="seats"} 5`,
    ]) {
      expect(lines).toContain(line);
    }
    expect(text).toContain("process_resident_memory_bytes");
  });

  it("count what the store fails at", async () => {
    const storage = await openSqliteStorage(":memory:");
    const server = await start({ storage, metrics: true });
    await storage.close();
    await call(server, "CreateLicense", createStudio);
    const { text } = await get(server.url, "/metrics");
    expect(text).toContain('borrow_license_store_errors_total{method="findAnsweredRequest"} 1');
    expect(text).toContain('outcome="ServerInternalException"} 1');
  });

  it("are not there unless that was said", async () => {
    const server = await start();
    expect((await get(server.url, "/metrics")).status).toBe(404);
    expect(server.metricsUrl).toBeUndefined();
  });

  it("are at an address of their own alone, with the health beside them until the last request is answered", async () => {
    const server = await start({ metrics: { host: "127.0.0.1", port: 0 } });
    expect((await get(server.url, "/metrics")).status).toBe(404);
    expect((await get(server.metricsUrl, "/metrics")).status).toBe(200);
    expect((await get(server.metricsUrl, "/readyz")).status).toBe(200);
    expect(await get(server.metricsUrl, "/")).toEqual({
      status: 404,
      text: '{"message":"There is no such document here."}',
    });
    await server.close();
    await expect(fetch(server.metricsUrl ?? "")).rejects.toThrow();
  });
});
