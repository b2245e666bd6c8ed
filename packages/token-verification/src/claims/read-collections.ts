import { type ClaimValue, invalidClaim, memberPath, type ReadClaim, readObject } from "./claim-value.js";

/** Reads each element of a list. */
export function readList<Value>({ path, value }: ClaimValue, read: ReadClaim<Value>): readonly Value[] {
  if (!Array.isArray(value)) throw invalidClaim(path, "a list");
  return value.map((element: unknown, index) => read({ path: `${path}[${index}]`, value: element }));
}

/** Reads each name and value of an object. */
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
    const path = memberPath(claim.path, name);
    return [readName({ path, value: name }), readValue({ path, value })];
  });
}
