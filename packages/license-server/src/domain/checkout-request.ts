import type { EntitlementData, EntitlementDataUnit, Metadata } from "@borrow-license/server-stub";
import { checkListLength, checkName, checkText, MAXIMUM_ENTITLEMENTS } from "./bounds.js";
import { invalidParameter, quoted } from "./invalid-parameter.js";
import { isFeature } from "./license.js";
import { checkMetadata } from "./metadata.js";

/** An entitlement that a checkout asks for. */
export interface RequestedEntitlement {
  readonly name: string;
  readonly unit: EntitlementDataUnit;
  /** How much to take: a positive whole number, 1 for a feature. */
  readonly amount: number;
  /** The value that a feature has to have. Any when absent. */
  readonly value?: string;
}

/** What a checkout's request can say, whatever its operation. */
export interface CheckoutRequest {
  readonly Entitlements: readonly EntitlementData[];
  readonly NodeId?: string | undefined;
  readonly CheckoutMetadata?: readonly Metadata[] | undefined;
}

/**
 * Checks what can be checked of a checkout without knowing the license, and answers what it asks for.
 *
 * @throws InvalidParameterValueException naming the member, its value and what to do
 */
export function requestedEntitlements(request: CheckoutRequest): readonly RequestedEntitlement[] {
  const { CheckoutMetadata, Entitlements, NodeId } = request;
  if (NodeId !== undefined) checkName("NodeId", NodeId);
  if (CheckoutMetadata !== undefined) checkMetadata("CheckoutMetadata", CheckoutMetadata);
  if (Entitlements.length === 0) throw invalidParameter("Entitlements", "is empty", "Ask for one entitlement at least");
  checkListLength("Entitlements", Entitlements, MAXIMUM_ENTITLEMENTS);
  const names = new Set<string>();
  return Entitlements.map((entitlement, index) => {
    const path = `Entitlements[${index}]`;
    checkName(`${path}.Name`, entitlement.Name);
    if (names.has(entitlement.Name)) {
      throw invalidParameter(`${path}.Name`, `is ${quoted(entitlement.Name)} again`, "Ask for each entitlement once");
    }
    names.add(entitlement.Name);
    return isFeature(entitlement) ? requestedFeature(path, entitlement) : requestedAmount(path, entitlement);
  });
}

function requestedFeature(path: string, { Name, Unit, Value }: EntitlementData): RequestedEntitlement {
  if (Value === undefined) return { name: Name, unit: Unit, amount: 1 };
  checkText(`${path}.Value`, Value);
  return { name: Name, unit: Unit, amount: 1, value: Value };
}

function requestedAmount(path: string, { Name, Unit, Value }: EntitlementData): RequestedEntitlement {
  const amount = Value !== undefined && /^[1-9][0-9]{0,15}$/.test(Value) ? Number(Value) : Number.NaN;
  if (Number.isSafeInteger(amount)) return { name: Name, unit: Unit, amount };
  throw invalidParameter(
    `${path}.Value`,
    Value === undefined ? `is missing, and the entitlement has Unit ${quoted(Unit)}` : `is ${quoted(Value)}`,
    `Give a positive whole number up to ${Number.MAX_SAFE_INTEGER}, such as "1"`,
  );
}
