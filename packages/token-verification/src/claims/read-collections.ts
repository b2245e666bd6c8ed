import { type ClaimValue, InnerClaim, invalidClaim, type ReadClaim, readObject } from "./claim-value.js";

/** Reads each element of a list. */
export function readList<Value>(claim: ClaimValue, read: ReadClaim<Value>): readonly Value[] {
  const { value } = claim;
  if (!Array.isArray(value)) throw invalidClaim(claim.path, "a list");
  return value.map((element: unknown, index) => read(new InnerClaim(claim, index, element)));
}

/** Reads each name and value of an object. Called by what is generated for models in which a claim has such a map. */
export function readMap<Value>(
  claim: ClaimValue,
  readKey: ReadClaim<string>,
  readValue: ReadClaim<Value>,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(readEntries(claim, readKey, readValue));
}

/** Reads an object as the list of its names and values. */
export function readNameValueMap<Name extends string, Value>(
  claim: ClaimValue,
  readName: ReadClaim<Name>,
  readValue: ReadClaim<Value>,
): readonly { readonly Name: Name; readonly Value: Value }[] {
  return readEntries(claim, readName, readValue).map(([Name, Value]) => ({ Name, Value }));
}

function readEntries<Name, Value>(
  claim: ClaimValue,
  readName: ReadClaim<Name>,
  readValue: ReadClaim<Value>,
): readonly (readonly [Name, Value])[] {
  return Object.entries(readObject(claim)).map(([name, value]) => {
    return [readName(new InnerClaim(claim, name, name)), readValue(new InnerClaim(claim, name, value))];
  });
}
