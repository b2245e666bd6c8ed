import type { Ast } from "./ast-difference.ts";
import type { Bump } from "./bump.ts";
import type { DiffEvent } from "./diff-event.ts";

/** Events that count for nothing, however grave Smithy calls them. There is no other way past an error or a danger. */
const EXCEPTIONS: readonly { readonly event: RegExp; readonly when?: (event: DiffEvent, after: Ast) => boolean }[] = [
  // Members and values travel by name. Their order matters to languages that lay structures out in memory only.
  { event: /^ChangedMemberOrder$/ },
  // Every value of an enum is a member, and what happens to that has events of its own.
  { event: /^ChangedEnumTrait/, when: ({ shape }, { shapes }) => shapes[shape]?.type === "enum" },
];

export function isSaidByOthers(event: DiffEvent, after: Ast): boolean {
  return EXCEPTIONS.some(({ event: pattern, when }) => pattern.test(event.id) && (when?.(event, after) ?? true));
}

/**
 * Events that Smithy does not call errors and that break nobody. An error that is added counts here, one that is removed
 * does not: only without it does code not compile.
 */
const COMPATIBLE =
  /^(?:AddedShape|AddedResourceBinding|AddedOperationError|AddedServiceError|AddedTraitDefinition)(?:\.|$)/;

/** What an event comes to that the comparison of the models says nothing about. */
export function severityBump({ id, severity }: DiffEvent): Bump {
  if (severity === "ERROR" || severity === "DANGER") return "major";
  // An operation that a resource of the service has now in place of the service itself.
  if (severity === "NOTE" && id.startsWith("RemovedOperationBinding.")) return "minor";
  return COMPATIBLE.test(id) ? "minor" : "major";
}

/** The parts of a shape's definition of which these events speak. */
const PARTS: readonly (readonly [RegExp, string])[] = [
  [/^ChangedLengthTrait/, "smithy.api#length"],
  [/^ChangedRangeTrait/, "smithy.api#range"],
  [/^ChangedNullability\.(?:Added|Removed)RequiredTrait/, "smithy.api#required"],
  [/^ChangedNullability\.(?:AddedDefaultTrait|AddedNullDefault|RemovedNullDefault)/, "smithy.api#default"],
  [/^ChangedNullability\.(?:Added|Removed)ClientOptionalTrait/, "smithy.api#clientOptional"],
  [/^ChangedDefault/, "smithy.api#default"],
  [/^ChangedMemberTarget/, "target"],
  [/^ChangedShapeType/, "type"],
  [/^ChangedOperationInput/, "input"],
  [/^ChangedOperationOutput/, "output"],
  [/^ServiceRename/, "rename"],
];

/** The part of its shape's definition of which an event speaks: a trait by its identifier, or another by its name. */
export function comparedPart({ id }: DiffEvent): string | undefined {
  const [, trait] = /^(?:ModifiedTrait|TraitBreakingChange)\.[A-Za-z]+\.(.+)$/.exec(id) ?? [];
  return trait ?? PARTS.find(([event]) => event.test(id))?.[1];
}
