import type { BorrowTokenClaims } from "@borrow-license/token-verification/issuer";

/** What signs the tokens of checkouts. A `BorrowTokenIssuer` of `@borrow-license/token-verification/issuer` is one. */
export interface TokenIssuer {
  /** The name of the signing key, the `kid` of its tokens, by which `Issuer.SignKey` can name it. */
  readonly keyId: string;
  /** Answers a signed token with the claims. */
  issue(claims: BorrowTokenClaims): Promise<string>;
}
