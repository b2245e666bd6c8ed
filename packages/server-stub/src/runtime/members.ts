/** A structure while its reader builds it. */
export type Writable<Structure> = { -readonly [Name in keyof Structure]: Structure[Name] };

/** Tells whether a member is there. In JSON a member with the value `null` counts as absent. */
export function isPresent(value: unknown): value is NonNullable<unknown> {
  return value !== undefined && value !== null;
}
