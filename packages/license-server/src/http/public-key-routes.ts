import { createPublicKey, type JsonWebKey } from "node:crypto";
import type { PublicJwk, PublishedKey, PublishedKeys } from "../signing/license-signer.js";
import type { GetAnswer, GetRoutes } from "./get-routes.js";

/**
 * The server's public keys as JWK Set (RFC 7517 section 5), and one as SPKI in PEM (RFC 7468). The query's `key` asks for
 * those of a name or an ID; without it the set has all, and the PEM is of the key that signs by default.
 */
export function publicKeyRoutes(publishedKeys: PublishedKeys): GetRoutes {
  return new Map([
    [
      "/.well-known/jwks.json",
      async (query: URLSearchParams) => {
        const asked = query.get("key");
        const keys = asked === null ? await publishedKeys() : await keysMeant(publishedKeys, asked);
        if (asked !== null && keys.length === 0) return noSuchKey(asked);
        const set = { keys: keys.map(({ publicJwk }) => publicJwk) };
        return document("application/jwk-set+json", JSON.stringify(set));
      },
    ],
    [
      "/.well-known/public-key.pem",
      async (query: URLSearchParams) => {
        const asked = query.get("key");
        const keys = asked === null ? await publishedKeys() : await keysMeant(publishedKeys, asked);
        const key =
          keys.find(({ isDefault, isSigning }) => (asked === null ? isDefault : true) && isSigning) ?? keys[0];
        if (key === undefined) return noSuchKey(asked ?? "");
        return document("application/x-pem-file", pemOf(key.publicJwk));
      },
    ],
  ]);
}

/** A public key as SPKI in PEM. */
export function pemOf(publicJwk: PublicJwk): string {
  return createPublicKey({ key: publicJwk as JsonWebKey, format: "jwk" })
    .export({ type: "spki", format: "pem" })
    .toString();
}

async function keysMeant(publishedKeys: PublishedKeys, asked: string): Promise<readonly PublishedKey[]> {
  return (await publishedKeys()).filter(({ name, publicJwk }) => name === asked || publicJwk.kid === asked);
}

function noSuchKey(asked: string): GetAnswer {
  const message = `No public key of the name or ID ${JSON.stringify(asked.slice(0, 100))} is published here.`;
  return { status: 404, contentType: "application/json", body: JSON.stringify({ message }) };
}

/** A document for five minutes' use. */
function document(contentType: string, body: string): GetAnswer {
  return { status: 200, contentType, body, cacheControl: "public, max-age=300" };
}
