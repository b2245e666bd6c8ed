import { type BorrowTokenExpectations, checkExpectationNames, checkExpectations } from "./borrow-token-expectations.js";
import { checkTime, timeOf, toleranceMilliseconds } from "./claims/check-time.js";
import type { BorrowTokenClaims } from "./generated/index.js";
import { prepareVerificationKeys, type VerificationKeys } from "./keys/verification-keys.js";
import { decodeText } from "./token/decode-text.js";
import { headerReader } from "./token/opened-token.js";
import { verifiedClaims } from "./verified-claims.js";

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
   * @throws TypeError when there is no expectation of a name that is given
   */
  verify(token: string, expectations: BorrowTokenExpectations): Promise<BorrowTokenClaims>;
}

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
  const tolerance = toleranceMilliseconds("clockTolerance", clockTolerance);
  const prepared = await prepareVerificationKeys(keys);
  const readHeader = headerReader(decodeText);
  return {
    async verify(token, expectations = {}) {
      checkExpectationNames(expectations);
      const claims = await verifiedClaims(token, prepared, readHeader);
      checkTime(claims, timeOf(now()), tolerance);
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
