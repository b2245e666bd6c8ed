import {
  AccessDeniedException,
  AuthorizationException,
  type CheckoutLicenseRequest,
  type CheckoutLicenseResponse,
  NoEntitlementsAllowedException,
  type OperationContext,
  ResourceNotFoundException,
} from "@borrow-license/server-stub";
import { checkName } from "../domain/bounds.js";
import { decideCheckout, type Grant } from "../domain/checkout.js";
import { type RequestedEntitlement, requestedEntitlements } from "../domain/checkout-request.js";
import { END_OF_TIME, epochSeconds, formatDateTime } from "../domain/date-time.js";
import { newConsumptionToken } from "../domain/identifiers.js";
import { quoted } from "../domain/invalid-parameter.js";
import { issuerFingerprint } from "../domain/issuer-fingerprint.js";
import type { License } from "../domain/license.js";
import { statusAt } from "../domain/license-status.js";
import type { LicenseQuery, NewLease } from "../storage/licenses/license-storage.js";
import { checkAccess, checkAccessToNothing, checkRate } from "./admission.js";
import { againstLatestVersion } from "./against-latest-version.js";
import { changeAuthor } from "./change-author.js";
import { checkHomeRegion } from "./home-region.js";
import { type IdempotentRequest, idempotentRequest, storedResponse } from "./idempotency.js";
import type { OperationEnvironment } from "./operation-environment.js";

/** How many licenses of a product are tried, one after the other. */
const MAXIMUM_CANDIDATES = 100;

/** A checkout that is tried at one license after the other. */
interface Wanted {
  readonly input: CheckoutLicenseRequest;
  readonly query: Omit<LicenseQuery, "at" | "limit">;
  readonly requested: readonly RequestedEntitlement[];
  readonly request: IdempotentRequest;
}

/**
 * Checks a license out for use with a connection: the first license of the product and the issuer that grants all that
 * is asked for. It answers no signed token, which would be valid offline after a return.
 */
export async function checkoutLicense(
  environment: OperationEnvironment,
  input: CheckoutLicenseRequest,
  context: OperationContext,
): Promise<CheckoutLicenseResponse> {
  await checkRate(environment, context);
  const requested = requestedEntitlements(input);
  const query = productQuery(input);
  const request = idempotentRequest(environment.account, context.operation, input);
  const wanted = { input, query, requested, request };
  return againstLatestVersion(async () => {
    // The list first: it is from before the same request had its effect, if there is no answer of that afterwards.
    const candidates = await listCandidates(environment, query);
    const answered = await environment.storage.findAnsweredRequest(request);
    if (answered === undefined) return firstGrant(environment, wanted, candidates, context);
    const response = storedResponse<CheckoutLicenseResponse>(request, answered);
    await checkAccess(environment, context, response.LicenseArn);
    return response;
  });
}

function productQuery({ Beneficiary, KeyFingerprint, ProductSKU }: CheckoutLicenseRequest): Wanted["query"] {
  checkName("ProductSKU", ProductSKU);
  if (Beneficiary !== undefined) checkName("Beneficiary", Beneficiary);
  return {
    ...issuerFingerprint("KeyFingerprint", KeyFingerprint),
    productSku: ProductSKU,
    ...(Beneficiary === undefined ? {} : { beneficiaries: [Beneficiary] }),
  };
}

async function firstGrant(
  environment: OperationEnvironment,
  wanted: Wanted,
  candidates: readonly License[],
  context: OperationContext,
): Promise<CheckoutLicenseResponse | "superseded"> {
  const licenses = await usableLicenses(environment, wanted, candidates, context);
  const refusals: string[] = [];
  for (const license of licenses) {
    const outcome = await checkOut(environment, wanted, license, context);
    if (outcome === "superseded" || !("refusal" in outcome)) return outcome;
    refusals.push(licenses.length === 1 ? outcome.refusal : `${license.arn}: ${outcome.refusal}`);
  }
  throw new NoEntitlementsAllowedException({ Message: noGrant(refusals) });
}

/** The product's licenses that are available. Where none is, one that is not says why. */
async function listCandidates(
  { clock, storage }: OperationEnvironment,
  query: Wanted["query"],
): Promise<readonly License[]> {
  const page = { ...query, at: epochSeconds(clock()), limit: MAXIMUM_CANDIDATES };
  const available = await storage.listLicenses({ ...page, status: "AVAILABLE" });
  return available.length > 0 ? available : storage.listLicenses({ ...page, limit: 1 });
}

