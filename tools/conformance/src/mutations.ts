import fc from "fast-check";

/** Bodies that were valid before something happened to them. */

const encoder = new TextEncoder();

/** Bytes that are special to JSON or to UTF-8, and any others. */
const byte: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...encoder.encode('{}[]",:\\-.0eE'), 0x00, 0x7f, 0x80, 0xc0, 0xed, 0xef, 0xf8, 0xff),
  fc.integer({ min: 0, max: 255 }),
);

/** The text's bytes, some of which are replaced, inserted, removed or repeated. */
export function mutatedBytes(text: string): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  const bytes = [...encoder.encode(text)];
  const change = fc.record({
    start: fc.nat({ max: bytes.length }),
    removed: fc.nat({ max: 12 }),
    inserted: fc.array(byte, { maxLength: 6 }),
    repeated: fc.nat({ max: 3 }),
  });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const result = [...bytes];
    for (const { start, removed, inserted, repeated } of changes) {
      const old = result.splice(start, removed, ...inserted);
      for (let round = 0; round < repeated; round += 1) result.splice(start, 0, ...old);
    }
    return new Uint8Array(result);
  });
}

/** The value's JSON, in which some of the values inside are others, absent, or under other names. */
export function mutatedValue(value: unknown): fc.Arbitrary<string> {
  const places = placesOf(value);
  const change = fc.record({
    place: fc.constantFrom(...places),
    kind: fc.constantFrom("replace", "replace", "replace", "remove", "rename", "wrap"),
    name: fc.constantFrom("__proto__", "constructor", "toString", "", "a/b~c", "x"),
    other: fc.oneof({ arbitrary: oddValue, weight: 3 }, fc.jsonValue({ maxDepth: 3 })),
  });
  return fc
    .array(change, { minLength: 1, maxLength: 4 })
    .map((changes) => JSON.stringify(changes.reduce((before, each) => changed(before, each.place, each), value)));
}

/** Values at the edges of what shapes take. */
const oddValue: fc.Arbitrary<unknown> = fc.constantFrom(
  null,
  0,
  -0.5,
  2 ** 31,
  2 ** 53,
  -(2 ** 63),
  1e300,
  "",
  "NaN",
  "Infinity",
  "2026-02-29T00:00:00Z",
  8.6e12,
  "9999-12-31T23:59:59.999Z",
  "9999-12-31T23:59:59-01:00",
  "0000-01-01T00:00:00+01:00",
  "Thu, 01 Jan 2026 00:00:00 GMT",
  "AQ==",
  "AR",
  "\u0000",
  "\ud800",
  "🚀".repeat(3000),
  "a".repeat(5000),
  [],
  {},
  [[[[[]]]]],
);

interface Change {
  readonly kind: string;
  readonly name: string;
  readonly other: unknown;
}

type Place = readonly string[];

function placesOf(value: unknown, place: Place = []): readonly Place[] {
  if (typeof value !== "object" || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([name, member]) => placesOf(member, [...place, name]))];
}

/** The value after a change at a place, or as it is where an earlier change took the place away. */
function changed(value: unknown, [name, ...rest]: Place, change: Change): unknown {
  if (name === undefined) return change.kind === "wrap" ? { [change.name]: value } : change.other;
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return value;
  const isLast = rest.length === 0;
  const entries = Object.entries(value).flatMap(([key, member]): readonly (readonly [string, unknown])[] => {
    if (key !== name) return [[key, member]];
    if (isLast && change.kind === "remove") return [];
    if (isLast && change.kind === "rename") return [[change.name, member]];
    return [[key, changed(member, rest, change)]];
  });
  return Array.isArray(value) ? entries.map(([, member]) => member) : Object.fromEntries(entries);
}
