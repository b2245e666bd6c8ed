/**
 * A union's value: exactly one of the members. The others are there as `never`, so that code can ask for each:
 * `shape.circle !== undefined` tells that it is a circle.
 */
export type OneOf<Members> = {
  [Name in keyof Members]: { readonly [Set in Name]: Members[Set] } & {
    readonly [Other in Exclude<keyof Members, Name>]?: never;
  };
}[keyof Members];

/** A structure while its reader builds it. */
export type Writable<Structure> = { -readonly [Name in keyof Structure]: Structure[Name] };

/** Tells whether a member is there. In JSON a member with the value `null` counts as absent. */
export function isPresent(value: unknown): value is NonNullable<unknown> {
  return value !== undefined && value !== null;
}
