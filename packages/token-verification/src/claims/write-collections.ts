import { invalidClaim, memberPath } from "./claim-value.js";

/**
 * Writes a value with a function, or nothing where there is none. Called by what is generated for models in which a
 * claim has a structure as member.
 */
export function writeStructure<Value>(
  value: Value | undefined,
  path: string,
  write: (value: Value, path: string) => unknown,
): unknown {
  return value === undefined ? undefined : writeElement(value, path, write);
}

/** Writes a list, each of its elements with a function. */
export function writeList<Value>(
  values: readonly Value[] | undefined,
  path: string,
  write: (value: Value, path: string) => unknown,
): readonly unknown[] | undefined {
  if (values === undefined) return undefined;
  if (!Array.isArray(values)) throw invalidClaim(path, "a list");
  return values.map((value: Value, index) => writeElement(value, `${path}[${index}]`, write));
}

/** Writes a map, each value with a function. Called by what is generated for models in which a claim has such a map. */
export function writeMap<Value>(
  values: Readonly<Record<string, Value>> | undefined,
  path: string,
  write: (value: Value, path: string) => unknown,
): object | undefined {
  if (values === undefined) return undefined;
  const entries = Object.entries(values);
  return Object.fromEntries(entries.map(([name, value]) => [name, writeElement(value, memberPath(path, name), write)]));
}

/** Writes a list of names and values as an object, in which each name occurs once. */
export function writeNameValueMap(
  pairs: readonly { readonly Name?: string | undefined; readonly Value?: string | undefined }[] | undefined,
  path: string,
): object | undefined {
  const entries = writeList(pairs, path, ({ Name, Value }, pairPath) => {
    if (typeof Name !== "string" || typeof Value !== "string") throw invalidClaim(pairPath, "a Name with its Value");
    return [Name, Value];
  }) as readonly (readonly [string, string])[] | undefined;
  if (entries === undefined) return undefined;
  if (new Map(entries).size !== entries.length) throw invalidClaim(path, "a list in which no Name occurs twice");
  return Object.fromEntries(entries);
}

function writeElement<Value>(value: Value, path: string, write: (value: Value, path: string) => unknown): unknown {
  if (value === undefined || value === null) throw invalidClaim(path, "a value");
  return write(value, path);
}
