/** The code of each error that starting a license server can throw. */
export type LicenseServerErrorCode = AnyLicenseServerError["code"];

/** Every error that starting a license server can throw. Its `code` tells them apart. */
export type AnyLicenseServerError =
  | AccessKeyNotFoundError
  | BackupFailedError
  | CannotListenError
  | ConfigurationInvalidError
  | DatabaseUnusableError
  | DataFolderUnusableError
  | EncryptionKeyUnusableError
  | NewerSchemaError
  | OlderSchemaError
  | RemoteAccessRefusedError
  | SigningKeyNotFoundError
  | SigningKeyRefusedError
  | SigningKeyUnusableError
  | TlsFilesUnusableError
  | UnsafePermissionsError;

/** Marks the errors of every copy of this package, so that the guard knows those of another copy as well. */
const BRAND = Symbol.for("@borrow-license/license-server/LicenseServerError");

/** What the errors of this package have in common. A message says what failed and what to do; it never holds a key. */
export abstract class LicenseServerError extends Error {
  /** Says which error it is, the same in every version. */
  abstract readonly code: string;

  static {
    Object.defineProperty(LicenseServerError.prototype, BRAND, { value: true });
  }
}

/**
 * Tells whether a caught value is an error of this package, also where it comes from another copy of the package, for
 * which `instanceof` would answer false.
 */
export function isLicenseServerError(value: unknown): value is AnyLicenseServerError {
  return typeof value === "object" && value !== null && BRAND in value;
}

/** There is no access key of that ID. */
export class AccessKeyNotFoundError extends LicenseServerError {
  override readonly name = "AccessKeyNotFoundError";
  readonly code = "access-key-not-found";
}

/** A database cannot be copied, or a copy cannot be made a database. */
export class BackupFailedError extends LicenseServerError {
  override readonly name = "BackupFailedError";
  readonly code = "backup-failed";
}

/** The server cannot listen at its address. */
export class CannotListenError extends LicenseServerError {
  override readonly name = "CannotListenError";
  readonly code = "cannot-listen";
}

/** Flags, environment variables or the configuration file do not make a configuration. */
export class ConfigurationInvalidError extends LicenseServerError {
  override readonly name = "ConfigurationInvalidError";
  readonly code = "configuration-invalid";
  /** What is wrong, each with what to do. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(problems.join("\n"), options);
    this.problems = problems;
  }
}

/** The database cannot be opened, or is none. */
export class DatabaseUnusableError extends LicenseServerError {
  override readonly name = "DatabaseUnusableError";
  readonly code = "database-unusable";
}

/** The data folder, or a file in it, cannot be created or opened. */
export class DataFolderUnusableError extends LicenseServerError {
  override readonly name = "DataFolderUnusableError";
  readonly code = "data-folder-unusable";
}

/** A newer version of this program wrote the database. */
export class NewerSchemaError extends LicenseServerError {
  override readonly name = "NewerSchemaError";
  readonly code = "newer-schema";
}

/** An older version of this program wrote the database, and who opened it was not to change it. */
export class OlderSchemaError extends LicenseServerError {
  override readonly name = "OlderSchemaError";
  readonly code = "older-schema";
}

/** The server was to listen where others than this machine reach it, and nobody allowed that. */
export class RemoteAccessRefusedError extends LicenseServerError {
  override readonly name = "RemoteAccessRefusedError";
  readonly code = "remote-access-refused";
}

/** There is no signing key of that name or ID. */
export class SigningKeyNotFoundError extends LicenseServerError {
  override readonly name = "SigningKeyNotFoundError";
  readonly code = "signing-key-not-found";
}

/** The signing keys that there are, or the licenses that name them, do not allow this change of them. */
export class SigningKeyRefusedError extends LicenseServerError {
  override readonly name = "SigningKeyRefusedError";
  readonly code = "signing-key-refused";
}

/** The signing key is missing where it was before, cannot be read, or is no key that can sign tokens. */
export class SigningKeyUnusableError extends LicenseServerError {
  override readonly name = "SigningKeyUnusableError";
  readonly code = "signing-key-unusable";
}

/** Other users of the machine can read or change what is for the server alone. */
export class UnsafePermissionsError extends LicenseServerError {
  override readonly name = "UnsafePermissionsError";
  readonly code = "unsafe-permissions";
}

/** The key that secrets are encrypted with is missing, or another one than the database was used with. */
export class EncryptionKeyUnusableError extends LicenseServerError {
  override readonly name = "EncryptionKeyUnusableError";
  readonly code = "encryption-key-unusable";
}

/** The TLS certificate or its private key cannot be read, or they do not belong together. */
export class TlsFilesUnusableError extends LicenseServerError {
  override readonly name = "TlsFilesUnusableError";
  readonly code = "tls-files-unusable";
}
