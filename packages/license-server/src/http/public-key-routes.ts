import type { BorrowTokenIssuer } from "@borrow-license/token-verification/issuer";
import type { GetAnswer, GetRoutes } from "./get-routes.js";

/** The server's public key as JWK Set (RFC 7517 section 5) and as SPKI in PEM (RFC 7468). */
export async function publicKeyRoutes(issuer: BorrowTokenIssuer): Promise<GetRoutes> {
  const pem = await issuer.publicKeyPem();
  return new Map([
    ["/.well-known/jwks.json", () => document("application/jwk-set+json", JSON.stringify(issuer.jwks()))],
    ["/.well-known/public-key.pem", () => document("application/x-pem-file", pem)],
  ]);
}

/** A document for five minutes' use. */
function document(contentType: string, body: string): GetAnswer {
  return { status: 200, contentType, body, cacheControl: "public, max-age=300" };
}
