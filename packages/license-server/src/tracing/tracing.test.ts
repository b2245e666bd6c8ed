import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { borrowSeats, createStudio, NOON } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import { startLicenseServer } from "../license-server.js";
import { startOpenTelemetry } from "./opentelemetry.js";
import { isTracingConfigured } from "./tracing.js";

interface SentSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}

interface SentTraces {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[] }[];
}

/** A collector that keeps what it is sent. */
async function collector(): Promise<{ readonly url: string; readonly received: SentTraces[] }> {
  const received: SentTraces[] = [];
  const server = createServer(async (request, response) => {
    received.push((await json(request)) as SentTraces);
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  }).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

describe("traces", () => {
  it("have a span of each operation below the caller's, with the store's and the signature's below it", async () => {
    const { received, url } = await collector();
    vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", url);
    onTestFinished(() => void vi.unstubAllEnvs());
    const tracing = startOpenTelemetry("licenses");
    const server = await startLicenseServer({ dev: true, issuer, tracing, clock: () => new Date(NOON * 1000) });
    const call = async (operation: string, input: unknown): Promise<Record<string, string>> => {
      const headers = {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSLicenseManager.${operation}`,
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      };
      const response = await fetch(server.url, { method: "POST", headers, body: JSON.stringify(input) });
      return (await response.json()) as Record<string, string>;
    };
    const { LicenseArn } = await call("CreateLicense", createStudio);
    await call("CheckoutBorrowLicense", borrowSeats("1", "token", LicenseArn));
    await call("CheckoutBorrowLicense", borrowSeats("99", "token-2", LicenseArn));
    await server.close();
    await tracing.close();

    const sent = received.flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans));
    const spans = sent.flatMap((scope) => scope.spans);
    expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set(["0af7651916cd43dd8448eb211c80319c"]));
    const [borrow, refused] = spans.filter(({ name }) => name === "CheckoutBorrowLicense");
    expect(borrow?.parentSpanId).toBe("b7ad6b7169203331");
    const below = spans.filter(({ parentSpanId }) => parentSpanId === borrow?.spanId).map(({ name }) => name);
    expect(below).toContain("signing issue");
    expect(below).toContain("store addLease");
    expect(refused?.attributes).toContainEqual({
      key: "error.type",
      value: { stringValue: "NoEntitlementsAllowedException" },
    });
    expect(JSON.stringify(received)).not.toContain(LicenseArn);
  });
});

it.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://collector:4318/v1/traces" }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318", OTEL_SDK_DISABLED: "true" }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318", OTEL_TRACES_EXPORTER: "none" }, false],
])("with %j tracing is configured: %s", (environment, configured) => {
  expect(isTracingConfigured(environment)).toBe(configured);
});
