import type { Ast, TraitDifference } from "./ast-difference.ts";
import type { Bump } from "./bump.ts";
import type { DiffEvent } from "./diff-event.ts";
import { TOKEN_TRAIT } from "./packages-of-shapes.ts";

/** Says in a user's words what an event means. */
export function eventSentence(event: DiffEvent, after: Ast): string {
  const name = displayName(event.shape);
  const [kind = ""] = event.id.split(".", 1);
  const detail = event.id.slice(event.id.lastIndexOf(".") + 1);
  const value = enumValue(event.shape, after);
  switch (kind) {
    case "AddedShape":
      return value === undefined ? `${name} is new.` : `${name} is new: the value \`${value}\`.`;
    case "RemovedShape":
      return `${name} is gone.`;
    case "AddedRequiredMember":
      return `${name} is new and required: ${withoutIt(event.shape, after)}`;
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

/** Says who has to mind that a member is required. */
export function withoutIt(member: string, { shapes }: Ast): string {
  const [structure = ""] = member.split("$");
  const traits = shapes[structure]?.traits ?? {};
  if (TOKEN_TRAIT in traits) return "tokens without it are refused.";
  if ("smithy.api#output" in traits || "smithy.api#error" in traits) return "a server has to answer it.";
  return "requests without it are refused.";
}

/** `Structure.Member` for a member, the shape's own name otherwise. */
export function displayName(shape: string): string {
  return shape.slice(shape.indexOf("#") + 1).replace("$", ".");
}

/**
 * Says what a shape or member has now: a trait, or another part of its definition. Values are in Smithy's own way to
 * write them, on one line. Texts are not repeated, and not told of for each member.
 */
export function partSentence({ shape, part, after: value }: TraitDifference, bump: Bump): string {
  const name = displayName(shape);
  const label = part.replace(/^.*#/, "");
  if (bump === "patch") return `The ${TEXTS.get(label) ?? label} of ${name.replace(/\..*$/, "")} changed.`;
  if (!part.includes("#")) return `${name}: ${label} is ${value === undefined ? "gone" : JSON.stringify(value)}.`;
  if (value === undefined) return `${name} is no longer marked ${label}.`;
  if (label === "default") return `${name} has the default \`${JSON.stringify(value)}\` now.`;
  if (label === "deprecated") return deprecation(name, value);
  if (label === "enumValue") return `${name} is the value \`${value}\` now.`;
  if (label === "httpError") return `${name} has the HTTP status ${value} now.`;
  const said = JSON.stringify(value) === "{}" ? "" : `: ${JSON.stringify(value)}`;
  return `${name} is marked ${label} now${said}.`;
}

/** What traits of texts are called in a sentence, where that is not their own name. */
const TEXTS: ReadonlyMap<string, string> = new Map([
  ["endpointTests", "endpoint tests"],
  ["externalDocumentation", "documentation"],
  ["recommended", "documentation"],
  ["since", "documentation"],
]);

function deprecation(name: string, value: unknown): string {
  const { message } = value as { readonly message?: string };
  return message === undefined ? `${name} is deprecated.` : `${name} is deprecated: ${oneLine(message)}`;
}

function enumValue(id: string, { shapes }: Ast): string | undefined {
  const value =
    shapes[id.split("$", 1)[0] ?? ""]?.type === "enum" ? traitsOf(id, { shapes })["smithy.api#enumValue"] : undefined;
  return typeof value === "string" ? value : undefined;
}

function traitsOf(id: string, { shapes }: Ast): Readonly<Record<string, unknown>> {
  const [shape = "", member] = id.split("$");
  const holder = member === undefined ? shapes[shape] : shapes[shape]?.members?.[member];
  return holder?.traits ?? {};
}

function oneLine(message: string): string {
  const text = message
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[a-zA-Z0-9.]+#/g, "")
    .trim();
  return text.endsWith(".") ? text : `${text}.`;
}
