import { CheckoutBorrowLicenseCommand, LicenseManagerClient } from "@borrow-license/client";
import { verifyBorrowToken } from "@borrow-license/token-verification";
import { publicKey } from "./mocked-cloud.js";

const status = document.querySelector("[role=status]");

async function borrow() {
  const client = new LicenseManagerClient({
    region: "us-east-1",
    credentials: { accessKeyId: "example", secretAccessKey: "example" },
  });
  const { SignedToken } = await client.send(
    new CheckoutBorrowLicenseCommand({
      LicenseArn: "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef",
      Entitlements: [{ Name: "seats", Value: "2", Unit: "Count" }],
      DigitalSignatureMethod: "JWT_PS384",
      NodeId: "this-browser",
      ClientToken: crypto.randomUUID(),
    }),
  );
  const { entitlementsAllowed } = await verifyBorrowToken(SignedToken, publicKey, { nodeId: "this-browser" });
  return entitlementsAllowed.map(({ Name, Value }) => `${Value} ${Name}`).join(", ");
}

borrow().then(
  (granted) => {
    status.textContent = `Borrowed: ${granted}`;
  },
  (error) => {
    status.textContent = `Refused: ${error.name}: ${error.message}`;
  },
);
