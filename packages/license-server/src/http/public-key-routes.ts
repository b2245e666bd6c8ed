import type { IncomingMessage, ServerResponse } from "node:http";
import type { BorrowTokenIssuer } from "@borrow-license/token-verification/issuer";

/** What is served of a license server's public key, by path. */
export type PublicKeyRoutes = ReadonlyMap<string, PublicDocument>;

/** A document for everybody. */
export interface PublicDocument {
  readonly contentType: string;
  readonly body: string;
}

/** The server's public key as JWK Set (RFC 7517 section 5) and as SPKI in PEM (RFC 7468). */
export async function publicKeyRoutes(issuer: BorrowTokenIssuer): Promise<PublicKeyRoutes> {
  return new Map([
    ["/.well-known/jwks.json", { contentType: "application/jwk-set+json", body: JSON.stringify(issuer.jwks()) }],
    ["/.well-known/public-key.pem", { contentType: "application/x-pem-file", body: await issuer.publicKeyPem() }],
  ]);
}

/** Answers with a document, for five minutes' use. Answers the status. */
export function sendDocument(
  { method = "" }: IncomingMessage,
  response: ServerResponse,
  { body, contentType }: PublicDocument,
): number {
  if (method !== "GET" && method !== "HEAD") {
    const problem = { message: `This document is read with GET; this request is a ${method}.` };
    response.writeHead(405, { allow: "GET, HEAD", "content-type": "application/json" }).end(JSON.stringify(problem));
    return 405;
  }
  response.writeHead(200, {
    "cache-control": "public, max-age=300",
    "content-length": Buffer.byteLength(body),
    "content-type": contentType,
  });
  response.end(method === "HEAD" ? undefined : body);
  return 200;
}
