/** The code of each error that this package throws about tokens and borrowed licenses. */
export type BorrowTokenErrorCode = AnyBorrowTokenError["code"];

/** Every error that this package throws about tokens and borrowed licenses. Its `code` tells them apart. */
export type AnyBorrowTokenError =
  | BorrowTokenAlgorithmError
  | BorrowTokenClaimInvalidError
  | BorrowTokenClaimMissingError
  | BorrowTokenClockRolledBackError
  | BorrowTokenEntitlementMissingError
  | BorrowTokenExpiredError
  | BorrowTokenHeaderNotAllowedError
  | BorrowTokenKeyUnfitError
  | BorrowTokenKeyUnknownError
  | BorrowTokenMalformedError
  | BorrowTokenMissingError
  | BorrowTokenNodeUnknownError
  | BorrowTokenNotYetValidError
  | BorrowTokenOversizedError
  | BorrowTokenSignatureError
  | BorrowTokenStateInvalidError
  | BorrowTokenStateMissingError
  | BorrowTokenUnboundError
  | BorrowTokenWorseLeaseError
  | BorrowTokenWrongIssuerError
  | BorrowTokenWrongLicenseError
  | BorrowTokenWrongNodeError;

/** Marks the errors of every copy of this package, so that the guard knows those of another copy as well. */
const BRAND = Symbol.for("@borrow-license/token-verification/BorrowTokenError");

/**
 * What all the errors of this package have in common.
 *
 * A message says what failed and what to do about it. It never holds the token or a key.
 */
export abstract class BorrowTokenError extends Error {
  /** Says which error it is, the same in every version. */
  abstract readonly code: string;

  static {
    Object.defineProperty(BorrowTokenError.prototype, BRAND, { value: true });
  }
}

/**
 * Tells whether a caught value is an error of this package, also where it comes from another copy of the package, for
 * which `instanceof` would answer false.
 *
 * @example
 * try {
 *   await verifier.verify(token, { nodeId });
 * } catch (error) {
 *   if (isBorrowTokenError(error) && error.code === "expired") askToBorrowAgain();
 *   else throw error;
 * }
 */
export function isBorrowTokenError(value: unknown): value is AnyBorrowTokenError {
  return typeof value === "object" && value !== null && BRAND in value;
}

/** The token is no JSON Web Token in JWS compact serialization (RFC 7515 section 7.1), or its JSON is not sound. */
export class BorrowTokenMalformedError extends BorrowTokenError {
  override readonly name = "BorrowTokenMalformedError";
  readonly code = "malformed";
}

/** The token is longer than any that verification reads. */
export class BorrowTokenOversizedError extends BorrowTokenError {
  override readonly name = "BorrowTokenOversizedError";
  readonly code = "oversized";
}

/** The header's `alg` is not the one algorithm that is allowed. */
export class BorrowTokenAlgorithmError extends BorrowTokenError {
  override readonly name = "BorrowTokenAlgorithmError";
  readonly code = "algorithm";
}

/** The header has a parameter that no such token may have, such as a key of its own. */
export class BorrowTokenHeaderNotAllowedError extends BorrowTokenError {
  override readonly name = "BorrowTokenHeaderNotAllowedError";
  readonly code = "header-not-allowed";
  /** The name of the header parameter. */
  readonly parameter: string;

  constructor(parameter: string, message: string) {
    super(message);
    this.parameter = parameter;
  }
}

/** None of the given keys has the `kid` that the token names. */
export class BorrowTokenKeyUnknownError extends BorrowTokenError {
  override readonly name = "BorrowTokenKeyUnknownError";
  readonly code = "key-unknown";
}

/** A given key cannot be used: it is no RSA key, of the wrong size, private where a public one is needed, and so on. */
export class BorrowTokenKeyUnfitError extends BorrowTokenError {
  override readonly name = "BorrowTokenKeyUnfitError";
  readonly code = "key-unfit";
}

/** The signature was made with another key or over another content. */
export class BorrowTokenSignatureError extends BorrowTokenError {
  override readonly name = "BorrowTokenSignatureError";
  readonly code = "signature";
}

/** A claim that every such token has is absent. */
export class BorrowTokenClaimMissingError extends BorrowTokenError {
  override readonly name = "BorrowTokenClaimMissingError";
  readonly code = "claim-missing";
  /** Where the claim should stand, such as `licenseArn` or `entitlementsAllowed[0].name`. */
  readonly claim: string;

