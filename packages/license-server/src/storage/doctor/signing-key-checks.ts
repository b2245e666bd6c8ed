import { createHash, createPublicKey, type JsonWebKey } from "node:crypto";
import type { Kysely } from "kysely";
import type { SigningKeyTable, Tables } from "../database/tables.js";
import { type Finding, finding } from "./finding.js";

/**
 * Keys of one name follow one another without a gap, each is published under its ID, what may sign has something to sign
 * with, and the private key of what is retired is gone. What is encrypted is not looked into: the key to it is elsewhere.
 */
export async function unfitSigningKeys(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const keys = await query.selectFrom("signing_key").selectAll().orderBy("name").orderBy("version").execute();
  const messages = [...missingVersions(keys), ...keys.flatMap(wrongPublicKey), ...keys.flatMap(wrongEnd)];
  return messages.map((message) => finding("keys", `The signing key ${message}`));
}

function missingVersions(keys: readonly SigningKeyTable[]): readonly string[] {
  const last = new Map<string, number>();
  return keys.flatMap(({ name, version }) => {
    const before = last.get(name) ?? 0;
    last.set(name, version);
    return version === before + 1 ? [] : [`${name} has no version ${before + 1}, and one ${version}.`];
  });
}

/**
 * A key's ID is its public key's thumbprint (RFC 7638), and the `kid` in its JWK (RFC 7517). With another public key, what it
 * signed would be refused, and what somebody else signs be accepted.
 */
function wrongPublicKey({ id, public_jwk: text }: SigningKeyTable): readonly string[] {
  try {
    const jwk = JSON.parse(text);
    if ("d" in jwk) return [`${id} is published with its private key.`];
    const thumbprint = thumbprintOf(jwk);
    if (thumbprint !== id) return [`${id} is published with another public key, whose thumbprint is ${thumbprint}.`];
    return jwk.kid === id ? [] : [`${id} is published as ${JSON.stringify(jwk.kid)}.`];
  } catch {
    return [`${id} is published without an RSA public key.`];
  }
}

/** RFC 7638, section 3: the hash of the members that make the key, in alphabetic order. */
function thumbprintOf(jwk: JsonWebKey): string {
  const { e, kty, n } = createPublicKey({ key: jwk, format: "jwk" }).export({ format: "jwk" });
  if (kty !== "RSA") throw new Error("The key is no RSA key.");
  return createHash("sha256").update(JSON.stringify({ e, kty, n })).digest("base64url");
}

function wrongEnd(key: SigningKeyTable): readonly string[] {
  const { id, kms_key_id: kmsKey, retired_at: retired, sealed_private_key: privateKey, withdrawn_at: withdrawn } = key;
  if (retired !== null) return privateKey === null ? [] : [`${id} is retired, and its private key is still there.`];
  if (withdrawn !== null) return [`${id} is withdrawn, and not retired.`];
  return privateKey === null && kmsKey === null ? [`${id} is not retired, and has no private key.`] : [];
}
