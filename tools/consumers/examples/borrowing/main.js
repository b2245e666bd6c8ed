import { CheckoutBorrowLicenseCommand, LicenseManagerClient } from "@borrow-license/client";
import { verifyBorrowToken } from "@borrow-license/token-verification";
import { endpoint, publicKey, stop } from "./vendor.js";

const client = new LicenseManagerClient({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "example", secretAccessKey: "example" },
});
const { SignedToken } = await client.send(
  new CheckoutBorrowLicenseCommand({
    LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
    Entitlements: [{ Name: "seats", Value: "2", Unit: "Count" }],
    DigitalSignatureMethod: "JWT_PS384",
    NodeId: "workstation-7",
    ClientToken: crypto.randomUUID(),
  }),
);
client.destroy();
stop();

// From here on nobody is asked any more.
const { entitlementsAllowed } = await verifyBorrowToken(SignedToken, publicKey, { nodeId: "workstation-7" });
console.log(entitlementsAllowed.map(({ Name, Value, Unit }) => `${Value} ${Name} (${Unit})`).join(", "));
