import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { BorrowTokenClaims } from "../src/index.js";
import { issuing } from "./built-package.ts";

export const NODE = "workstation-7";

/** Claims of the size that a usual checkout has, which hold for a day. */
export const CLAIMS: BorrowTokenClaims = {
  licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
  licenseConsumptionToken: "7f6f2b6c1f2e4d0c8a49f2d84f1f8d3e",
  entitlementsAllowed: [
    { Name: "seats", Value: "2", Unit: "Count" },
    { Name: "export", Unit: "None" },
  ],
  nodeId: NODE,
  checkoutMetadata: [{ Name: "purpose", Value: "field work" }],
  issuedAt: new Date(Date.now() - 60_000),
  expiration: new Date(Date.now() + 86_400_000),
};

export interface Issued {
  readonly token: string;
  readonly publicKeyPem: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
  readonly privateKeyPem: string;
}

/** A token and the keys that it was signed with, made for this run. */
export async function issued(modulusLength: number): Promise<Issued> {
  const { privateKeyPem, publicKeyPem } = await issuing.generateSigningKey({ modulusLength });
  const issuer = await issuing.createBorrowTokenIssuer({ key: privateKeyPem, issuer: "Example Vendor" });
  return {
    token: await issuer.issue(CLAIMS),
    publicKeyPem,
    publicKey: createPublicKey(publicKeyPem),
    privateKey: createPrivateKey(privateKeyPem),
    privateKeyPem,
  };
}
