import { type Ast, astDifferences, type TraitDifference } from "./ast-difference.ts";
import { constraintChange } from "./constraint-change.ts";
import type { DiffEvent } from "./diff-event.ts";
import { displayName, eventSentence, withoutIt } from "./event-sentence.ts";

/** A change of the model as those meet it who use what is generated from it. */
export interface ModelChange {
  /** The identifier of the shape or member. */
  readonly shape: string;
  /** Whether code or requests that worked before may fail now. */
  readonly breaking: boolean;
  /** A sentence for a changelog. */
  readonly sentence: string;
}

/** The models of the last release and of now. */
export interface Models {
  readonly before: Ast;
  readonly after: Ast;
}

/** Differences that nobody meets on the wire, in types or in constraints, and those that come twice. */
const WITHOUT_EFFECT = [
  // Members and values travel by name. Their order matters to languages that lay structures out in memory only.
  /^ChangedMemberOrder/,
  // The value's member has an event of its own.
  /^ChangedEnumTrait/,
  /^(?:Modified|Added|Removed)?Trait.*smithy\.api#(?:documentation|examples|externalDocumentation|since|tags|title)$/,
  /^(?:Modified|Added|Removed)Metadata/,
  // The same difference comes with an event of its own that says what it means.
  /^ModifiedTrait\.[A-Za-z]+\.smithy\.api#(?:default|enum)$/,
  // Each of these is compared here, because Smithy is silent about some of them or calls them harmless.
  /^Changed(?:Length|Range)Trait/,
  /^(?:ModifiedTrait|TraitBreakingChange)\.[A-Za-z]+\.smithy\.api#(?:length|range|pattern|uniqueItems|required)$/,
  /^ChangedNullability\.(?:Added|Removed)RequiredTrait/,
];

/** Whatever is added to one of these or taken away has an event of its own. */
const LISTS: ReadonlySet<string> = new Set(["operations", "errors"]);

/**
 * Classifies what changed, and says it in a user's words.
 *
 * Smithy's events decide, but for constraints: Smithy calls a constraint harmless where there was none before, and says
 * nothing when a member of an input becomes required. What no event tells of is told too, so that nothing is lost.
 *
 * @param events what `smithy diff` says about the two models
 */
export function modelChanges(events: readonly DiffEvent[], models: Models): readonly ModelChange[] {
  const told = withoutDoubles(events.filter(({ id }) => WITHOUT_EFFECT.every((pattern) => !pattern.test(id))));
  const differences = astDifferences(models.before, models.after);
  const known = [
    ...told.map((event) => eventChange(event, models.after)),
    ...differences.map((difference) => constraint(difference, models.after)).filter((change) => change !== undefined),
  ];
  const shapes = new Set(known.map(({ shape }) => shape));
  const untold = differences.filter(({ shape, part }) => !shapes.has(shape) && !LISTS.has(part));
  return [...known, ...untold.map(otherChange)].sort(byShape);
}

/** Smithy's order is that of files and lines, which is another one on another machine. */
function byShape(left: ModelChange, right: ModelChange): number {
  if (left.shape !== right.shape) return left.shape < right.shape ? -1 : 1;
  return left.sentence < right.sentence ? -1 : 1;
}

/** A new required member has an event of its own beside the one for any new member. */
function withoutDoubles(events: readonly DiffEvent[]): readonly DiffEvent[] {
  const required = new Set(events.filter(({ id }) => id === "AddedRequiredMember").map(({ shape }) => shape));
  return events.filter(({ id, shape }) => id !== "AddedShape" || !required.has(shape));
}

function eventChange(event: DiffEvent, after: Ast): ModelChange {
  return { shape: event.shape, breaking: isBreaking(event), sentence: eventSentence(event, after) };
}

/** Smithy warns of an error that is added and of one that is removed. Only without the latter does code not compile. */
function isBreaking({ id, severity }: DiffEvent): boolean {
  if (severity === "ERROR" || severity === "DANGER") return true;
  return severity === "WARNING" && id.startsWith("Removed");
}

function constraint(difference: TraitDifference, after: Ast): ModelChange | undefined {
  const { shape, part } = difference;
  const name = displayName(shape);
  if (part === "smithy.api#required") {
    const breaking = difference.after !== undefined;
    return {
      shape,
      breaking,
      sentence: breaking ? `${name} is required: ${withoutIt(shape, after)}` : `${name} is optional.`,
    };
  }
  const change = constraintChange(difference);
  return change && { shape, breaking: change.breaking, sentence: `${name} ${change.predicate}.` };
}

function otherChange({ shape, part, after }: TraitDifference): ModelChange {
  const name = part.replace(/^.*#/, "");
  const sentence = `${displayName(shape)}: ${name} is ${after === undefined ? "gone" : JSON.stringify(after)}.`;
  return { shape, breaking: false, sentence };
}
