/**
 * Verifies the tokens of borrowed licences offline, with an issuer's public key, in every JavaScript runtime.
 * `verifyBorrowToken` answers the claims of one token; `BorrowedLicense` holds a licence for as long as an application runs,
 * watches its end and the clock, and renews it.
 *
 * @packageDocumentation
 */

export {
  type AnyBorrowTokenError,
  BorrowTokenAlgorithmError,
  BorrowTokenClaimInvalidError,
  BorrowTokenClaimMissingError,
  BorrowTokenClockRolledBackError,
  BorrowTokenEntitlementMissingError,
  BorrowTokenError,
  type BorrowTokenErrorCode,
  BorrowTokenExpiredError,
  BorrowTokenHeaderNotAllowedError,
  BorrowTokenKeyUnfitError,
  BorrowTokenKeyUnknownError,
  BorrowTokenMalformedError,
  BorrowTokenMissingError,
  BorrowTokenNodeUnknownError,
  BorrowTokenNotYetValidError,
  BorrowTokenOversizedError,
  BorrowTokenSignatureError,
  BorrowTokenStateInvalidError,
  BorrowTokenStateMissingError,
  BorrowTokenUnboundError,
  BorrowTokenWorseLeaseError,
  BorrowTokenWrongIssuerError,
  BorrowTokenWrongLicenseError,
  BorrowTokenWrongNodeError,
  isBorrowTokenError,
} from "./borrow-token-error.js";
export type { BorrowTokenExpectations } from "./borrow-token-expectations.js";
export {
  type BorrowTokenVerifier,
  type BorrowTokenVerifierOptions,
  createBorrowTokenVerifier,
  verifyBorrowToken,
} from "./borrow-token-verifier.js";
export { BorrowedLicense, type BorrowedLicenseStatus } from "./borrowed-license/borrowed-license.js";
export type { BorrowedLicenseOptions, TokenSource } from "./borrowed-license/borrowed-license-options.js";
export type { BorrowedLicenseEvents, BorrowedLicenseListener } from "./borrowed-license/license-events.js";
export type { RenewalClient, RenewalResult } from "./borrowed-license/renew-license.js";
export type { StoredText } from "./borrowed-license/stored-text.js";
export type { BorrowTokenClaims, EntitlementData, Metadata } from "./generated/index.js";
export { EntitlementDataUnit } from "./generated/index.js";
export type { NodeKeyObject } from "./keys/key-kind.js";
export type { JwkSet, VerificationKey, VerificationKeys } from "./keys/verification-keys.js";
