import {
  type BorrowTokenExpectations,
  checkExpectationNames,
  checkExpectations,
} from "../borrow-token-expectations.js";
import type { BorrowTokenVerifierOptions } from "../borrow-token-verifier.js";
import { checkTime, timeOf, toleranceMilliseconds } from "../claims/check-time.js";
import type { BorrowTokenClaims } from "../generated/index.js";
import { candidateKeys, type VerificationKeys } from "../keys/verification-keys.js";
import { headerReader, openToken, readPayload } from "../token/opened-token.js";
import { signatureInvalid } from "../verified-claims.js";
import { bufferText } from "./buffer-text.js";
import { isSignedWith, prepareSyncVerificationKeys } from "./sync-verification-keys.js";

/** Verifies tokens at once, on the calling thread. Made by {@link createSyncBorrowTokenVerifier}. */
export interface SyncBorrowTokenVerifier {
  /**
   * Verifies a token and answers its claims, with the same checks and errors as the verifier that answers a promise.
   *
   * @throws AnyBorrowTokenError whose `code` says why the token does not hold
   * @throws TypeError when there is no expectation of a name that is given
   */
  verify(token: string, expectations: BorrowTokenExpectations): BorrowTokenClaims;
}

/**
 * Prepares keys for verification with `node:crypto`, which answers at once and costs less than the Web Cryptography
 * API. The parameters are those of `createBorrowTokenVerifier`.
 *
 * @throws BorrowTokenKeyUnfitError when a key cannot be used
 * @throws RangeError when the clock tolerance is not from 0 to 300 seconds
 *
 * @example
 * const verifier = createSyncBorrowTokenVerifier(issuerPublicKeyPem);
 * const claims = verifier.verify(token, { nodeId: "workstation-7" });
 */
export function createSyncBorrowTokenVerifier(
  keys: VerificationKeys,
  options: BorrowTokenVerifierOptions = {},
): SyncBorrowTokenVerifier {
  const { clockTolerance = 0, now = () => new Date() } = options;
  const tolerance = toleranceMilliseconds("clockTolerance", clockTolerance);
  const prepared = prepareSyncVerificationKeys(keys);
  const readHeader = headerReader(bufferText);
  return {
    verify(token, expectations = {}) {
      checkExpectationNames(expectations);
      const opened = openToken(token, readHeader);
      const candidates = candidateKeys(prepared, opened.kid);
      const signature = Buffer.from(opened.signature, "base64url");
      const data = Buffer.from(opened.signingInput, "latin1");
      if (!candidates.some((key) => isSignedWith(key, signature, data))) throw signatureInvalid();
      const claims = readPayload(bufferText(opened.payload));
      checkTime(claims, timeOf(now()), tolerance);
      checkExpectations(claims, expectations);
      return claims;
    },
  };
}

/**
 * Verifies one token at once and answers its claims. To verify several tokens, prepare the keys once with
 * {@link createSyncBorrowTokenVerifier}, whose parameters these are.
 */
export function verifyBorrowTokenSync(
  token: string,
  keys: VerificationKeys,
  expectations: BorrowTokenExpectations,
  options: BorrowTokenVerifierOptions = {},
): BorrowTokenClaims {
  return createSyncBorrowTokenVerifier(keys, options).verify(token, expectations);
}