/** The licenses to try: those that the caller may use and that this region keeps. */
async function usableLicenses(
  environment: OperationEnvironment,
  { input }: Wanted,
  candidates: readonly License[],
  context: OperationContext,
): Promise<readonly License[]> {
  const [first] = candidates;
  if (first === undefined) {
    await checkAccessToNothing(environment, context);
    throw productNotFound(input);
  }
  const allowed = await allowedLicenses(environment, context, candidates);
  const here = allowed.filter(({ terms }) => terms.homeRegion === environment.region);
  if (here.length === 0) checkHomeRegion(environment, first);
  return here;
}

async function allowedLicenses(
  environment: OperationEnvironment,
  context: OperationContext,
  licenses: readonly License[],
): Promise<readonly License[]> {
  const allowed: License[] = [];
  let denial: unknown;
  for (const license of licenses) {
    try {
      await checkAccess(environment, context, license.arn);
      allowed.push(license);
    } catch (error) {
      if (!(error instanceof AuthorizationException || error instanceof AccessDeniedException)) throw error;
      denial ??= error;
    }
  }
  if (allowed.length === 0) throw denial;
  return allowed;
}

async function checkOut(
  environment: OperationEnvironment,
  { input, request, requested }: Wanted,
  { arn }: License,
  context: OperationContext,
): Promise<CheckoutLicenseResponse | { readonly refusal: string } | "superseded"> {
  const { account, clock, random, storage } = environment;
  const moment = clock();
  const now = epochSeconds(moment);
  const names = requested.map(({ name }) => name);
  const { answered, inUse, license } = await storage.readForCheckout(request, arn, names, now);
  if (answered !== undefined) return storedResponse(request, answered);
  // It was in the list, and is gone by now. The next list is without it, as if it never had been among the candidates.
  if (license === undefined || statusAt(license, now) === "DELETED") return "superseded";
  const decision = decideCheckout(license, input.CheckoutType, requested, inUse, now);
  if ("refusal" in decision) return decision;
  const lease: NewLease = {
    consumptionToken: newConsumptionToken(random, moment),
    licenseArn: license.arn,
    licenseVersion: license.version,
    kind: input.CheckoutType,
    account,
    ...(input.NodeId === undefined ? {} : { nodeId: input.NodeId }),
    issuedAt: decision.issuedAt,
    expiration: decision.expiration,
    holdings: decision.holdings,
  };
  const response = checkoutResponse(input, lease, decision);
  const added = await storage.addLease(
    lease,
    { ...request, response: JSON.stringify(response), answeredAt: now },
    changeAuthor(environment, context),
  );
  if (added.outcome === "answered") return storedResponse(request, added.answered);
  if (added.outcome === "added") return response;
  if (added.outcome === "superseded") return "superseded";
  // Somebody else was faster. What is in use by now says why.
  const later = decideCheckout(license, input.CheckoutType, requested, added.inUse, now);
  if ("refusal" in later) return later;
  throw new Error("The storage refused a lease that the license's rules allow.");
}

function checkoutResponse(
  { CheckoutType, NodeId }: CheckoutLicenseRequest,
  { consumptionToken, licenseArn }: NewLease,
  { entitlements, expiration, issuedAt }: Grant,
): CheckoutLicenseResponse {
  return {
    CheckoutType,
    LicenseConsumptionToken: consumptionToken,
    EntitlementsAllowed: entitlements,
    ...(NodeId === undefined ? {} : { NodeId }),
    IssuedAt: formatDateTime(issuedAt),
    ...(expiration === END_OF_TIME ? {} : { Expiration: formatDateTime(expiration) }),
    LicenseArn: licenseArn,
  };
}

function productNotFound({ Beneficiary, KeyFingerprint, ProductSKU }: CheckoutLicenseRequest): Error {
  const whose = Beneficiary === undefined ? "" : ` and the Beneficiary ${quoted(Beneficiary)}`;
  const which = `the ProductSKU ${quoted(ProductSKU)}, the KeyFingerprint ${quoted(KeyFingerprint)}${whose}`;
  return new ResourceNotFoundException({
    Message: `There is no license with ${which}. Give those of a license, as GetLicense shows them.`,
  });
}

const LISTED_REFUSALS = 3;

function noGrant(refusals: readonly string[]): string {
  if (refusals.length === 1) return refusals.join("");
  const more = refusals.length - LISTED_REFUSALS;
  const sentences = [`None of ${refusals.length} licenses grants this.`, ...refusals.slice(0, LISTED_REFUSALS)];
  return [...sentences, ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}
