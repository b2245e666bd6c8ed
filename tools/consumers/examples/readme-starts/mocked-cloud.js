// Loaded before a program with `node --import`: what it sends to the cloud is answered here, and told at the end.
import { createLicenseManagerHandler } from "@borrow-license/server-stub";
import { mockService } from "@borrow-license/server-stub/msw";
import { setupServer } from "msw/node";

process.env.AWS_ACCESS_KEY_ID = "any";
process.env.AWS_SECRET_ACCESS_KEY = "any";

const cloud = mockService(createLicenseManagerHandler, {
  checkoutBorrowLicense: () => ({ SignedToken: "header.payload.signature" }),
});
setupServer(...cloud.handlers).listen({ onUnhandledFrame: "error" });

process.on("exit", () => {
  for (const { LicenseArn, Entitlements } of cloud.inputs.checkoutBorrowLicense) {
    console.log(LicenseArn, JSON.stringify(Entitlements));
  }
});
