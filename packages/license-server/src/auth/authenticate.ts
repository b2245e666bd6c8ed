import { createHash, timingSafeEqual } from "node:crypto";
import type { ReceivedRequest } from "@borrow-license/server-stub";
import {
  ExpiredTokenException,
  InvalidSignatureException,
  UnrecognizedClientException,
} from "./authentication-errors.js";
import type { Caller } from "./caller.js";
import type { Policy } from "./policy.js";
import { type SignedAuthorization, signedAuthorization } from "./sigv4/authorization-header.js";
import { checkSignedParts, isSignedBy, type SigningSecret } from "./sigv4/request-signature.js";
import { checkSigningTime } from "./sigv4/signing-time.js";

/** An access key with what a server needs to know whether somebody has it. */
export interface Credentials extends SigningSecret {
  /** The account that the key belongs to: 12 digits. */
  readonly account: string;
  readonly policy: Policy;
  /** What is known of a temporary key. */
  readonly session?: {
    /** The SHA-256 of the session token that belongs to it, in hexadecimal. */
    readonly tokenDigest: string;
    readonly expiration: Date;
  };
}

/** Where access keys are found. */
export interface CredentialSource {
  /** Answers the key, unless it is unknown or disabled. */
  find(accessKeyId: string): Promise<Credentials | undefined>;
}

/** What authentication stands on. */
export interface AuthenticationOptions {
  readonly credentials: CredentialSource;
  /** The region that the server serves. */
  readonly region: string;
  readonly clock: () => Date;
}

/** Stands in for keys that are not known, so that they take as much work as those that are. */
const NOBODY: SigningSecret = { accessKeyId: "unknown", secretAccessKey: "unknown" };

/**
 * Reads what a request says of its signature, and looks whether that is about this server, this moment and the whole
 * request. No secret is needed for it, so a failure is nobody's guess.
 *
 * @throws one of the errors of `authentication-errors.ts`
 */
export function checkedAuthorization(
  request: ReceivedRequest,
  { clock, region }: AuthenticationOptions,
): SignedAuthorization {
  const authorization = signedAuthorization(request);
  checkSignedParts(request, authorization, region);
  checkSigningTime(request, authorization.date, clock());
  return authorization;
}

/**
 * Tells who sent a request, by its signature (Signature Version 4).
 *
 * @throws one of the errors of `authentication-errors.ts`
 */
export async function authenticate(request: ReceivedRequest, options: AuthenticationOptions): Promise<Caller> {
  return signingCaller(request, checkedAuthorization(request, options), options);
}

/**
 * Tells who made a request's signature.
 *
 * @param authorization what {@link checkedAuthorization} answered for the request
 * @throws one of the errors of `authentication-errors.ts`
 */
export async function signingCaller(
  request: ReceivedRequest,
  authorization: SignedAuthorization,
  { clock, credentials }: AuthenticationOptions,
): Promise<Caller> {
  const known = await credentials.find(authorization.accessKeyId);
  const isGenuine = await isSignedBy(known ?? NOBODY, request, authorization);
  if (known === undefined) throw unrecognized(authorization);
  if (!isGenuine) {
    throw new InvalidSignatureException(
      "The request's signature is not the one that the access key makes over this request. Check the secret access key, and " +
        "that nothing on the way, such as a proxy, changes the host, the path, the signed headers or the body.",
    );
  }
  checkSession(known, request, authorization, clock());
  return { accessKeyId: known.accessKeyId, account: known.account, policy: known.policy };
}

function checkSession(
  { session }: Credentials,
  { headers }: ReceivedRequest,
  authorization: SignedAuthorization,
  now: Date,
): void {
  const token = headers.get("x-amz-security-token");
  if (session === undefined && token === undefined) return;
  if (session === undefined || token === undefined || !isToken(token, session.tokenDigest)) {
    throw unrecognized(authorization);
  }
  if (session.expiration > now) return;
  throw new ExpiredTokenException(
    `The temporary access key ${authorization.accessKeyId} expired at ${session.expiration.toISOString()}. Get another one.`,
  );
}

function isToken(token: string, digest: string): boolean {
  return timingSafeEqual(createHash("sha256").update(token).digest(), Buffer.from(digest, "hex"));
}

function unrecognized({ accessKeyId }: SignedAuthorization): UnrecognizedClientException {
  return new UnrecognizedClientException(
    `The access key ${accessKeyId}, or the session token that was sent with it, is not valid here. ` +
      "Check both, and that the key is neither disabled nor another server's.",
  );
}
