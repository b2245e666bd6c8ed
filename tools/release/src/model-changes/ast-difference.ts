import { isDeepStrictEqual } from "node:util";
import { harmlessEffect } from "./trait-effect.ts";

/** The parts of a JSON AST in which this comparison looks. */
export interface Ast {
  readonly shapes: Readonly<Record<string, AstShape>>;
}

export interface AstShape {
  readonly type: string;
  readonly traits?: Traits;
  readonly members?: Readonly<Record<string, AstMember>>;
  readonly [part: string]: unknown;
}

export interface AstMember {
  readonly target: string;
  readonly traits?: Traits;
}

type Traits = Readonly<Record<string, unknown>>;

/** One trait of a shape or member that both models have, in which they differ. A value that is undefined is absent. */
export interface TraitDifference {
  /** The identifier of the shape or member. */
  readonly shape: string;
  /** The identifier of the trait, or the name of another part of the shape's definition. */
  readonly part: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Whatever is added to one of these or taken away has an event of Smithy's. */
const LISTS: ReadonlySet<string> = new Set(["errors", "operations", "resources"]);

/** Every difference between shapes and members that both models have. A member also differs in what its target says. */
export function astDifferences(before: Ast, after: Ast): readonly TraitDifference[] {
  const old = definitions(before);
  const found = [...definitions(after)].flatMap(([shape, now]) => {
    const then = old.get(shape);
    return then === undefined ? [] : partDifferences(shape, then, now);
  });
  return found.flatMap((difference) =>
    difference.part === "target" ? [difference, ...targetDifferences(difference, before, after)] : [difference],
  );
}

type Definition = ReadonlyMap<string, unknown>;

function partDifferences(shape: string, then: Definition, now: Definition): readonly TraitDifference[] {
  return [...new Set([...then.keys(), ...now.keys()])]
    .filter((part) => !LISTS.has(part) && !isDeepStrictEqual(then.get(part), now.get(part)))
    .map((part) => ({ shape, part, before: then.get(part), after: now.get(part) }));
}

/** What defines each shape and each member: its traits by their identifiers, the rest by its name. */
function definitions({ shapes }: Ast): ReadonlyMap<string, Definition> {
  return new Map(
    Object.entries(shapes).flatMap(([id, shape]) => {
      const { members: _, member, key, value, traits = {}, ...rest } = shape;
      return [
        [id, new Map(Object.entries({ ...rest, ...traits }))] as const,
        ...Object.entries(membersOf(shape)).map(([name, { target, traits: own = {} }]) => {
          return [`${id}$${name}`, new Map(Object.entries({ target, ...own }))] as const;
        }),
      ];
    }),
  );
}

/** Members by their names, those of lists and maps among them. */
function membersOf({ members = {}, member, key, value }: AstShape): Readonly<Record<string, AstMember>> {
  const ofCollections = Object.entries({ member, key, value }).filter(([, part]) => part !== undefined);
  return { ...members, ...(Object.fromEntries(ofCollections) as Readonly<Record<string, AstMember>>) };
}

/** How a member's targets differ in traits that count for the member, as if they were the member's own. */
function targetDifferences(
  { shape, before: oldTarget, after: newTarget }: TraitDifference,
  before: Ast,
  after: Ast,
): readonly TraitDifference[] {
  // A target that no model defines comes with Smithy, and has no traits.
  const [then, now] = [before.shapes[oldTarget as string], after.shapes[newTarget as string]];
  const own = traitDifferences(shape, then?.traits, now?.traits);
  const [oldMembers, newMembers] = [then, now].map((target) => (target === undefined ? {} : membersOf(target)));
  const inner = Object.entries(newMembers ?? {}).flatMap(([name, member]) => {
    const old = oldMembers?.[name];
    if (old === undefined) return [];
    const difference = { shape, part: "target", before: old.target, after: member.target };
    return [
      ...traitDifferences(shape, old.traits, member.traits),
      ...(old.target === member.target ? [] : targetDifferences(difference, before, after)),
    ];
  });
  return [...own, ...inner];
}

/** What is written about a target is not written about its member. */
function traitDifferences(shape: string, then: Traits = {}, now: Traits = {}): readonly TraitDifference[] {
  const found = partDifferences(shape, new Map(Object.entries(then)), new Map(Object.entries(now)));
  return found.filter(({ part }) => harmlessEffect(part, "updated") !== "text");
}
