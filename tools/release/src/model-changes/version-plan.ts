import { BUMPS, type Bump, isBump, largerBump } from "./bump.ts";
import type { GeneratedPackages } from "./generated-packages.ts";
import type { ModelChange, Models } from "./model-change.ts";
import { packagesOfShapes } from "./packages-of-shapes.ts";

/** What a package needs because the model changed. */
export interface PackageBump {
  readonly name: string;
  readonly bump: Bump;
}

/**
 * Which packages need a new version because of these changes, and how much of one: the model, what is generated from a
 * changed shape, and where something breaks what depends on that, because its users meet the break through it. Without a
 * break the latter follow by themselves: `nx release` raises whatever depends on a package that it releases.
 *
 * @param changedCode the packages whose generated code differs from what the last release's model gives. Each needs a
 * patch at least, and what a change of a shape asks for of which no package's code is known to be generated, such as a
 * trait's definition.
 */
export function neededBumps(
  changes: readonly ModelChange[],
  models: Models,
  { generatedFrom, implementing, dependencies }: GeneratedPackages,
  changedCode: ReadonlySet<string>,
): readonly PackageBump[] {
  const reach = [models.before, models.after].map((model) => packagesOfShapes(model, generatedFrom));
  const needed = new Map<string, Bump>();
  const ask = (names: Iterable<string>, bump: Bump) => {
    for (const name of names) needed.set(name, largerBump(needed.get(name) ?? "patch", bump));
  };
  ask(changedCode, "patch");
  for (const { shape, bump, breaksImplementersOnly } of changes) {
    ask(["model"], bump);
    // Which code a text is part of, and whether of any, shows in the code alone.
    if (bump === "patch") continue;
    const [root = ""] = shape.split("$", 1);
    const known = new Set(reach.flatMap((packages) => packages.get(root) ?? []));
    const generated = known.size === 0 ? changedCode : known;
    const breaks = [...generated].filter(
      (name) => bump === "major" && (!breaksImplementersOnly || implementing.has(name)),
    );
    ask(generated, "minor");
    ask(withDependents(breaks, dependencies), "major");
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
      if (isBump(bump)) planned.set(name, largerBump(planned.get(name) ?? "patch", bump));
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

/**
 * Writes a version plan: what breaks first, texts last, and every sentence once.
 *
 * @param existing the plan that is there already. What it asks for and says stays, because people have written in it why.
 */
export function versionPlan(
  bumps: readonly PackageBump[],
  changes: readonly ModelChange[],
  existing = "---\n---\n\nThe model changed:\n\n",
): string {
  const asked = new Map(plannedBumps([existing]));
  for (const { name, bump } of bumps) asked.set(name, largerBump(asked.get(name) ?? "patch", bump));
  const versions = [...asked].map(([name, bump]) => `${name}: ${bump}`).sort();
  const sorted = BUMPS.toReversed().flatMap((bump) => changes.filter((change) => change.bump === bump));
  const lines = new Set(sorted.map((change) => `- ${warning(change)}${change.sentence}`));
  const text = existing.replaceAll("\r\n", "\n").replace(/^---\n[\s\S]*?^---\n/m, "");
  const missing = [...lines].filter((line) => !text.includes(line));
  const body = [text.trimEnd(), ...(text.trimEnd().endsWith(":") ? [""] : []), ...missing].join("\n");
  return `---\n${versions.join("\n")}\n---\n${body}\n`;
}

function warning({ bump, breaksImplementersOnly }: ModelChange): string {
  if (bump !== "major") return "";
  return breaksImplementersOnly === true ? "**Breaking where the service is implemented:** " : "**Breaking:** ";
}
