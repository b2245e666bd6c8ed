// One process, one client, many calls: prints how many microseconds of processor time a call takes.
import { FetchHttpHandler } from "@smithy/fetch-http-handler";
import { HttpResponse } from "@smithy/protocol-http";
import type * as Client from "../src/index.js";

const WARM_UP = 4000;
const CALLS = 6000;

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

/** What answers in place of the network: every client sends through `fetch`, or one gets the bytes from its handler. */
globalThis.fetch = async () => new Response(BODY, { headers: HEADERS });
const bytes = {
  handle: async () => ({ response: new HttpResponse({ statusCode: 200, headers: { ...HEADERS }, body: BODY }) }),
};

const [name = "", handler = "fetch"] = process.argv.slice(2);
const module = (await import(name)) as typeof Client;
const client = new module.LicenseManagerClient({
  region: "us-east-1",
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
  requestHandler: handler === "bytes" ? (bytes as never) : new FetchHttpHandler(),
});

async function callMany(count: number): Promise<void> {
  for (let call = 0; call < count; call += 1) await client.send(new module.CheckoutBorrowLicenseCommand(INPUT));
}

await callMany(WARM_UP);
const before = process.cpuUsage();
await callMany(CALLS);
const { system, user } = process.cpuUsage(before);
console.log((system + user) / CALLS);
