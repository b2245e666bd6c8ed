import type { AstMember, AstShape, AstShapes, AstTraits } from "./ast.ts";

const MIXIN = "smithy.api#mixin";

/** Properties of services, resources and operations that lists of mixins add to. */
const LISTS = ["operations", "collectionOperations", "resources", "errors"] as const;

type Raw = { readonly [Name in string]?: unknown } & {
  readonly type: string;
  readonly traits?: AstTraits;
  readonly mixins?: readonly { readonly target: string }[];
  readonly members?: Readonly<Record<string, AstMember>>;
};

/**
 * The shapes with everything in them that they have from mixins and from `apply` statements.
 *
 * @see https://smithy.io/2.0/spec/mixins.html
 */
export function flattened(shapes: AstShapes): ReadonlyMap<string, AstShape> {
  const raw = new Map(Object.entries(shapes) as unknown as readonly (readonly [string, Raw])[]);
  const done = new Map<string, Raw>();
  const flat = (id: string): Raw | undefined => {
    const shape = raw.get(id);
    if (shape === undefined || shape.mixins === undefined) return shape;
    const known = done.get(id);
    if (known !== undefined) return known;
    const mixed = shape.mixins.reduce((sum, { target }) => merged(sum, inherited(flat(target))), nothing(shape));
    const whole = merged(mixed, shape);
    done.set(id, whole);
    return whole;
  };
  const ids = [...raw.keys()].filter((id) => raw.get(id)?.type !== "apply");
  const result = new Map(ids.map((id) => [id, flat(id) as Raw]));
  for (const [id, shape] of raw) if (shape.type === "apply") applyTo(result, id, shape.traits ?? {});
  return result as unknown as ReadonlyMap<string, AstShape>;
}

function nothing(shape: Raw): Raw {
  return { type: shape.type };
}

/** What a mixin passes on: everything but the traits that are its own. */
function inherited(mixin: Raw | undefined): Raw {
  if (mixin === undefined) return { type: "structure" };
  const definition = mixin.traits?.[MIXIN] as { readonly localTraits?: readonly string[] } | undefined;
  const local = new Set([MIXIN, ...(definition?.localTraits ?? [])]);
  const traits = Object.fromEntries(Object.entries(mixin.traits ?? {}).filter(([id]) => !local.has(id)));
  return { ...mixin, traits };
}

function merged(base: Raw, top: Raw): Raw {
  const lists = LISTS.flatMap((name) => {
    const both = [...((base[name] as readonly unknown[]) ?? []), ...((top[name] as readonly unknown[]) ?? [])];
    return both.length === 0 ? [] : [[name, both] as const];
  });
  return {
    ...base,
    ...top,
    ...Object.fromEntries(lists),
    traits: { ...base.traits, ...top.traits },
    ...(base.members || top.members ? { members: mergedMembers(base.members ?? {}, top.members ?? {}) } : {}),
  };
}

function mergedMembers(
  base: Readonly<Record<string, AstMember>>,
  top: Readonly<Record<string, AstMember>>,
): Readonly<Record<string, AstMember>> {
  const members = new Map(Object.entries(base));
  for (const [name, member] of Object.entries(top)) {
    members.set(name, { ...member, traits: { ...members.get(name)?.traits, ...member.traits } });
  }
  return Object.fromEntries(members);
}

/** Adds the traits of an `apply` statement to a shape, or to a member that a mixin brought. */
function applyTo(shapes: Map<string, Raw>, id: string, traits: AstTraits): void {
  const [shapeId = "", member] = id.split("$");
  const shape = shapes.get(shapeId);
  if (shape === undefined) return;
  if (member === undefined) {
    shapes.set(shapeId, { ...shape, traits: { ...shape.traits, ...traits } });
    return;
  }
  const own = (name: string, found: AstMember): Raw => ({
    ...shape,
    members: { ...shape.members, [name]: { ...found, traits: { ...found.traits, ...traits } } },
  });
  const found = shape.members?.[member];
  if (found !== undefined) shapes.set(shapeId, own(member, found));
  else if (shape[member] !== undefined) {
    const target = shape[member] as AstMember;
    shapes.set(shapeId, { ...shape, [member]: { ...target, traits: { ...target.traits, ...traits } } });
  }
}
