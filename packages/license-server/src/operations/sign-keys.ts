import type { Issuer } from "@borrow-license/server-stub";
import type { LicenseSigner } from "../signing/license-signer.js";

/** What `Issuer.SignKey` can be, which nobody has to look up where it is left out. */
export async function signKeysFor(
  { SignKey }: Issuer,
  signer: LicenseSigner,
  account: string,
): Promise<readonly string[]> {
  return SignKey === undefined ? [] : signer.signKeys(account);
}
