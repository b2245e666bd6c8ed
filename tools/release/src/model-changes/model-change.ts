import { type Ast, astDifferences, type TraitDifference } from "./ast-difference.ts";
import type { Bump } from "./bump.ts";
import { constraintChange } from "./constraint-change.ts";
import type { DiffEvent } from "./diff-event.ts";
import { comparedPart, isSaidByOthers, severityBump } from "./event-rules.ts";
import { displayName, eventSentence, partSentence, withoutIt } from "./event-sentence.ts";
import { harmlessEffect } from "./trait-effect.ts";

/** A change of the model as those meet it who use what is generated from it. */
export interface ModelChange {
  /** The identifier of the shape or member. */
  readonly shape: string;
  /** A major version where code or requests that worked may fail now, a patch where nothing but texts differ. */
  readonly bump: Bump;
  /** Where it breaks only those who implement the service. To everybody else it is an addition. */
  readonly breaksImplementersOnly?: boolean;
  /** A sentence for a changelog. */
  readonly sentence: string;
}

/** The models of the last release and of now. */
export interface Models {
  readonly before: Ast;
  readonly after: Ast;
}

/**
 * Classifies what changed, and says it in a user's words.
 *
 * Both Smithy's events and a comparison of the two models count, and the graver of the two where they speak of the same
 * part of the same shape: Smithy calls a constraint harmless where there was none before, says nothing when a member of
 * an input becomes required, and takes a change of the protocol for a note. What is not known to be harmless is breaking.
 *
 * @param events what `smithy diff` says about the two models
 */
export function modelChanges(events: readonly DiffEvent[], models: Models): readonly ModelChange[] {
  const open = new Set(withoutDoubles(events.filter((event) => !isSaidByOthers(event, models.after))));
  const compared = astDifferences(models.before, models.after).map((difference) => {
    const same = [...open].filter((event) => {
      return event.shape === difference.shape && comparedPart(event) === difference.part;
    });
    for (const event of same) open.delete(event);
    return withEvents(differenceChange(difference, models.after), same, models.after);
  });
  const alone = [...open].map((event) => eventChange(event, models.after));
  return [...compared, ...alone].sort(byShape);
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
  const { shape } = event;
  const sentence = eventSentence(event, after);
  // Nobody has to call a new operation. The type of the service asks for it.
  if (event.id.startsWith("AddedOperationBinding.")) {
    return { shape, bump: "major", breaksImplementersOnly: true, sentence };
  }
  return { shape, bump: severityBump(event), sentence };
}

/** What Smithy calls an error or dangerous breaks everybody, whatever the comparison makes of it. */
function withEvents(change: ClassifiedDifference, events: readonly DiffEvent[], after: Ast): ModelChange {
  const { shape, bump, sentence, breaksImplementersOnly, isTrait } = change;
  const told = events[0] === undefined || isTrait ? sentence : eventSentence(events[0], after);
  if (events.some(({ severity }) => severity === "ERROR" || severity === "DANGER")) {
    return { shape, bump: "major", sentence: told };
  }
  return { shape, bump, sentence: told, ...(breaksImplementersOnly === true && { breaksImplementersOnly }) };
}

interface ClassifiedDifference extends ModelChange {
  /** Traits are told of in this project's words, other parts in Smithy's where it has some. */
  readonly isTrait: boolean;
}

function differenceChange(difference: TraitDifference, after: Ast): ClassifiedDifference {
  const { shape, part } = difference;
  const isTrait = part.includes("#");
  if (part === "smithy.api#required") return { ...requiredChange(difference, after), isTrait };
  const constraint = constraintChange(difference);
  if (constraint !== undefined) {
    const sentence = `${displayName(shape)} ${constraint.predicate}.`;
    return { shape, bump: constraint.breaking ? "major" : "minor", sentence, isTrait };
  }
  // Another target is what its traits and Smithy's event make of it.
  const bump = part === "target" ? "minor" : traitBump(difference);
  return { shape, bump, sentence: partSentence(difference, bump), isTrait };
}

function traitBump({ part, before, after }: TraitDifference): Bump {
  const alteration = before === undefined ? "added" : after === undefined ? "removed" : "updated";
  switch (harmlessEffect(part, alteration)) {
    case "text":
      return "patch";
    case "compatible":
      return "minor";
    default:
      return "major";
  }
}

/**
 * A member that becomes required is missed in requests, answers or tokens. One that becomes optional may be missing where
 * code reads it: in the service's own types for requests, and for answers and tokens in everybody's.
 */
function requiredChange({ shape, after: required }: TraitDifference, after: Ast): ModelChange {
  const name = displayName(shape);
  if (required !== undefined) {
    return { shape, bump: "major", sentence: `${name} is required: ${withoutIt(shape, after)}` };
  }
  const [structure = ""] = shape.split("$");
  if ("smithy.api#input" in (after.shapes[structure]?.traits ?? {})) {
    const sentence = `${name} is optional: a server gets requests without it.`;
    return { shape, bump: "major", breaksImplementersOnly: true, sentence };
  }
  return { shape, bump: "major", sentence: `${name} is optional: code that reads it may find nothing.` };
}
