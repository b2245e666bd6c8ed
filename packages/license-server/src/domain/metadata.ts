import type { Metadata } from "@borrow-license/server-stub";
import { checkListLength, checkName, checkText, MAXIMUM_METADATA } from "./bounds.js";
import { invalidParameter, quoted } from "./invalid-parameter.js";

/**
 * Checks that each entry has a name of its own and a value. A token keeps them as a map.
 *
 * @throws InvalidParameterValueException
 */
export function checkMetadata(member: string, metadata: readonly Metadata[]): void {
  checkListLength(member, metadata, MAXIMUM_METADATA);
  const names = new Set<string>();
  for (const [index, { Name, Value }] of metadata.entries()) {
    const path = `${member}[${index}]`;
    if (Name === undefined) throw invalidParameter(`${path}.Name`, "is missing", "Give each entry a Name and a Value");
    if (Value === undefined)
      throw invalidParameter(`${path}.Value`, "is missing", "Give each entry a Name and a Value");
    checkName(`${path}.Name`, Name);
    checkText(`${path}.Value`, Value);
    if (names.has(Name)) throw invalidParameter(`${path}.Name`, `is ${quoted(Name)} again`, "Give each Name once");
    names.add(Name);
  }
}
