/**
 * A licence server within a program of your own: `startLicenseServer` starts one as `borrow-license serve` does, and
 * `createLicenseService` makes the operations alone, to go behind any handler of `@borrow-license/server-stub`.
 *
 * @packageDocumentation
 */

export {
  type Access,
  type AccessDecision,
  type AccessRequest,
  openAccess,
} from "./auth/access.js";
export type { NewAccessKey } from "./auth/access-keys.js";
export type { RateLimit } from "./auth/account-rate-limiter.js";
export {
  type AuthenticationOptions,
  authenticate,
  type CredentialSource,
  type Credentials,
} from "./auth/authenticate.js";
export {
  AuthenticationException,
  ExpiredTokenException,
  IncompleteSignatureException,
  InvalidSignatureException,
  MissingAuthenticationTokenException,
  RequestExpired,
  UnrecognizedClientException,
} from "./auth/authentication-errors.js";
export type { Caller } from "./auth/caller.js";
export type { FailureLimits } from "./auth/failure-throttle.js";
export { type IdentificationOptions, identifyCaller } from "./auth/identify-caller.js";
export { ADMINISTRATOR_POLICY, checkedPolicy, type Policy, type PolicyStatement } from "./auth/policy.js";
export { type RateDecision, type RatedRequest, type RateLimiter, unlimitedRate } from "./auth/rate-limiter.js";
export type { ServerAccessOptions } from "./auth/server-access.js";
export type { EpochSeconds } from "./domain/date-time.js";
export type { RandomBytes } from "./domain/identifiers.js";
export type { AmountsInUse, Holding, Lease, LeaseKind, LimitedHolding } from "./domain/lease.js";
export type {
  IssuedStatus,
  License,
  LicenseDeletion,
  LicenseIssuer,
  LicenseTerms,
  Validity,
} from "./domain/license.js";
export type { HttpLimits } from "./http/graceful-server.js";
export type { ListenAddress } from "./http/listen-address.js";
export type { TlsFiles } from "./http/tls-files.js";
export { type LicenseServerOptions, type RunningLicenseServer, startLicenseServer } from "./license-server.js";
export {
  AccessKeyNotFoundError,
  type AnyLicenseServerError,
  BackupFailedError,
  CannotListenError,
  ConfigurationInvalidError,
  DatabaseUnusableError,
  DataFolderUnusableError,
  EncryptionKeyUnusableError,
  isLicenseServerError,
  LicenseServerError,
  type LicenseServerErrorCode,
  NewerSchemaError,
  RemoteAccessRefusedError,
  SigningKeyNotFoundError,
  SigningKeyRefusedError,
  SigningKeyUnusableError,
  TlsFilesUnusableError,
  UnsafePermissionsError,
} from "./license-server-error.js";
export { createLicenseService, type LicenseServiceOptions, type LicenseServiceSettings } from "./license-service.js";
export type { KmsKey, KmsKeys } from "./signing/kms-keys.js";
export type { LicenseSigner, SignedLicense } from "./signing/license-signer.js";
export { openSigningKey, type SigningKeyFileOptions } from "./signing/signing-key-file.js";
export type { TokenIssuer } from "./signing/token-issuer.js";
export type { AuditEvent, AuditOutcome, ChangeAuthor } from "./storage/audit/audit-event.js";
export type { AuditLog, AuditQuery } from "./storage/audit/audit-log.js";
export type { Database, PostgresDatabase, SqliteDatabase } from "./storage/database/database.js";
export type { PostgresOptions } from "./storage/database/open-postgres-database.js";
export type { SqliteOptions } from "./storage/database/open-sqlite-database.js";
export type {
  AddLeaseOutcome,
  AddOutcome,
  AddVersionOutcome,
  AnsweredRequest,
  CheckoutSnapshot,
  DeleteOutcome,
  ExtendOutcome,
  LeaseExtension,
  LicenseQuery,
  LicenseStorage,
  NewLease,
  RequestKey,
  Superseded,
} from "./storage/licenses/license-storage.js";
export { openSqliteStorage, openStorage, type Storage, type StorageOptions } from "./storage/open-storage.js";
