// A vendor's part: writes the token of a license and the public key to verify it with.
import { writeFile } from "node:fs/promises";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";

const { privateKeyPem, publicKeyPem } = await generateSigningKey();
const issuer = await createBorrowTokenIssuer({ key: privateKeyPem });
const token = await issuer.issue({
  licenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
  licenseConsumptionToken: "lease-1",
  entitlementsAllowed: [{ Name: "seats", Value: "2", Unit: "Count" }],
  nodeId: "workstation-7",
  issuedAt: new Date(),
  expiration: new Date("2099-12-31T00:00:00Z"),
});
await writeFile("public-key.pem", publicKeyPem);
await writeFile("license.jwt", token);
