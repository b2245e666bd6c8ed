/** How a trait differs: it is new, gone, or has another value. */
export type Alteration = "added" | "removed" | "updated";

/** What a trait's change means to those who use what is generated: text alone, or something that they may use. */
export type HarmlessEffect = "text" | "compatible";

interface HarmlessTrait {
  readonly effect: HarmlessEffect;
  readonly when: readonly Alteration[];
  /** Why it breaks nobody. */
  readonly reason: string;
}

const ANY: readonly Alteration[] = ["added", "removed", "updated"];

/**
 * The traits that are known to break nobody when they change in the way that is named. **Every other change of a trait
 * counts as breaking**, that of a trait unknown here among them: names, targets, signatures, protocols and endpoints are
 * all traits. What Smithy calls an error or dangerous is breaking all the same.
 */
const HARMLESS: ReadonlyMap<string, HarmlessTrait> = new Map([
  ...texts("people read it", "documentation", "externalDocumentation", "recommended", "since", "title"),
  ...texts("contract tests and documentation are made of it, and no request", "examples"),
  ...texts("it sorts shapes, and the pipeline filters by no tag", "tags"),
  ...texts("it is for those who check the model", "suppress"),
  ["smithy.rules#endpointTests", { effect: "text", when: ANY, reason: "it tests the rules, which are another trait" }],
  ...compatible(ANY, "it advises, and code compiles and runs as before", "deprecated", "internal", "unstable"),
  ...compatible(ANY, "it keeps values out of logs, not from the wire", "sensitive"),
  ...compatible(["added"], "callers may rely on more than before", "idempotent", "readonly", "retryable"),
  ...compatible(["added"], "callers get a paginator beside what they have", "paginated"),
  ...compatible(["added"], "clients fill the member where callers leave it out", "idempotencyToken"),
  // Where it breaks somebody, Smithy has an event of its own: ChangedDefault or ChangedNullability.
  ...compatible(["added"], "whoever left the member out still may", "addedDefault", "default"),
]);

/** Answers what the change of a trait means, and undefined where it may break somebody. */
export function harmlessEffect(trait: string, alteration: Alteration): HarmlessEffect | undefined {
  const known = HARMLESS.get(trait);
  return known?.when.includes(alteration) ? known.effect : undefined;
}

function texts(reason: string, ...names: readonly string[]): readonly (readonly [string, HarmlessTrait])[] {
  return names.map((name) => [`smithy.api#${name}`, { effect: "text", when: ANY, reason }]);
}

function compatible(
  when: readonly Alteration[],
  reason: string,
  ...names: readonly string[]
): readonly (readonly [string, HarmlessTrait])[] {
  return names.map((name) => [`smithy.api#${name}`, { effect: "compatible", when, reason }]);
}
