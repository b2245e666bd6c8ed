import { base64url } from "jose";
import { BorrowTokenSignatureError } from "./borrow-token-error.js";
import type { BorrowTokenClaims } from "./generated/index.js";
import { SIGNATURE_ALGORITHM } from "./keys/rsa-key.js";
import { candidateKeys, type PreparedKey } from "./keys/verification-keys.js";
import { decodeText } from "./token/decode-text.js";
import { headerReader, openToken, type ReadHeader, readPayload } from "./token/opened-token.js";

const UTF8 = new TextEncoder();

/** The claims of a token that one of the keys signed. What they say about time, node and license is not judged yet. */
export async function verifiedClaims(
  token: string,
  keys: readonly PreparedKey[],
  readHeader: ReadHeader = headerReader(decodeText),
): Promise<BorrowTokenClaims> {
  const { kid, payload, signature, signingInput } = openToken(token, readHeader);
  const data = UTF8.encode(signingInput);
  const verification = isSignedWithAny(candidateKeys(keys, kid), base64url.decode(signature) as Bytes, data);
  // The runtime verifies on another thread. What the claims turn out to be in the meantime counts only if they are signed.
  const claims = outcomeOf(() => readPayload(decodeText(payload)));
  if (await verification) return claims();
  throw signatureInvalid();
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Whether one of the keys made the signature over the bytes. */
export async function isSignedWithAny(keys: readonly PreparedKey[], signature: Bytes, data: Bytes): Promise<boolean> {
  for (const { key } of keys) {
    if (await crypto.subtle.verify(SIGNATURE_ALGORITHM, key, signature, data)) return true;
  }
  return false;
}

/** Does something now, and answers or throws what came of it when it is asked for that. */
function outcomeOf<Value>(work: () => Value): () => Value {
  try {
    const value = work();
    return () => value;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

export function signatureInvalid(): BorrowTokenSignatureError {
  return new BorrowTokenSignatureError(
    "The token's signature does not verify with the given keys. Check that the keys are of the token's issuer.",
  );
}
