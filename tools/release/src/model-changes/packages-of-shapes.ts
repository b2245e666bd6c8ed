import type { Ast } from "./ast-difference.ts";
import { type GeneratedPackages, TOKENS } from "./generated-packages.ts";

/** What makes a structure the claims of a token. */
export const TOKEN_TRAIT = "borrowlicense.traits#jsonWebToken";

/**
 * Names the packages that hold code generated from a shape, for every shape that has any. A service from which no
 * package is generated changes none.
 */
export function packagesOfShapes(
  model: Ast,
  generatedFrom: GeneratedPackages["generatedFrom"],
): ReadonlyMap<string, readonly string[]> {
  const tokens = Object.keys(model.shapes).filter((id) => TOKEN_TRAIT in (model.shapes[id]?.traits ?? {}));
  const found = new Map<string, string[]>();
  for (const [name, source] of generatedFrom) {
    for (const id of closure(model, source === TOKENS ? tokens : [source])) {
      found.set(id, [...(found.get(id) ?? []), name]);
    }
  }
  return found;
}

/** The shapes themselves and all that they refer to, traits left out. */
function closure({ shapes }: Ast, roots: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...roots];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const shape = shapes[id];
    if (shape === undefined || found.has(id)) continue;
    found.add(id);
    const { traits: _, ...definition } = shape;
    open.push(...targets(definition));
  }
  return found;
}

/** Every `target` of a definition, at any depth outside of traits. */
function targets(value: unknown): readonly string[] {
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([name, part]) => {
    if (name === "traits") return [];
    return name === "target" && typeof part === "string" ? [part] : targets(part);
  });
}
