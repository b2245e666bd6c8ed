import { unfit } from "./rsa-key.js";

/** What to do about PEM texts of other kinds, by their label (RFC 7468). */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ["CERTIFICATE", "Extract its public key, for example with: openssl x509 -pubkey -noout"],
  ["RSA PUBLIC KEY", "Convert it to SPKI, for example with: openssl rsa -RSAPublicKey_in -pubout"],
  ["RSA PRIVATE KEY", "Convert it to PKCS #8, for example with: openssl pkcs8 -topk8 -nocrypt"],
  ["ENCRYPTED PRIVATE KEY", "Decrypt it first, for example with: openssl pkcs8"],
]);

/** The bytes of a PEM text that has the label (RFC 7468 section 2). */
export function pemBytes(pem: string, label: "PUBLIC KEY" | "PRIVATE KEY"): Uint8Array<ArrayBuffer> {
  const [, found, body = ""] = /^\s*-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \1-----\s*$/.exec(pem) ?? [];
  const remedy = `Give a PEM text that begins with -----BEGIN ${label}-----`;
  if (found === undefined) throw unfit("it is no PEM text with one key", remedy);
  if (found !== label) throw unfit(`its PEM text is labelled ${found}`, REMEDIES.get(found) ?? remedy);
  try {
    return Uint8Array.from(atob(body.replace(/\s/g, "")), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw unfit("its PEM text is not base64", "Export it again from where it was made", cause);
  }
}
