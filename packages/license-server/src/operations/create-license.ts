import type { CreateLicenseRequest, CreateLicenseResponse, OperationContext } from "@borrow-license/server-stub";
import { epochSeconds } from "../domain/date-time.js";
import { newLicenseArn } from "../domain/identifiers.js";
import type { License } from "../domain/license.js";
import { statusAt } from "../domain/license-status.js";
import { licenseTerms } from "../domain/license-terms.js";
import { checkAccess, checkRate } from "./admission.js";
import { changeAuthor } from "./change-author.js";
import { checkNewHomeRegion } from "./home-region.js";
import { idempotentRequest, storedResponse } from "./idempotency.js";
import type { OperationEnvironment } from "./operation-environment.js";
import { signKeysFor } from "./sign-keys.js";

/** Creates a license, version 1. */
export async function createLicense(
  environment: OperationEnvironment,
  input: CreateLicenseRequest,
  context: OperationContext,
): Promise<CreateLicenseResponse> {
  await checkRate(environment, context);
  await checkAccess(environment, context);
  const { account, clock, issuer, random, storage } = environment;
  const request = idempotentRequest(account, context.operation, input);
  const before = await storage.findAnsweredRequest(request);
  // Before any rule: what a server is told of its region and its key may have changed since.
  if (before !== undefined) return storedResponse(request, before);
  const terms = licenseTerms(input, await signKeysFor(input.Issuer, issuer, account));
  checkNewHomeRegion(environment, terms.homeRegion);
  const now = epochSeconds(clock());
  const license: License = { arn: newLicenseArn(account, random), account, createdAt: now, version: 1, terms };
  const response: CreateLicenseResponse = {
    LicenseArn: license.arn,
    Status: statusAt(license, now),
    Version: String(license.version),
  };
  const answered = { ...request, response: JSON.stringify(response), answeredAt: now };
  const added = await storage.addLicense(license, answered, changeAuthor(environment, context));
  return added.outcome === "answered" ? storedResponse(request, added.answered) : response;
}
