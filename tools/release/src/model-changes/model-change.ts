import type { DiffEvent } from "./diff-event.ts";

/** A change of the model as those meet it who use what is generated from it. */
export interface ModelChange {
  /** The identifier of the shape or member. */
  readonly shape: string;
  /** Whether code or requests that worked before may fail now. */
  readonly breaking: boolean;
  /** A sentence for a changelog. */
  readonly sentence: string;
}

/** Differences that nobody meets on the wire, in types or in constraints. */
const WITHOUT_EFFECT = [
  // Members travel by name. Their order matters to languages that lay structures out in memory only.
  /^ChangedMemberOrder/,
  /^(?:Modified|Added|Removed)?Trait.*smithy\.api#(?:documentation|examples|externalDocumentation|since|tags|title)$/,
  /^(?:Modified|Added|Removed)Metadata/,
  // The same difference comes with an event of its own that says what it means.
  /^ModifiedTrait\.[A-Za-z]+\.smithy\.api#(?:length|range|required|default|enum)$/,
];

/** Takes away what is no change for a user, and says the rest in a user's words. */
export function modelChanges(events: readonly DiffEvent[]): readonly ModelChange[] {
  return events.filter(({ id }) => WITHOUT_EFFECT.every((pattern) => !pattern.test(id))).map(modelChange);
}

function modelChange(event: DiffEvent): ModelChange {
  return { shape: event.shape, breaking: isBreaking(event), sentence: sentence(event) };
}

/** Smithy warns of an error that is added and of one that is removed. Only without the latter does code not compile. */
function isBreaking({ id, severity }: DiffEvent): boolean {
  if (severity === "ERROR" || severity === "DANGER") return true;
  return severity === "WARNING" && id.startsWith("Removed");
}

function sentence(event: DiffEvent): string {
  const name = displayName(event.shape);
  const [kind = ""] = event.id.split(".", 1);
  const detail = event.id.slice(event.id.lastIndexOf(".") + 1);
  switch (kind) {
    case "AddedShape":
      return `${name} is new.`;
    case "RemovedShape":
      return `${name} is gone.`;
    case "AddedRequiredMember":
      return `${name} is required: requests without it are refused.`;
    case "AddedOperationBinding":
      return `The operation ${detail} is new.`;
    case "RemovedOperationBinding":
      return `The operation ${detail} is gone.`;
    case "AddedOperationError":
      return `${name} can fail with ${detail}.`;
    case "RemovedOperationError":
      return `${name} no longer fails with ${detail}.`;
    default:
      return `${name}: ${oneLine(event.message)}`;
  }
}

/** `Structure.Member` for a member, the shape's own name otherwise. */
function displayName(shape: string): string {
  return shape.slice(shape.indexOf("#") + 1).replace("$", ".");
}

function oneLine(message: string): string {
  const text = message
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[a-zA-Z0-9.]+#/g, "")
    .trim();
  return text.endsWith(".") ? text : `${text}.`;
}
