import { createPublicKey } from "node:crypto";
import type { Kysely } from "kysely";
import type { SigningKeyTable, Tables } from "../database/tables.js";
import { type Finding, finding } from "./finding.js";

/**
 * Keys of one name follow one another without a gap, each is published under its ID, what may sign has something to sign
 * with, and the private key of what is retired is gone. What is encrypted is not looked into: the key to it is elsewhere.
 */
export async function unfitSigningKeys(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const keys = await query.selectFrom("signing_key").selectAll().orderBy("name").orderBy("version").execute();
  const messages = [
    ...missingVersions(keys),
    ...keys
      .filter(({ id, public_jwk: jwk }) => !isPublicKey(jwk, id))
      .map(({ id }) => `${id} is not what it is published as.`),
    ...keys.flatMap(wrongEnd),
  ];
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

/** Whether it is an RSA public key as JWK (RFC 7517) with this `kid`. */
function isPublicKey(text: string, id: string): boolean {
  try {
    const jwk = JSON.parse(text);
    return jwk.kid === id && !("d" in jwk) && createPublicKey({ key: jwk, format: "jwk" }).asymmetricKeyType === "rsa";
  } catch {
    return false;
  }
}

function wrongEnd(key: SigningKeyTable): readonly string[] {
  const { id, kms_key_id: kmsKey, retired_at: retired, sealed_private_key: privateKey, withdrawn_at: withdrawn } = key;
  if (retired !== null) return privateKey === null ? [] : [`${id} is retired, and its private key is still there.`];
  if (withdrawn !== null) return [`${id} is withdrawn, and not retired.`];
  return privateKey === null && kmsKey === null ? [`${id} is not retired, and has no private key.`] : [];
}
