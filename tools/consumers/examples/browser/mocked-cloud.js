// The cloud service, in a service worker of this page. It grants what is asked for.
import { createLicenseManagerHandler } from "@borrow-license/server-stub";
import { mockService } from "@borrow-license/server-stub/msw";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";
import { setupWorker } from "msw/browser";

const { privateKeyPem, publicKeyPem } = await generateSigningKey();
const issuer = await createBorrowTokenIssuer({ key: privateKeyPem });

const cloud = mockService(createLicenseManagerHandler, {
  async checkoutBorrowLicense({ LicenseArn, Entitlements, NodeId }) {
    const issuedAt = new Date();
    const SignedToken = await issuer.issue({
      licenseArn: LicenseArn,
      licenseConsumptionToken: crypto.randomUUID(),
      entitlementsAllowed: Entitlements,
      nodeId: NodeId,
      issuedAt,
      expiration: new Date(issuedAt.getTime() + 60 * 60 * 1000),
      issuer: "Example Vendor",
    });
    return { LicenseArn, SignedToken };
  },
});

await setupWorker(...cloud.handlers).start({ quiet: true });

export const publicKey = publicKeyPem;
