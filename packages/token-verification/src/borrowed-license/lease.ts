import { BorrowTokenMissingError, BorrowTokenWorseLeaseError } from "../borrow-token-error.js";
import { type BorrowTokenExpectations, checkExpectations, missingEntitlement } from "../borrow-token-expectations.js";
import { notYetValid } from "../claims/check-time.js";
import type { BorrowTokenClaims } from "../generated/index.js";
import type { PreparedKey } from "../keys/verification-keys.js";
import { verifiedClaims } from "../verified-claims.js";
import type { TokenSource } from "./borrowed-license-options.js";
import { GrantedAmounts } from "./granted-amounts.js";

/** One verified token: what it grants and until when. */
export interface Lease {
  readonly claims: BorrowTokenClaims;
  readonly amounts: GrantedAmounts;
  readonly metadata: ReadonlyMap<string, string>;
  /** The expiration in milliseconds. */
  readonly end: number;
  /** The time from issue to expiration in milliseconds. */
  readonly length: number;
}

/** How tokens become leases, the first one and those of renewals. */
export interface LeaseTerms {
  readonly keys: readonly PreparedKey[];
  readonly expectations: BorrowTokenExpectations;
  /** In milliseconds. */
  readonly clockTolerance: number;
}

/** Reads the token from where it is. */
export async function readToken({ token, file }: TokenSource): Promise<string> {
  if (token !== undefined) return token;
  const text = await file.read();
  if (text !== undefined) return text.trim();
  throw new BorrowTokenMissingError("There is no token where the license is kept. Borrow the license first.");
}

/**
 * Verifies a token but for its expiration.
 *
 * @param wallTime what the machine's clock says, in milliseconds
 */
export async function openLease(token: string, terms: LeaseTerms, wallTime: number): Promise<Lease> {
  const claims = frozen(await verifiedClaims(token, terms.keys));
  checkExpectations(claims, terms.expectations);
  if (wallTime + terms.clockTolerance < claims.issuedAt.getTime()) throw notYetValid(claims.issuedAt);
  const metadata = (claims.checkoutMetadata ?? []).map(({ Name = "", Value = "" }) => [Name, Value] as const);
  return {
    claims,
    amounts: new GrantedAmounts(claims.entitlementsAllowed),
    metadata: new Map(metadata),
    end: claims.expiration.getTime(),
    length: claims.expiration.getTime() - claims.issuedAt.getTime(),
  };
}

/** The error where a lease is worse than the one that it shall replace, or nothing. */
export function worseThan(present: Lease, { claims, end }: Lease): BorrowTokenWorseLeaseError | undefined {
  const missing = missingEntitlement(claims, present.claims.entitlementsAllowed);
  if (end >= present.end && missing === undefined) return undefined;
  const problem = missing === undefined ? "ends earlier" : `grants less of ${JSON.stringify(missing.Name)}`;
  return new BorrowTokenWorseLeaseError(`The new lease ${problem} than the present one, which stays.`);
}

/** Renewal asks for what the claims say, so what was verified must not be changed by whoever reads it. */
function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}
