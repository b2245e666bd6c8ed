import type { BorrowTokenClaims, EntitlementData, Metadata } from "../generated/index.js";
import { ALGORITHM } from "../keys/rsa-key.js";

/**
 * What renewal asks of a client, which is a part of `LicenseManager` from `@borrow-license/client` and from
 * `@aws-sdk/client-license-manager`.
 */
export interface RenewalClient {
  checkoutBorrowLicense(input: {
    LicenseArn: string;
    Entitlements: EntitlementData[];
    DigitalSignatureMethod: "JWT_PS384";
    NodeId?: string;
    CheckoutMetadata?: Metadata[];
    ClientToken: string;
  }): Promise<{ readonly SignedToken?: string | undefined }>;
  checkInLicense(input: { LicenseConsumptionToken: string }): Promise<unknown>;
}

/** What became of a renewal. */
export interface RenewalResult {
  /** The new token, for whoever keeps it elsewhere than in a `file`. */
  readonly token: string;
  /** What the new token says. */
  readonly claims: BorrowTokenClaims;
  /** Whether the old lease was returned. Otherwise the server counts it until it expires. */
  readonly previous: "returned" | "kept";
  /** Why the old lease was not returned. A license that does not allow it is a `ConflictException`. */
  readonly returnError?: unknown;
}

/** Borrows once more what a lease has, and answers the token, which nobody has verified yet. */
export async function borrowAgain(
  client: RenewalClient,
  claims: BorrowTokenClaims,
  clientToken: string,
): Promise<string | undefined> {
  const { licenseArn, entitlementsAllowed, nodeId, checkoutMetadata } = claims;
  const { SignedToken } = await client.checkoutBorrowLicense({
    LicenseArn: licenseArn,
    Entitlements: [...entitlementsAllowed],
    DigitalSignatureMethod: `JWT_${ALGORITHM}`,
    ...(nodeId === undefined ? {} : { NodeId: nodeId }),
    ...(checkoutMetadata === undefined ? {} : { CheckoutMetadata: [...checkoutMetadata] }),
    ClientToken: clientToken,
  });
  return SignedToken;
}

/** Returns the lease that a new one has replaced. That it cannot be returned does no harm to the new one. */
export async function returnPrevious(
  client: RenewalClient,
  previous: BorrowTokenClaims,
  renewed: BorrowTokenClaims,
): Promise<Pick<RenewalResult, "previous" | "returnError">> {
  // A server that answers the same lease once more must not lose it.
  if (previous.licenseConsumptionToken === renewed.licenseConsumptionToken) return { previous: "kept" };
  try {
    await client.checkInLicense({ LicenseConsumptionToken: previous.licenseConsumptionToken });
    return { previous: "returned" };
  } catch (returnError) {
    return { previous: "kept", returnError };
  }
}
