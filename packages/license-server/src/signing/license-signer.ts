import type { BorrowTokenClaims, BorrowTokenIssuer } from "@borrow-license/token-verification/issuer";
import type { LicenseIssuer } from "../domain/license.js";
import type { TokenIssuer } from "./token-issuer.js";

/** What decides which key signs a license's tokens. */
export interface SignedLicense {
  /** The account that issued the license: 12 digits. */
  readonly account: string;
  readonly issuer: LicenseIssuer;
}

/** Signs the tokens of checkouts, those of each license with its issuer's key. */
export interface LicenseSigner {
  /** What `Issuer.SignKey` can be in the licenses of an account. */
  signKeys(account: string): Promise<readonly string[]>;
  /**
   * Answers a signed token with the claims.
   *
   * @throws NoEntitlementsAllowedException when the license names a key that does not sign any more
   */
  issue(claims: BorrowTokenClaims, license: SignedLicense): Promise<string>;
}

/** A public key as JWK (RFC 7517), with `kid`, `alg` and `use`. */
export type PublicJwk = BorrowTokenIssuer["publicJwk"];

/** A public key that verifies tokens. */
export interface PublishedKey {
  readonly publicJwk: PublicJwk;
  /** The name that licenses know the key by, which those that follow it have too. */
  readonly name: string;
  /** Whether it is, or was, the key of licenses that have no other. */
  readonly isDefault: boolean;
  /** Whether new tokens are signed with it at present. */
  readonly isSigning: boolean;
}

/** Answers the public keys that verify tokens which are still valid, or will be issued. */
export type PublishedKeys = () => Promise<readonly PublishedKey[]>;

/** The one key of an issuer. */
export function oneKeyPublished({ keyId, publicJwk }: BorrowTokenIssuer): PublishedKeys {
  return async () => [{ publicJwk, name: keyId, isDefault: true, isSigning: true }];
}

/** Signs everything with one key. */
export function oneKeySigner(issuer: TokenIssuer): LicenseSigner {
  return {
    signKeys: async () => [issuer.keyId],
    issue: (claims) => issuer.issue(claims),
  };
}

/** What a service was given to sign with: one key for everything, or what knows each license's key. */
export function licenseSignerOf(given: TokenIssuer | LicenseSigner): LicenseSigner {
  return "signKeys" in given ? given : oneKeySigner(given);
}
