import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { expect, it } from "vitest";
import { Signer } from "./signer.js";

const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const DATE = new Date("2015-08-30T12:36:00Z");
const NOW = DATE.getTime();

it("makes the signature of AWS's own example post-vanilla", () => {
  const headers: Record<string, string> = {};
  const request = { host: "example.amazonaws.com", path: "/", headers, body: "" };
  new Signer("service").sign(request, "us-east-1", CREDENTIALS, NOW);
  expect(headers["authorization"]).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
      "SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
  );
});

/** SHA-256 of Node.js, in the form that the upstream signer takes. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret);
  }
  update(data: Uint8Array): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

it.each([
  ["a body", { path: "/", body: '{"a":"ü"}', region: "eu-central-1" }],
  ["a path that has to be escaped", { path: "/base path/x%20y/", body: "{}", region: "us-east-1" }],
  ["another region after the first", { path: "/", body: "{}", region: "us-gov-west-1" }],
])("signs %s as the upstream signer does", async (_name, { path, body, region }) => {
  const credentials = { ...CREDENTIALS, sessionToken: "session" };
  const sent = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "A.B", "x-amz-user-agent": "a  b" };
  const host = "localhost:4010";
  const upstream = new SignatureV4({
    credentials,
    region,
    service: "s",
    sha256: Sha256 as never,
    applyChecksum: false,
  });
  const expected = await upstream.sign(
    { method: "POST", protocol: "https:", hostname: host, path, query: {}, headers: { ...sent, host }, body },
    { signingDate: DATE },
  );
  const headers: Record<string, string> = { ...sent };
  const signer = new Signer("s");
  signer.sign({ host, path, headers: {}, body }, "us-east-1", CREDENTIALS, Date.parse("2015-08-29T00:00:00Z"));
  signer.sign({ host, path, headers, body }, region, credentials, NOW);
  expect({ ...headers, host }).toEqual(expected.headers);
});
