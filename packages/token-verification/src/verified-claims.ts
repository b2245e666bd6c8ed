import { base64url } from "jose";
import { BorrowTokenSignatureInvalidError } from "./borrow-token-error.js";
import type { BorrowTokenClaims } from "./generated/index.js";
import { SIGNATURE_ALGORITHM } from "./keys/rsa-key.js";
import { candidateKeys, type PreparedKey } from "./keys/verification-keys.js";
import { decodeText } from "./token/decode-text.js";
import { openToken, readPayload } from "./token/opened-token.js";

/** The claims of a token that one of the keys signed. What they say about time, node and license is not judged yet. */
export async function verifiedClaims(token: string, keys: readonly PreparedKey[]): Promise<BorrowTokenClaims> {
  const { kid, payload, signature, signingInput } = openToken(token, decodeText);
  const signatureBytes = new Uint8Array(base64url.decode(signature));
  const data = new TextEncoder().encode(signingInput);
  for (const { key } of candidateKeys(keys, kid)) {
    const isSigned = await crypto.subtle.verify(SIGNATURE_ALGORITHM, key, signatureBytes, data);
    if (isSigned) return readPayload(decodeText(payload));
  }
  throw signatureInvalid();
}

export function signatureInvalid(): BorrowTokenSignatureInvalidError {
  return new BorrowTokenSignatureInvalidError(
    "The token's signature does not verify with the given keys. Check that the keys are of the token's issuer.",
  );
}
