import type { Entitlement, EntitlementData } from "@borrow-license/server-stub";
import { MAXIMUM_IN_USE } from "./bounds.js";
import type { RequestedEntitlement } from "./checkout-request.js";
import { quoted } from "./invalid-parameter.js";
import type { LimitedHolding } from "./lease.js";
import { isFeature } from "./license.js";

/** A requested entitlement as it is granted. */
export interface EntitlementGrant {
  /** What is granted, as the API says it. A feature has the license's value. */
  readonly entitlement: EntitlementData;
  readonly holding: LimitedHolding;
}

/** Why a requested entitlement cannot be granted, and what to do: whole sentences. */
export interface EntitlementRefusal {
  readonly refusal: string;
}

/**
 * Decides about one requested entitlement.
 *
 * @param offered all that the license has
 * @param entitlement the one of the requested name
 * @param inUse how much of it active leases hold
 */
export function decideEntitlement(
  wanted: RequestedEntitlement,
  offered: readonly Entitlement[],
  entitlement: Entitlement | undefined,
  inUse: number,
): EntitlementGrant | EntitlementRefusal {
  const name = quoted(wanted.name);
  if (entitlement === undefined) {
    return { refusal: `The license has no entitlement ${name}; it has ${listed(offered)}.` };
  }
  const refusal =
    unitRefusal(name, wanted, entitlement) ??
    (isFeature(entitlement)
      ? featureRefusal(name, wanted.value, entitlement.Value)
      : amountRefusal(name, wanted.amount, inUse, maximumInUse(entitlement)));
  if (refusal !== undefined) return { refusal };
  const value = isFeature(entitlement) ? entitlement.Value : String(wanted.amount);
  return {
    entitlement: { Name: wanted.name, ...(value === undefined ? {} : { Value: value }), Unit: wanted.unit },
    holding: { entitlement: wanted.name, amount: wanted.amount, maximumInUse: maximumInUse(entitlement) },
  };
}

/** Up to how much of an entitlement may be in use at the same time. */
export function maximumInUse(entitlement: Entitlement): number {
  const { MaxCount = 0, Overage = false } = entitlement;
  return isFeature(entitlement) || Overage || MaxCount === 0 ? MAXIMUM_IN_USE : MaxCount;
}

function unitRefusal(name: string, { unit }: RequestedEntitlement, { Unit }: Entitlement): string | undefined {
  if (unit === Unit) return undefined;
  const problem = `The license has the entitlement ${name} in Unit ${quoted(Unit)}`;
  return `${problem}, and it was asked for in Unit ${quoted(unit)}. Ask for it in the license's unit.`;
}

function featureRefusal(name: string, wanted: string | undefined, value: string | undefined): string | undefined {
  if (wanted === undefined || wanted === value) return undefined;
  const has = value === undefined ? "no Value" : `the Value ${quoted(value)}`;
  return `The feature ${name} has ${has}, and ${quoted(wanted)} was asked for. Leave Value out to get what it has.`;
}

function amountRefusal(name: string, wanted: number, inUse: number, maximum: number): string | undefined {
  const free = maximum - inUse;
  if (wanted <= free) return undefined;
  const use = `${inUse} of ${maximum} in use`;
  if (free <= 0) return `The entitlement ${name} is at its maximum: ${use}. Try again when some of it came back.`;
  const problem = `The entitlement ${name} has not enough left for ${wanted}: ${use}`;
  if (wanted > maximum) return `${problem}. Ask for ${free} at most.`;
  return `${problem}. Ask for ${free} at most, or try again when more of it came back.`;
}

const LISTED_ENTITLEMENTS = 10;

function listed(entitlements: readonly Entitlement[]): string {
  const names = entitlements
    .slice(0, LISTED_ENTITLEMENTS)
    .map(({ Name, Unit }) => `${quoted(Name)} in Unit ${quoted(Unit)}`);
  const more = entitlements.length - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}
