export {
  type AnyBorrowTokenError,
  BorrowTokenAlgorithmNotAllowedError,
  BorrowTokenClaimInvalidError,
  BorrowTokenClaimMissingError,
  BorrowTokenEntitlementMissingError,
  BorrowTokenError,
  type BorrowTokenErrorCode,
  BorrowTokenExpiredError,
  BorrowTokenHeaderNotAllowedError,
  BorrowTokenKeyUnfitError,
  BorrowTokenKeyUnknownError,
  BorrowTokenMalformedError,
  BorrowTokenNotYetValidError,
  BorrowTokenOversizedError,
  BorrowTokenSignatureInvalidError,
  BorrowTokenUnboundError,
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
export type { BorrowTokenClaims, EntitlementData, Metadata } from "./generated/index.js";
export { EntitlementDataUnit } from "./generated/index.js";
export type { NodeKeyObject } from "./keys/key-kind.js";
export type { JwkSet, VerificationKey, VerificationKeys } from "./keys/verification-keys.js";
