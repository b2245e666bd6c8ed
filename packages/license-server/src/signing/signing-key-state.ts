import { NoEntitlementsAllowedException } from "@borrow-license/server-stub";
import type { EpochSeconds } from "../domain/date-time.js";
import { quoted } from "../domain/invalid-parameter.js";
import type { StoredSigningKey } from "../storage/signing-keys/signing-key-storage.js";
import { DEFAULT_KEY } from "./default-key.js";
import type { SignedLicense } from "./license-signer.js";

/**
 * What a key is there for at a moment: it signs; it will, and is published ahead; the next one of its name signs in its
 * place; it never signs again; or nobody should accept its tokens any more.
 */
export type SigningKeyState = "signing" | "next" | "superseded" | "retired" | "withdrawn";

/** @param keys all keys, or those of the key's name */
export function stateOf(key: StoredSigningKey, keys: readonly StoredSigningKey[], now: EpochSeconds): SigningKeyState {
  if (key.withdrawnAt !== undefined) return "withdrawn";
  if (key.retiredAt !== undefined) return "retired";
  if (!hasBegun(key, now)) return "next";
  return signingKeyNamed(keys, key.name, now)?.id === key.id ? "signing" : "superseded";
}

/**
 * Whether applications need the key: it signs, will sign, or has signed a token that is still valid. Such a token may
 * have been returned, which an application that is offline does not know.
 */
export function isPublished(key: StoredSigningKey, keys: readonly StoredSigningKey[], now: EpochSeconds): boolean {
  const state = stateOf(key, keys, now);
  if (state === "signing" || state === "next") return true;
  return state !== "withdrawn" && key.tokensUntil > now;
}

/** A key that signs from its creation on does so as well where the clock is set back to before that. */
function hasBegun({ createdAt, signsFrom }: StoredSigningKey, now: EpochSeconds): boolean {
  return signsFrom <= now || signsFrom <= createdAt;
}

/** The key of a name that signs at a moment: the latest that may. */
export function signingKeyNamed(
  keys: readonly StoredSigningKey[],
  name: string,
  now: EpochSeconds,
): StoredSigningKey | undefined {
  return keys
    .filter((key) => key.name === name && key.retiredAt === undefined && hasBegun(key, now))
    .reduce<StoredSigningKey | undefined>(
      (latest, key) => ((latest?.version ?? 0) > key.version ? latest : key),
      undefined,
    );
}

/**
 * The key that signs a license's tokens: the one that the license names, else the one of its issuer, else the default.
 * A license that names a key's ID means whatever follows that key as well.
 *
 * @throws NoEntitlementsAllowedException when the license names a key that does not sign any more
 */
export function keyForLicense(
  keys: readonly StoredSigningKey[],
  { account, issuer }: SignedLicense,
  now: EpochSeconds,
): StoredSigningKey {
  if (issuer.signKey !== undefined) {
    const name = nameOf(keys, account, issuer.signKey);
    const named = name === undefined ? undefined : signingKeyNamed(keys, name, now);
    if (named !== undefined) return named;
    throw new NoEntitlementsAllowedException({
      Message:
        `The license's Issuer.SignKey is ${quoted(issuer.signKey)}, and that key does not sign tokens any more. ` +
        "Ask the issuer for a new version of the license with another SignKey, or without one.",
    });
  }
  const own = keys.find((key) => key.account === account && key.issuerName === issuer.name && isUsable(key));
  const key =
    (own === undefined ? undefined : signingKeyNamed(keys, own.name, now)) ?? signingKeyNamed(keys, DEFAULT_KEY, now);
  if (key !== undefined) return key;
  throw new Error("The server has no signing key. Run: borrow-license keys rotate default --activate-in 0");
}

/** What `Issuer.SignKey` can be in an account's licenses: names of keys that are not retired, and then their IDs. */
export function signKeysOf(keys: readonly StoredSigningKey[], account: string): readonly string[] {
  const names = new Set(keys.filter((key) => isUsable(key) && isFor(key, account)).map(({ name }) => name));
  return [...names, ...keys.filter(({ name }) => names.has(name)).map(({ id }) => id)];
}

/** Whether it signs, has signed and may again, or will sign. */
export function isUsable({ retiredAt }: StoredSigningKey): boolean {
  return retiredAt === undefined;
}

function nameOf(keys: readonly StoredSigningKey[], account: string, signKey: string): string | undefined {
  return keys.find((key) => isFor(key, account) && (key.name === signKey || key.id === signKey))?.name;
}

function isFor(key: StoredSigningKey, account: string): boolean {
  return key.account === undefined || key.account === account;
}
