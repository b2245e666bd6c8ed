import { createHmac, createSecretKey, hash, type KeyObject, timingSafeEqual } from "node:crypto";
import type { ReceivedRequest } from "@borrow-license/server-stub";
import { getSigningKey } from "@smithy/signature-v4";
import { InvalidSignatureException } from "../authentication-errors.js";
import type { SignedAuthorization } from "./authorization-header.js";
import { Sha256 } from "./sha256.js";

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
    const remedy =
      service === SIGNING_NAME
        ? `Give the client the region ${region}`
        : `Sign with the service ${SIGNING_NAME}, as clients of this service do`;
    throw new InvalidSignatureException(
      `The credential is scoped to ${signedRegion}/${service}, and this is ${region}/${SIGNING_NAME}. ${remedy}.`,
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
  if (declared !== undefined && declared !== hash("sha256", request.body)) {
    throw new InvalidSignatureException(
      "The header X-Amz-Content-Sha256 is not the SHA-256 of the body. Sign the body that is sent; UNSIGNED-PAYLOAD is not accepted.",
    );
  }
}

/** A request without a host or a target is signed for every host and every operation. */
function isThere({ headers }: ReceivedRequest, name: string): boolean {
  return name === "host" || name === "x-amz-target" || headers.get(name) !== undefined;
}

/** A secret with which requests are signed. */
export interface SigningSecret {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * Tells whether the secret's owner signed the request: signs what arrived again, over the same header fields, and
 * compares in constant time. Call {@link checkSignedParts} first.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function isSignedBy(
  secret: SigningSecret,
  request: ReceivedRequest,
  authorization: SignedAuthorization,
): Promise<boolean> {
  const { date, region, signature } = authorization;
  const scope = `${date}/${region}/${SIGNING_NAME}/aws4_request`;
  const digest = hash("sha256", canonicalRequest(request, authorization));
  const moment = request.headers.get("x-amz-date") ?? "";
  const expected = createHmac("sha256", await keyOfDay(secret, date, region))
    .update(`AWS4-HMAC-SHA256\n${moment}\n${scope}\n${digest}`)
    .digest();
  return timingSafeEqual(expected, Buffer.from(signature, "hex"));
}

/** The key that was derived last from a secret. It is the same for a whole day, and deriving takes longer than all the rest. */
const lastKeys = new WeakMap<SigningSecret, { readonly from: string; readonly key: KeyObject }>();

async function keyOfDay(secret: SigningSecret, date: string, region: string): Promise<KeyObject> {
  const from = `${date}/${region}/${secret.secretAccessKey}`;
  const last = lastKeys.get(secret);
  if (last?.from === from) return last.key;
  const key = createSecretKey(await getSigningKey(Sha256, secret, date, region, SIGNING_NAME));
  lastKeys.set(secret, { from, key });
  return key;
}

/**
 * What is signed of a request. `@smithy/signature-v4` derives the key, and is what this is tested against; its own way from
 * a request to this text, which is for requests that are still to be made, takes twice as long as all the rest.
 */
function canonicalRequest({ body, headers, method, url }: ReceivedRequest, authorization: SignedAuthorization): string {
  const { signedHeaders } = authorization;
  let fields = "";
  for (const name of signedHeaders) fields += `${name}:${canonicalValue(headers.get(name) ?? "")}\n`;
  // Whoever declares a digest has signed it, and it was compared with the body.
  const digest = headers.get("x-amz-content-sha256") ?? hash("sha256", body);
  return `${method}\n${canonicalPath(url)}\n\n${fields}\n${signedHeaders.join(";")}\n${digest}`;
}

/** Without white space around it, and with one space where there is more in between. */
function canonicalValue(value: string): string {
  if (!/[\t\r\n]| {2}|^ | $/.test(value)) return value;
  return value
    .replace(/[\r\n]/g, " ")
    .replace(/[ \t]+/g, " ")
    .replace(/^ | $/g, "");
}

/** Without empty segments and dots, and encoded once more than in the request. */
function canonicalPath(path: string): string {
  if (path === "/") return path;
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(encodedSegment(segment));
  }
  return `/${segments.join("/")}${segments.length > 0 && path.endsWith("/") ? "/" : ""}`;
}

function encodedSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/[!'()*]/g, (character) =>
    `%${character.charCodeAt(0).toString(16)}`.toUpperCase(),
  );
}
