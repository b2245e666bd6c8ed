import type {
  CheckoutBorrowLicenseRequest,
  CheckoutBorrowLicenseResponse,
  OperationContext,
} from "@borrow-license/server-stub";
import { isBorrowTokenError } from "@borrow-license/token-verification/issuer";
import { decideBorrow } from "../domain/borrow.js";
import { decideCheckout, type Grant } from "../domain/checkout.js";
import { type RequestedEntitlement, requestedEntitlements } from "../domain/checkout-request.js";
import { type EpochSeconds, epochSeconds, formatDateTime } from "../domain/date-time.js";
import { newConsumptionToken } from "../domain/identifiers.js";
import { invalidParameter } from "../domain/invalid-parameter.js";
import type { License } from "../domain/license.js";
import { statusAt } from "../domain/license-status.js";
import type { AnsweredRequest, NewLease } from "../storage/licenses/license-storage.js";
import { checkAccess, checkRate } from "./admission.js";
import { againstLatestVersion } from "./against-latest-version.js";
import { changeAuthor } from "./change-author.js";
import { checkHomeRegion } from "./home-region.js";
import { type IdempotentRequest, idempotentRequest, storedResponse } from "./idempotency.js";
import type { KnownLicense } from "./known-licenses.js";
import type { OperationEnvironment } from "./operation-environment.js";
import { licenseNotFound } from "./unknown-license.js";

/**
 * Checks a license out for offline use.
 *
 * The token is signed before anything is stored, and the lease is stored together with the answer, on the condition
 * that its amounts are still free. So there is no lease without an answer, whenever the server dies.
 */
export async function checkoutBorrowLicense(
  environment: OperationEnvironment,
  input: CheckoutBorrowLicenseRequest,
  context: OperationContext,
): Promise<CheckoutBorrowLicenseResponse> {
  await checkRate(environment, context);
  await checkAccess(environment, context, input.LicenseArn);
  return againstLatestVersion(() => checkOut(environment, input, context));
}

async function checkOut(
  environment: OperationEnvironment,
  input: CheckoutBorrowLicenseRequest,
  context: OperationContext,
): Promise<CheckoutBorrowLicenseResponse | "superseded"> {
  const { account, clock, knownLicenses, random, storage } = environment;
  const requested = requestedEntitlements(input);
  const request = idempotentRequest(account, context.operation, input);
  const moment = clock();
  const now = epochSeconds(moment);
  const decided =
    expectedGrant(knownLicenses.find(request, input.LicenseArn), requested, now) ??
    (await examined(environment, request, input.LicenseArn, requested, now));
  if (!("grant" in decided)) return storedResponse(request, decided);
  const { grant, license } = decided;
  const lease: NewLease = {
    consumptionToken: newConsumptionToken(random, moment),
    licenseArn: license.arn,
    licenseVersion: license.version,
    kind: "BORROW",
    account,
    ...(input.NodeId === undefined ? {} : { nodeId: input.NodeId }),
    issuedAt: grant.issuedAt,
    expiration: grant.expiration,
    holdings: grant.holdings,
  };
  const response = await signedResponse(environment, license, lease, grant, input);
  const added = await storage.addLease(
    lease,
    { ...request, response: JSON.stringify(response), answeredAt: now },
    changeAuthor(environment, context),
    environment.signing.count,
  );
  if (added.outcome === "answered") return storedResponse(request, added.answered);
  if (added.outcome === "added") {
    knownLicenses.took(request, license.arn, grant.holdings);
    return response;
  }
  if (added.outcome === "superseded") {
    knownLicenses.forget(account, license.arn);
    return "superseded";
  }
  // Somebody else was faster. What is in use by now says which error that makes.
  knownLicenses.learn(account, license, added.inUse);
  decideBorrow(license, requested, added.inUse, now);
  throw new Error("The storage refused a lease that the license's rules allow.");
}

/** What a license grants. */
interface GrantOf {
  readonly license: License;
  readonly grant: Grant;
}

/** What a known license most probably grants, if anything. The storage has the last word, when the lease is added. */
function expectedGrant(
  known: KnownLicense | undefined,
  requested: readonly RequestedEntitlement[],
  now: EpochSeconds,
): GrantOf | undefined {
  if (known === undefined) return undefined;
  const { inUse, license } = known;
  if (!requested.every(({ name }) => inUse.has(name))) return undefined;
  const decision = decideCheckout(license, "BORROW", requested, inUse, now);
  return "refusal" in decision ? undefined : { license, grant: decision };
}

/** The answer to the same request, or what the license grants, as the storage has it at the moment. */
async function examined(
  environment: OperationEnvironment,
  request: IdempotentRequest,
  licenseArn: string,
  requested: readonly RequestedEntitlement[],
  now: EpochSeconds,
): Promise<AnsweredRequest | GrantOf> {
  const names = requested.map(({ name }) => name);
  const { answered, inUse, license } = await environment.storage.readForCheckout(request, licenseArn, names, now);
  if (answered !== undefined) return answered;
  if (license === undefined || statusAt(license, now) === "DELETED") throw licenseNotFound(licenseArn);
  checkHomeRegion(environment, license);
  environment.knownLicenses.learn(environment.account, license, inUse);
  return { license, grant: decideBorrow(license, requested, inUse, now) };
}

async function signedResponse(
  { issuer, signing }: OperationEnvironment,
  license: License,
  { consumptionToken, nodeId }: NewLease,
  { entitlements, expiration, issuedAt }: Grant,
  { CheckoutMetadata }: CheckoutBorrowLicenseRequest,
): Promise<CheckoutBorrowLicenseResponse> {
  const claims = {
    licenseArn: license.arn,
    licenseConsumptionToken: consumptionToken,
    entitlementsAllowed: entitlements,
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(CheckoutMetadata === undefined ? {} : { checkoutMetadata: CheckoutMetadata }),
    issuedAt: new Date(issuedAt * 1000),
    expiration: new Date(expiration * 1000),
    issuer: license.terms.issuer.name,
  };
  const signed = { account: license.account, issuer: license.terms.issuer };
  signing.count += 1;
  const signedToken = await issuer
    .issue(claims, signed)
    .catch(refuseOversizedToken)
    .finally(() => {
      signing.count -= 1;
    });
  return {
    LicenseArn: license.arn,
    LicenseConsumptionToken: consumptionToken,
    EntitlementsAllowed: entitlements,
    ...(nodeId === undefined ? {} : { NodeId: nodeId }),
    SignedToken: signedToken,
    IssuedAt: formatDateTime(issuedAt),
    Expiration: formatDateTime(expiration),
    ...(CheckoutMetadata === undefined ? {} : { CheckoutMetadata }),
  };
}

function refuseOversizedToken(error: unknown): never {
  if (!isBorrowTokenError(error) || error.code !== "oversized") throw error;
  throw invalidParameter(
    "Entitlements",
    "and CheckoutMetadata together are too long for a signed token",
    "Ask for fewer entitlements, or give less CheckoutMetadata",
  );
}