  constructor(claim: string, message: string) {
    super(message);
    this.claim = claim;
  }
}

/** A claim has the wrong type, violates a constraint of the model or contradicts another claim. */
export class BorrowTokenClaimInvalidError extends BorrowTokenError {
  override readonly name = "BorrowTokenClaimInvalidError";
  readonly code = "claim-invalid";
  /** Where the claim stands, such as `licenseArn` or `entitlementsAllowed[0].name`. */
  readonly claim: string;

  constructor(claim: string, message: string) {
    super(message);
    this.claim = claim;
  }
}

/** The token holds from a later moment on. */
export class BorrowTokenNotYetValidError extends BorrowTokenError {
  override readonly name = "BorrowTokenNotYetValidError";
  readonly code = "not-yet-valid";
  /** From when on the token holds. */
  readonly issuedAt: Date;

  constructor(issuedAt: Date, message: string) {
    super(message);
    this.issuedAt = issuedAt;
  }
}

/** The token does not hold any more. */
export class BorrowTokenExpiredError extends BorrowTokenError {
  override readonly name = "BorrowTokenExpiredError";
  readonly code = "expired";
  /** Since when the token does not hold. */
  readonly expiration: Date;

  constructor(expiration: Date, message: string) {
    super(message);
    this.expiration = expiration;
  }
}

/** The token is bound to another node than the expected one. */
export class BorrowTokenWrongNodeError extends BorrowTokenError {
  override readonly name = "BorrowTokenWrongNodeError";
  readonly code = "wrong-node";
}

/** The token is bound to no node, and the caller did not allow that. */
export class BorrowTokenUnboundError extends BorrowTokenError {
  override readonly name = "BorrowTokenUnboundError";
  readonly code = "unbound";
}

/** The token is for another license than the expected one. */
export class BorrowTokenWrongLicenseError extends BorrowTokenError {
  override readonly name = "BorrowTokenWrongLicenseError";
  readonly code = "wrong-license";
}

/** The token names another issuer than the expected one, or none. */
export class BorrowTokenWrongIssuerError extends BorrowTokenError {
  override readonly name = "BorrowTokenWrongIssuerError";
  readonly code = "wrong-issuer";
}

/** The token does not grant an expected entitlement, or less of it. */
export class BorrowTokenEntitlementMissingError extends BorrowTokenError {
  override readonly name = "BorrowTokenEntitlementMissingError";
  readonly code = "entitlement-missing";
  /** The name of the entitlement. */
  readonly entitlement: string;

  constructor(entitlement: string, message: string) {
    super(message);
    this.entitlement = entitlement;
  }
}

/** The clock stands before a time that was seen already, so somebody or something has set it back. */
export class BorrowTokenClockRolledBackError extends BorrowTokenError {
  override readonly name = "BorrowTokenClockRolledBackError";
  readonly code = "clock-rolled-back";
  /** The latest time that was seen. */
  readonly seenTime: Date;

  constructor(seenTime: Date, message: string) {
    super(message);
    this.seenTime = seenTime;
  }
}

/** A renewal has answered a lease that ends earlier than the present one or grants less, such as an old token. */
export class BorrowTokenWorseLeaseError extends BorrowTokenError {
  override readonly name = "BorrowTokenWorseLeaseError";
  readonly code = "worse-lease";
}

/** Where the application keeps its token, there is none. */
export class BorrowTokenMissingError extends BorrowTokenError {
  override readonly name = "BorrowTokenMissingError";
  readonly code = "token-missing";
}

/** There is no record of the time that was seen, and the caller does not take that for the first use. */
export class BorrowTokenStateMissingError extends BorrowTokenError {
  override readonly name = "BorrowTokenStateMissingError";
  readonly code = "state-missing";
}

/** The record of the time that was seen was changed, or made for another node, license or secret. */
export class BorrowTokenStateInvalidError extends BorrowTokenError {
  override readonly name = "BorrowTokenStateInvalidError";
  readonly code = "state-invalid";
}

/** The machine says nothing by which it could be told from others. */
export class BorrowTokenNodeUnknownError extends BorrowTokenError {
  override readonly name = "BorrowTokenNodeUnknownError";
  readonly code = "node-unknown";
}
