import type { EntitlementData } from "@borrow-license/client";
import { InvalidArgumentError } from "commander";

/** One more entitlement that is counted: `seats=2`, or with a unit `transfer=5:Gigabytes/Second`. */
export function countedEntitlement(text: string, before: readonly EntitlementData[] = []): readonly EntitlementData[] {
  const [, Name, Value, Unit = "Count"] = /^([^=]+)=([0-9]+)(?::([A-Za-z/]+))?$/.exec(text) ?? [];
  if (Name === undefined)
    throw new InvalidArgumentError("Give a name and a number, such as seats=2 or data=5:Gigabytes.");
  return [...before, { Name, Value, Unit: Unit as NonNullable<EntitlementData["Unit"]> }];
}

/** One more feature: `export`, or with a value `export=pdf`. */
export function feature(text: string, before: readonly EntitlementData[] = []): readonly EntitlementData[] {
  const [, Name, Value] = /^([^=]+)(?:=(.*))?$/s.exec(text) ?? [];
  if (Name === undefined) throw new InvalidArgumentError("Give a name, such as export or export=pdf.");
  return [...before, { Name, Unit: "None", ...(Value === undefined ? {} : { Value }) }];
}

/** One more name with a value: `team=blue`. */
export function nameAndValue(
  text: string,
  before: readonly { readonly Name: string; readonly Value: string }[] = [],
): readonly { readonly Name: string; readonly Value: string }[] {
  const [, Name, Value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (Name === undefined || Value === undefined)
    throw new InvalidArgumentError("Give a name and a value, such as team=blue.");
  return [...before, { Name, Value }];
}
