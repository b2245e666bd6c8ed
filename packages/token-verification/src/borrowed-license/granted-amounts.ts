import { amountOf } from "../claims/check-amounts.js";
import { type EntitlementData, EntitlementDataUnit } from "../generated/index.js";

/** What a token grants, prepared for many questions. */
export class GrantedAmounts {
  readonly #byName = new Map<string, number>();
  readonly #byUnit = new Map<string, Map<string, number>>();

  constructor(entitlements: readonly EntitlementData[]) {
    const units = new Map<string, EntitlementDataUnit>();
    for (const { Name, Unit, Value } of entitlements) {
      const amount = grantedAmount(Unit, Value);
      const ofUnit = this.#byUnit.get(Unit) ?? new Map<string, number>();
      this.#byUnit.set(Unit, ofUnit.set(Name, Math.max(amount, ofUnit.get(Name) ?? 0)));
      // Amounts in different units cannot be compared, so who asks for one has to name its unit.
      const isAmbiguous = (units.get(Name) ?? Unit) !== Unit;
      this.#byName.set(Name, isAmbiguous ? 0 : (ofUnit.get(Name) ?? 0));
      units.set(Name, Unit);
    }
  }

  /** The amount that is granted of an entitlement, 0 where it is not granted or its unit is ambiguous. */
  of(name: string, unit: EntitlementDataUnit | undefined): number {
    return (unit === undefined ? this.#byName : this.#byUnit.get(unit))?.get(name) ?? 0;
  }
}

/** A feature is there, which counts as one. What is counted and has no value is granted in no known amount. */
function grantedAmount(unit: EntitlementDataUnit, value: string | undefined): number {
  if (unit === EntitlementDataUnit.NONE) return 1;
  return value === undefined ? 0 : (amountOf(value) ?? 0);
}
