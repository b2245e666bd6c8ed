import {
  ConflictException,
  type CreateLicenseVersionRequest,
  type CreateLicenseVersionResponse,
  InvalidParameterValueException,
  type OperationContext,
  ValidationException,
} from "@borrow-license/server-stub";
import { epochSeconds } from "../domain/date-time.js";
import type { License } from "../domain/license.js";
import { statusAt } from "../domain/license-status.js";
import { nextTerms } from "../domain/next-terms.js";
import { checkAccess, checkRate } from "./admission.js";
import { againstLatestVersion, SupersededError } from "./against-latest-version.js";
import { changeAuthor } from "./change-author.js";
import { checkHomeRegion, checkPeer } from "./home-region.js";
import { idempotentRequest, storedResponse } from "./idempotency.js";
import type { OperationEnvironment } from "./operation-environment.js";
import { signKeysFor } from "./sign-keys.js";
import { checkSourceVersion } from "./source-version.js";
import { licenseNotFound } from "./unknown-license.js";

/** Creates the next version of a license. Those before it stay as they are. */
export async function createLicenseVersion(
  environment: OperationEnvironment,
  input: CreateLicenseVersionRequest,
  context: OperationContext,
): Promise<CreateLicenseVersionResponse> {
  await checkRate(environment, context);
  await checkAccess(environment, context, input.LicenseArn);
  try {
    return await againstLatestVersion(() => createVersion(environment, input, context));
  } catch (error) {
    // The operation models no error of its own for a value that makes no sense.
    if (error instanceof InvalidParameterValueException) throw new ValidationException({ Message: error.message });
    if (error instanceof SupersededError) throw new ConflictException({ Message: `${error.message} Send it again.` });
    throw error;
  }
}

async function createVersion(
  environment: OperationEnvironment,
  input: CreateLicenseVersionRequest,
  context: OperationContext,
): Promise<CreateLicenseVersionResponse | "superseded"> {
  const { account, clock, issuer, storage } = environment;
  const request = idempotentRequest(account, context.operation, input);
  // The license first: it is from before the same request had its effect, if there is no answer of that afterwards.
  const found = await storage.findLicense(input.LicenseArn);
  const before = await storage.findAnsweredRequest(request);
  if (before !== undefined) return storedResponse(request, before);
  const now = epochSeconds(clock());
  const latest = changeableLicense(environment, input, found, now);
  if (input.SourceVersion !== undefined) checkSourceVersion(input.SourceVersion, latest);
  const terms = nextTerms(latest.terms, input, await signKeysFor(input.Issuer, issuer, latest.account));
  const license = { ...latest, version: latest.version + 1, terms };
  const response: CreateLicenseVersionResponse = {
    LicenseArn: license.arn,
    Version: String(license.version),
    Status: statusAt(license, now),
  };
  const added = await storage.addLicenseVersion(
    license,
    { ...request, response: JSON.stringify(response), answeredAt: now },
    changeAuthor(environment, context),
  );
  if (added.outcome === "answered") return storedResponse(request, added.answered);
  return added.outcome === "added" ? response : "superseded";
}

function changeableLicense(
  environment: OperationEnvironment,
  { HomeRegion, LicenseArn }: CreateLicenseVersionRequest,
  license: License | undefined,
  now: number,
): License {
  const status = license && statusAt(license, now);
  if (license === undefined || status === "DELETED") {
    checkPeer(environment, LicenseArn, HomeRegion);
    throw licenseNotFound(LicenseArn);
  }
  checkHomeRegion(environment, license);
  if (status !== "PENDING_DELETE") return license;
  throw new ConflictException({
    Message: `The license ${LicenseArn} is being deleted, so it gets no version any more. Create another license.`,
  });
}
