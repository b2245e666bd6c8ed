/**
 * What signs tokens, for those who lend licences: with a key of their own, or one that never leaves AWS KMS. Applications do
 * not need it.
 *
 * @packageDocumentation
 */

export {
  type AnyBorrowTokenError,
  BorrowTokenError,
  type BorrowTokenErrorCode,
  isBorrowTokenError,
} from "../borrow-token-error.js";
export type { BorrowTokenClaims, EntitlementData, Metadata } from "../generated/index.js";
export { EntitlementDataUnit } from "../generated/index.js";
export type { NodeKeyObject } from "../keys/key-kind.js";
export { type AwsKmsSignerOptions, awsKmsSigner, type KmsClient } from "./aws-kms-signer.js";
export {
  type BorrowTokenIssuer,
  type BorrowTokenIssuerOptions,
  createBorrowTokenIssuer,
} from "./borrow-token-issuer.js";
export {
  type GeneratedSigningKey,
  type GenerateSigningKeyOptions,
  generateSigningKey,
} from "./generate-signing-key.js";
export { keyFingerprint } from "./key-fingerprint.js";
export type { RemoteSigner, SigningKey, SigningKeyPair } from "./token-signer.js";
