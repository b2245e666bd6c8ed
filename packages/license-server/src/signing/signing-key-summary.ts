import type { EpochSeconds } from "../domain/date-time.js";
import type { StoredSigningKey } from "../storage/signing-keys/signing-key-storage.js";
import type { PublicJwk } from "./license-signer.js";
import { isPublished, type SigningKeyState, stateOf } from "./signing-key-state.js";

/** What can be told of a signing key: everything but its private half. */
export interface SigningKeySummary {
  /** The `kid` of its tokens. */
  readonly keyId: string;
  readonly name: string;
  readonly version: number;
  readonly state: SigningKeyState;
  readonly isPublished: boolean;
  readonly account?: string;
  readonly issuerName?: string;
  /** The key's ARN, where the private key is in AWS KMS. */
  readonly kmsKeyId?: string;
  /** The length of the RSA modulus in bits. */
  readonly modulusLength: number;
  readonly createdAt: Date;
  readonly signsFrom: Date;
  readonly retiredAt?: Date;
  readonly withdrawnAt?: Date;
  /** No token that it signed is valid from then on. Absent where it signed none. */
  readonly tokensUntil?: Date;
  readonly publicJwk: PublicJwk;
}

/** @param keys all keys */
export function summaryOf(
  key: StoredSigningKey,
  keys: readonly StoredSigningKey[],
  now: EpochSeconds,
): SigningKeySummary {
  const { account, id: keyId, issuerName, kmsKeyId, name, version } = key;
  const publicJwk = JSON.parse(key.publicJwk) as PublicJwk;
  return {
    keyId,
    name,
    version,
    state: stateOf(key, keys, now),
    isPublished: isPublished(key, keys, now),
    ...(account === undefined ? {} : { account }),
    ...(issuerName === undefined ? {} : { issuerName }),
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    modulusLength: Buffer.from(publicJwk.n ?? "", "base64url").length * 8,
    createdAt: date(key.createdAt),
    signsFrom: date(key.signsFrom),
    ...(key.retiredAt === undefined ? {} : { retiredAt: date(key.retiredAt) }),
    ...(key.withdrawnAt === undefined ? {} : { withdrawnAt: date(key.withdrawnAt) }),
    ...(key.tokensUntil === 0 ? {} : { tokensUntil: date(key.tokensUntil) }),
    publicJwk,
  };
}

function date(seconds: EpochSeconds): Date {
  return new Date(seconds * 1000);
}
