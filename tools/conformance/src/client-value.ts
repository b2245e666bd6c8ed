/**
 * A value as the upstream runtime has it: 64-bit numbers are numbers where these hold them, and texts that are JSON are
 * objects of a class that a text compares with.
 */
export function clientValue(value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof String) return String(value);
  if (Array.isArray(value)) return value.map(clientValue);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, clientValue(member)]));
}
