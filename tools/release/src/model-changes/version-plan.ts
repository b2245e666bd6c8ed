import type { GeneratedPackages } from "./generated-packages.ts";
import type { ModelChange, Models } from "./model-change.ts";
import { packagesOfShapes } from "./packages-of-shapes.ts";

/** How much a version is raised, the least first. */
export const BUMPS = ["patch", "minor", "major"] as const;
export type Bump = (typeof BUMPS)[number];

/** What a package needs because the model changed. */
export interface PackageBump {
  readonly name: string;
  readonly bump: Bump;
}

/**
 * Which packages need a new version because of these changes, and how much of one: the model, what is generated from a
 * changed shape, and where something breaks what depends on that, because its users meet the break through it. Without a
 * break the latter follow by themselves: `nx release` raises whatever depends on a package that it releases.
 */
export function neededBumps(
  changes: readonly ModelChange[],
  models: Models,
  { generatedFrom, dependencies }: GeneratedPackages,
): readonly PackageBump[] {
  const reach = [models.before, models.after].map((model) => packagesOfShapes(model, generatedFrom));
  const needed = new Map<string, Bump>();
  for (const { shape, breaking } of changes) {
    const bump: Bump = breaking ? "major" : "minor";
    const [root = ""] = shape.split("$", 1);
    const generated = reach.flatMap((packages) => packages.get(root) ?? []);
    for (const name of ["model", ...(breaking ? withDependents(generated, dependencies) : generated)]) {
      needed.set(name, larger(needed.get(name) ?? "patch", bump));
    }
  }
  return [...needed].map(([name, bump]) => ({ name, bump })).sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The packages and all that depend on one of them, over others too. */
function withDependents(
  packages: readonly string[],
  dependencies: GeneratedPackages["dependencies"],
): ReadonlySet<string> {
  const found = new Set(packages);
  // What is added while it runs is visited too.
  for (const name of found) {
    for (const [dependent, needs] of dependencies) if (needs.includes(name)) found.add(dependent);
  }
  return found;
}

/**
 * Reads what version plans ask for.
 *
 * @param plans the content of the files in `.nx/version-plans`: a block of `name: bump` lines between lines of three
 * hyphens, and text for the changelog
 */
export function plannedBumps(plans: readonly string[]): ReadonlyMap<string, Bump> {
  const planned = new Map<string, Bump>();
  for (const plan of plans) {
    const [, block = ""] = /^---\r?\n([\s\S]*?)\r?\n---/.exec(plan) ?? [];
    for (const [, name = "", bump = ""] of block.matchAll(/^\s*["']?([\w@/-]+)["']?:\s*["']?(\w+)["']?\s*$/gm)) {
      if (isBump(bump)) planned.set(name, larger(planned.get(name) ?? "patch", bump));
    }
  }
  return planned;
}

/** Those of the needed bumps that no plan asks for. */
export function missingBumps(
  needed: readonly PackageBump[],
  planned: ReadonlyMap<string, Bump>,
): readonly PackageBump[] {
  return needed.filter(({ name, bump }) => {
    const plan = planned.get(name);
    return plan === undefined || BUMPS.indexOf(plan) < BUMPS.indexOf(bump);
  });
}

/** Writes a version plan: what breaks first, and every sentence once. */
export function versionPlan(bumps: readonly PackageBump[], changes: readonly ModelChange[]): string {
  const lines = bumps.map(({ name, bump }) => `${name}: ${bump}`).join("\n");
  const breaking = changes.filter((change) => change.breaking).map(({ sentence }) => `- **Breaking:** ${sentence}`);
  const other = changes.filter((change) => !change.breaking).map(({ sentence }) => `- ${sentence}`);
  const sentences = [...new Set([...breaking, ...other])];
  return `---\n${lines}\n---\n\nThe model changed:\n\n${sentences.join("\n")}\n`;
}

function larger(left: Bump, right: Bump): Bump {
  return BUMPS.indexOf(left) > BUMPS.indexOf(right) ? left : right;
}

function isBump(text: string): text is Bump {
  return (BUMPS as readonly string[]).includes(text);
}
