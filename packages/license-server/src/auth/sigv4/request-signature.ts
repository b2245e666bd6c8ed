import { createHash, timingSafeEqual } from "node:crypto";
import type { ReceivedRequest } from "@borrow-license/server-stub";
import { Hash } from "@smithy/hash-node";
import { SignatureV4 } from "@smithy/signature-v4";
import type { HashConstructor } from "@smithy/types";
import { InvalidSignatureException } from "../authentication-errors.js";
import type { SignedAuthorization } from "./authorization-header.js";

/** The name of the service in the scope of credentials. */
export const SIGNING_NAME = "license-manager";

/** Header fields that decide what a request does. They have to be signed where they are there. */
const DECISIVE_HEADERS = [
  "content-encoding",
  "content-type",
  "host",
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-security-token",
  "x-amz-target",
];

/**
 * Checks what a signature is about: this service and region, and everything that decides what the request does. Without
 * the latter, whoever stands between could send a signed request to another operation.
 *
 * @throws InvalidSignatureException naming what does not fit
 */
export function checkSignedParts(request: ReceivedRequest, authorization: SignedAuthorization, region: string): void {
  const { region: signedRegion, service, signedHeaders } = authorization;
  if (service !== SIGNING_NAME || signedRegion !== region) {
    throw new InvalidSignatureException(
      `The credential is scoped to ${signedRegion}/${service}, and this is ${region}/${SIGNING_NAME}. ` +
        `Give the client the region ${region}.`,
    );
  }
  if (request.url.includes("?")) {
    throw new InvalidSignatureException("The URL has a query, and requests of this service have none. Leave it out.");
  }
  const signed = new Set(signedHeaders);
  const unsigned = DECISIVE_HEADERS.filter((name) => !signed.has(name) && isThere(request, name));
  if (unsigned.length > 0) {
    throw new InvalidSignatureException(`Header fields are not signed: ${unsigned.join(", ")}. Sign them as well.`);
  }
  const missing = signedHeaders.filter((name) => request.headers.get(name) === undefined);
  if (missing.length > 0) {
    const remedy = "Send all that was signed, and have proxies pass it on";
    throw new InvalidSignatureException(`Signed header fields are missing: ${missing.join(", ")}. ${remedy}.`);
  }
  const declared = request.headers.get("x-amz-content-sha256");
  if (declared !== undefined && declared !== sha256(request.body)) {
    throw new InvalidSignatureException(
      "The header X-Amz-Content-Sha256 is not the SHA-256 of the body. Sign the body that is sent; UNSIGNED-PAYLOAD is not accepted.",
    );
  }
}

/** A request without a host or a target is signed for every host and every operation. */
function isThere({ headers }: ReceivedRequest, name: string): boolean {
  return name === "host" || name === "x-amz-target" || headers.get(name) !== undefined;
}

const Sha256 = Hash.bind(undefined, "sha256") as unknown as HashConstructor;

/** A secret with which requests are signed. */
export interface SigningSecret {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Tells whether the secret's owner signed the request: signs what arrived again, over the same header fields, and
 * compares in constant time. Call {@link checkSignedParts} first.
 */
export async function isSignedBy(
  secret: SigningSecret,
  request: ReceivedRequest,
  { region, signature, signedHeaders }: SignedAuthorization,
  signingDate: Date,
): Promise<boolean> {
  const signer = new SignatureV4({
    service: SIGNING_NAME,
    region,
    credentials: secret,
    sha256: Sha256,
    applyChecksum: false,
  });
  const headers = Object.fromEntries(signedHeaders.map((name) => [name, request.headers.get(name) ?? ""]));
  const again = await signer.sign(
    {
      method: request.method,
      protocol: "http:",
      hostname: "",
      path: request.url,
      query: {},
      headers,
      body: request.body,
    },
    { signingDate, signableHeaders: new Set(signedHeaders) },
  );
  const expected = /[0-9a-f]{64}$/.exec(again.headers["authorization"] ?? "")?.[0] ?? "";
  return timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
