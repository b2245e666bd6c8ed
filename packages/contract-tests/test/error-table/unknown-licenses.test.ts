import { describe, expect, it } from "vitest";
import { CLIENTS } from "../setting/clients.js";
import { type OperationName, requestsAbout } from "../setting/operations.js";
import { modeled, receivedError } from "../setting/received-error.js";
import { scenes } from "../setting/scene.js";

/** Licenses and checkouts that are not there, or not any more: ResourceNotFoundException where the operation has it. */

const ARN = "arn:aws:license-manager::123456789012:license:l-00000000000000000000000000000000";
const LEASE = "00000000000000000000000000000000";
const scene = scenes();

const notFound = (arn: string): unknown =>
  modeled("ResourceNotFoundException", `There is no license ${arn}. Check the ARN, the account and the region.`);
const noCheckout = modeled(
  "ResourceNotFoundException",
  `There is no checkout with the LicenseConsumptionToken "${LEASE}". Give the one that the checkout answered.`,
);
const wrongArn = modeled(
  "InvalidParameterValueException",
  `LicenseArn is ${ARN}, and there is no such license. Check the ARN, the account and the region.`,
);
const noProduct = modeled(
  "ResourceNotFoundException",
  'There is no license with the ProductSKU "studio-2026", the KeyFingerprint ' +
    '"aws:123456789012:Example Software:issuer-fingerprint". Give those of a license, as GetLicense shows them.',
);

describe.each(CLIENTS)("%s", (_name, module) => {
  it.each<[OperationName, unknown]>([
    ["CheckInLicense", noCheckout],
    ["CheckoutBorrowLicense", notFound(ARN)],
    ["CheckoutLicense", noProduct],
    ["CreateLicenseVersion", notFound(ARN)],
    ["DeleteLicense", wrongArn],
    ["ExtendLicenseConsumption", noCheckout],
    ["GetLicense", wrongArn],
    ["GetLicenseUsage", wrongArn],
    ["ListLicenseVersions", wrongArn],
  ])("learns from %s what is not there", async (operation, error) => {
    const { send } = await scene(module);
    expect(await receivedError(module, send(operation, requestsAbout(ARN, LEASE)[operation]))).toEqual(error);
  });

  it.each<[OperationName, (arn: string) => unknown]>([
    ["CheckoutBorrowLicense", notFound],
    ["CheckoutLicense", () => noProduct],
    ["CreateLicenseVersion", notFound],
  ])("learns from %s that a deleted license is not there", async (operation, error) => {
    const { createLicense, send } = await scene(module);
    const LicenseArn = await createLicense();
    await send("DeleteLicense", { LicenseArn, SourceVersion: "1" });
    expect(await receivedError(module, send(operation, requestsAbout(LicenseArn, LEASE)[operation]))).toEqual(
      error(LicenseArn),
    );
  });

  it("learns which versions there are from GetLicense", async () => {
    const { createLicense, send } = await scene(module);
    const LicenseArn = await createLicense();
    expect(await receivedError(module, send("GetLicense", { LicenseArn, Version: "2" }))).toEqual(
      modeled(
        "InvalidParameterValueException",
        'Version is "2", and the license\'s latest version is "1". Give a version up to that, or none for the latest.',
      ),
    );
  });
});
