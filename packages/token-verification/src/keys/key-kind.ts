import type { CryptoKey, JWK } from "jose";

/** Node's `KeyObject`, known by its form so that no Node type is needed. */
export interface NodeKeyObject {
  readonly type: string;
  readonly asymmetricKeyType?: string | undefined;
  export(options: { readonly format: "jwk" }): object;
}

export function isCryptoKey(value: unknown): value is CryptoKey {
  return isObject(value) && "algorithm" in value && "usages" in value && "extractable" in value;
}

export function isNodeKeyObject(value: unknown): value is NodeKeyObject {
  return isObject(value) && "type" in value && "export" in value && typeof value.export === "function";
}

export function isJwk(value: unknown): value is JWK {
  return isObject(value) && "kty" in value;
}

export function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
