/**
 * The `KeyFingerprint` by which licenses and checkouts name an issuer's key.
 *
 * @param account the issuer's account, such as `123456789012`
 * @param issuerName the issuer's name as in its licenses
 * @throws TypeError when one of them is empty, or the account has a colon
 *
 * @example
 * keyFingerprint("123456789012", "Example Vendor"); // "aws:123456789012:Example Vendor:issuer-fingerprint"
 */
export function keyFingerprint(account: string, issuerName: string): string {
  if (!/^[^:]+$/.test(account)) throw new TypeError("The account must have a character at least, and no colon.");
  if (issuerName === "") throw new TypeError("The issuer's name must not be empty.");
  return `aws:${account}:${issuerName}:issuer-fingerprint`;
}
