// A vendor's service, small enough to read: it grants whatever is asked for, for a day.
import { createServer } from "node:http";
import { createLicenseManagerHandler } from "@borrow-license/server-stub";
import { createNodeListener } from "@borrow-license/server-stub/node";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";

const { privateKeyPem, publicKeyPem } = await generateSigningKey();
const issuer = await createBorrowTokenIssuer({ key: privateKeyPem });

const handler = createLicenseManagerHandler({
  async checkoutBorrowLicense({ LicenseArn, Entitlements, NodeId }) {
    const issuedAt = new Date();
    const claims = {
      licenseArn: LicenseArn,
      licenseConsumptionToken: crypto.randomUUID(),
      entitlementsAllowed: Entitlements,
      nodeId: NodeId,
      issuedAt,
      expiration: new Date(issuedAt.getTime() + 24 * 60 * 60 * 1000),
      issuer: "Example Vendor",
    };
    return { LicenseArn, SignedToken: await issuer.issue(claims) };
  },
});

const server = createServer(createNodeListener(handler));
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

export const endpoint = `http://127.0.0.1:${server.address().port}`;
export const publicKey = publicKeyPem;
export const stop = () => server.close();
