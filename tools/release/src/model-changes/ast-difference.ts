import { isDeepStrictEqual } from "node:util";

/** The parts of a JSON AST in which this comparison looks. */
export interface Ast {
  readonly shapes: Readonly<Record<string, AstShape>>;
}

export interface AstShape {
  readonly type: string;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly members?: Readonly<Record<string, AstMember>>;
  readonly [part: string]: unknown;
}

export interface AstMember {
  readonly target: string;
  readonly traits?: Readonly<Record<string, unknown>>;
}

/** One trait of a shape or member that both models have, in which they differ. A value that is undefined is absent. */
export interface TraitDifference {
  /** The identifier of the shape or member. */
  readonly shape: string;
  /** The identifier of the trait, or the name of another part of the shape's definition. */
  readonly part: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Traits that nobody meets on the wire, in types or in constraints. */
const TELLING = /^smithy\.api#(?:documentation|examples|externalDocumentation|since|tags|title)$/;

/** Every difference between shapes and members that both models have, documentation left out. */
export function astDifferences(before: Ast, after: Ast): readonly TraitDifference[] {
  const old = definitions(before);
  return [...definitions(after)].flatMap(([shape, now]) => {
    const then = old.get(shape);
    if (then === undefined) return [];
    const parts = new Set([...then.keys(), ...now.keys()]);
    return [...parts]
      .filter((part) => !TELLING.test(part) && !isDeepStrictEqual(then.get(part), now.get(part)))
      .map((part) => ({ shape, part, before: then.get(part), after: now.get(part) }));
  });
}

/** What defines each shape and each member: its traits by their identifiers, the rest by its name. */
function definitions({ shapes }: Ast): ReadonlyMap<string, ReadonlyMap<string, unknown>> {
  return new Map(
    Object.entries(shapes).flatMap(([id, { members = {}, traits = {}, ...rest }]) => [
      [id, new Map(Object.entries({ ...rest, ...traits }))] as const,
      ...Object.entries(members).map(([name, { target, traits: own = {} }]) => {
        return [`${id}$${name}`, new Map(Object.entries({ target, ...own }))] as const;
      }),
    ]),
  );
}
