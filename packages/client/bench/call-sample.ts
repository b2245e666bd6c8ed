// One contender, started by call.ts. Each sample is how many calls a second it makes, one after the other, and the
// processor time that a call takes, in microseconds.
import { answerTurns, type Sample } from "@borrow-license/bench/process-turns";
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { HttpResponse } from "@smithy/protocol-http";
import type * as Client from "../src/index.js";

const WARM_UP_CALLS = 6_000;
const CALLS = 300;

/** A checkout of 485 bytes or so, and its answer of 1,966. */
const LICENSE = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef";
const INPUT: Client.CheckoutBorrowLicenseCommandInput = {
  LicenseArn: LICENSE,
  Entitlements: [
    { Name: "seats", Value: "2", Unit: "Count" },
    { Name: "export", Unit: "None" },
  ],
  DigitalSignatureMethod: "JWT_PS384",
  NodeId: "workstation-7",
  CheckoutMetadata: [{ Name: "project", Value: "apollo" }],
  ClientToken: "5f0c0a52-6b3e-4d0c-9c53-5d5e0a3a7f10",
};
const BODY = new TextEncoder().encode(
  JSON.stringify({
    LicenseArn: LICENSE,
    LicenseConsumptionToken: "0".repeat(32),
    EntitlementsAllowed: INPUT.Entitlements,
    NodeId: INPUT.NodeId,
    SignedToken: "x".repeat(1500),
    IssuedAt: "2026-06-01T12:00:00Z",
    Expiration: "2026-06-02T12:00:00Z",
    CheckoutMetadata: INPUT.CheckoutMetadata,
  }),
);
const HEADERS = { "content-type": "application/x-amz-json-1.1", "content-length": String(BODY.length) };

const [name = "", transport = ""] = (process.argv[2] ?? "").split(" over ");

/** What answers in place of the network: a `fetch`, or the bytes themselves in the form in which the client asks for them. */
globalThis.fetch = async () => new Response(BODY, { headers: HEADERS });
const bytes = {
  handle: async () => ({ response: new HttpResponse({ statusCode: 200, headers: { ...HEADERS }, body: BODY }) }),
};
const TEXT = new TextDecoder();
const headers = new Headers(HEADERS);
const bareResponse = {
  ok: true,
  status: 200,
  type: "default",
  headers,
  body: BODY,
  text: async () => TEXT.decode(BODY),
};

const module = (await import(name)) as typeof Client;
const client = new module.LicenseManagerClient({
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  ...(transport === "fetch"
    ? { requestHandler: new FetchHttpHandler() }
    : { requestHandler: bytes, environment: { fetch: async () => bareResponse } }),
} as Client.LicenseManagerClientConfig);

async function callMany(count: number): Promise<void> {
  for (let call = 0; call < count; call += 1) await client.send(new module.CheckoutBorrowLicenseCommand(INPUT));
}

async function sample(): Promise<Sample> {
  const before = process.cpuUsage();
  const start = performance.now();
  await callMany(CALLS);
  const seconds = (performance.now() - start) / 1000;
  const { system, user } = process.cpuUsage(before);
  return { rate: CALLS / seconds, cpu: (system + user) / CALLS };
}

await callMany(WARM_UP_CALLS);
answerTurns(sample);
