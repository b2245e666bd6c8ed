import { compactVerify, errors } from "jose";
import {
  BorrowTokenExpiredError,
  BorrowTokenNotYetValidError,
  BorrowTokenSignatureInvalidError,
} from "./borrow-token-error.js";
import { type BorrowTokenExpectations, checkExpectations } from "./borrow-token-expectations.js";
import { type BorrowTokenClaims, readBorrowTokenClaims } from "./generated/index.js";
import { ALGORITHM } from "./keys/rsa-key.js";
import {
  candidateKeys,
  type PreparedKey,
  prepareVerificationKeys,
  type VerificationKeys,
} from "./keys/verification-keys.js";
import { parseCompactToken } from "./token/compact-token.js";
import { checkHeader } from "./token/header.js";
import { parseStrictJson } from "./token/strict-json.js";

export interface BorrowTokenVerifierOptions {
  /** How far this machine's clock may be off, in seconds from 0 to 300. 0 unless given. */
  readonly clockTolerance?: number;
  /** Answers the current time. The system's clock unless given. */
  readonly now?: () => Date;
}

/** Verifies tokens with keys that were prepared once. Made by {@link createBorrowTokenVerifier}. */
export interface BorrowTokenVerifier {
  /**
   * Verifies a token and answers its claims.
   *
   * The signature is verified first (PS384, RFC 7518 section 3.5), then the claims, the time, the node and the other
   * expectations. Unless the expectations say otherwise, the token must be bound to their `nodeId`.
   *
   * @param token a JSON Web Token in JWS compact serialization, of 64 KiB at most
   * @throws AnyBorrowTokenError whose `code` says why the token does not hold
   */
  verify(token: string, expectations: BorrowTokenExpectations): Promise<BorrowTokenClaims>;
}

const MAXIMUM_CLOCK_TOLERANCE_SECONDS = 300;

/**
 * Prepares the keys that an application trusts and answers what verifies tokens with them, offline.
 *
 * @param keys the issuer's RSA public keys, of 2048 to 8192 bits each
 * @throws BorrowTokenKeyUnfitError when a key cannot be used
 * @throws RangeError when the clock tolerance is not from 0 to 300 seconds
 *
 * @example
 * const verifier = await createBorrowTokenVerifier(issuerPublicKeyPem);
 * const claims = await verifier.verify(token, { nodeId: "workstation-7" });
 */
export async function createBorrowTokenVerifier(
  keys: VerificationKeys,
  options: BorrowTokenVerifierOptions = {},
): Promise<BorrowTokenVerifier> {
  const { clockTolerance = 0, now = () => new Date() } = options;
  if (!(clockTolerance >= 0 && clockTolerance <= MAXIMUM_CLOCK_TOLERANCE_SECONDS)) {
    throw new RangeError(`clockTolerance must be from 0 to ${MAXIMUM_CLOCK_TOLERANCE_SECONDS} seconds.`);
  }
  const prepared = await prepareVerificationKeys(keys);
  return {
    async verify(token, expectations) {
      const claims = await verifiedClaims(token, prepared);
      checkTime(claims, now(), clockTolerance * 1000);
      checkExpectations(claims, expectations);
      return claims;
    },
  };
}

/**
 * Verifies one token and answers its claims. To verify several tokens, prepare the keys once with
 * {@link createBorrowTokenVerifier}, whose parameters these are.
 *
 * @example
 * const claims = await verifyBorrowToken(token, issuerPublicKeyPem, { nodeId: "workstation-7" });
 */
export async function verifyBorrowToken(
  token: string,
  keys: VerificationKeys,
  expectations: BorrowTokenExpectations,
  options: BorrowTokenVerifierOptions = {},
): Promise<BorrowTokenClaims> {
  const verifier = await createBorrowTokenVerifier(keys, options);
  return verifier.verify(token, expectations);
}

async function verifiedClaims(token: string, keys: readonly PreparedKey[]): Promise<BorrowTokenClaims> {
  const { header, payload } = parseCompactToken(token);
  const kid = checkHeader(header);
  await verifySignature(token, candidateKeys(keys, kid));
  return readBorrowTokenClaims({ path: "", value: parseStrictJson(payload, "payload") });
}

async function verifySignature(token: string, keys: readonly PreparedKey[]): Promise<void> {
  for (const { key } of keys) {
    if (await isSignedWith(token, key)) return;
  }
  throw new BorrowTokenSignatureInvalidError(
    "The token's signature does not verify with the given keys. Check that the keys are of the token's issuer.",
  );
}

async function isSignedWith(token: string, key: PreparedKey["key"]): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [ALGORITHM] });
    return true;
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return false;
    throw error;
  }
}

function checkTime({ issuedAt, expiration }: BorrowTokenClaims, now: Date, tolerance: number): void {
  const time = now.getTime();
  if (Number.isNaN(time)) throw new TypeError("now() must answer a valid Date.");
  if (time + tolerance < issuedAt.getTime()) {
    const message = `The token holds from ${issuedAt.toISOString()} on. Check this machine's clock.`;
    throw new BorrowTokenNotYetValidError(issuedAt, message);
  }
  if (time - tolerance >= expiration.getTime()) {
    const message = `The token has expired at ${expiration.toISOString()}. Borrow the license again.`;
    throw new BorrowTokenExpiredError(expiration, message);
  }
}
