/** A model for tests, of another subject than licenses: nothing may depend on this project's names. */
import type { AstShape, AstTraits, SmithyAst } from "../src/smithy-ast/ast.ts";
import { Model } from "../src/smithy-ast/model.ts";
import { tokenVerificationTarget } from "../src/token-verification/token-verification-target.ts";

export const TOKEN: AstTraits = { "borrowlicense.traits#jsonWebToken": { algorithm: "PS384" } };

/** Generates from a model and answers the files' texts by their paths. */
export function generate(shapes: Record<string, AstShape>): ReadonlyMap<string, string> {
  const ast: SmithyAst = { smithy: "2.0", shapes };
  const files = tokenVerificationTarget.generate(new Model(ast), new Map());
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** A ticket with one member beside a required one. */
export function ticket(
  member: { target: string; traits?: Record<string, never> | object },
  shapes: object = {},
): Record<string, AstShape> {
  const members = { Seat: member } as never;
  return { "zoo#Ticket": { type: "structure", members, traits: TOKEN }, ...shapes };
}

/** The claim trait, with other traits beside it. */
export function claim(trait: object, traits: object = {}): object {
  return { "borrowlicense.traits#claim": trait, ...traits };
}

export const REQUIRED: AstTraits = { "smithy.api#required": {} };
