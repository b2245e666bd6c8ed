import type { JsonValue } from "../smithy-ast/ast.ts";
import {
  type DataShape,
  type ListShape,
  type Member,
  type Model,
  ModelError,
  type StructureShape,
} from "../smithy-ast/model.ts";
import { lowerCamelCase } from "../typescript/identifier.ts";

export const JSON_WEB_TOKEN = "borrowlicense.traits#jsonWebToken";
const CLAIM = "borrowlicense.traits#claim";

/** Whether the JSON names of a structure's members are the members' own, or begin with a lower-case letter. */
export type MemberNames = "AS_IS" | "LOWER_CAMEL_CASE";

/** The forms of a claim's value that differ from the JSON of its target. */
export type ClaimFormat = "ZONELESS_UTC_DATE_TIME" | "LOWER_CAMEL_CASE_MEMBERS" | "NAME_VALUE_MAP";

const FORMAT_TARGETS: Readonly<Record<ClaimFormat, DataShape["type"]>> = {
  ZONELESS_UTC_DATE_TIME: "timestamp",
  LOWER_CAMEL_CASE_MEMBERS: "list",
  NAME_VALUE_MAP: "list",
};

/** A member of a structure, with the claims or JSON members that carry its value. */
export interface ClaimMember {
  readonly member: Member;
  /** The name of its own claim, where it has one. */
  readonly privateName?: string;
  /** The registered claims (RFC 7519 section 4.1) that carry the same value. */
  readonly registeredNames: readonly string[];
  readonly format?: ClaimFormat;
}

/** How tokens are signed, as the `jsonWebToken` trait says. */
export interface TokenProfile {
  readonly algorithm: string;
  readonly keyId: string;
  readonly minimumModulusLength: number;
}

/** The claims of a structure that is a token's claims set. */
export function claimsOfToken(model: Model, shape: StructureShape): readonly ClaimMember[] {
  const claims = shape.members.map((member) => claimOfMember(model, shape, member));
  const names = claims.flatMap((claim) => namesOf(claim));
  refuseDuplicates(shape, names);
  return claims;
}

/** The members of any other structure: each is one member of the JSON object. */
export function membersOfObject(shape: StructureShape, memberNames: MemberNames): readonly ClaimMember[] {
  const members = shape.members.map((member) => ({
    member,
    privateName: jsonName(member, memberNames),
    registeredNames: [],
  }));
  refuseDuplicates(
    shape,
    members.map(({ privateName }) => privateName),
  );
  return members;
}

/** All the names under which a value stands, its own first. */
export function namesOf({ privateName, registeredNames }: ClaimMember): readonly string[] {
  return privateName === undefined ? registeredNames : [privateName, ...registeredNames];
}

/** The two members of the structures in a list that is written as a map of names to values. */
export function nameAndValue(model: Model, list: ListShape): readonly [name: Member, value: Member] {
  const { members } = model.structure(list.member.target);
  const name = members.find((member) => member.name === "Name");
  const value = members.find((member) => member.name === "Value");
  const allText = members.every(({ target }) => ["string", "enum"].includes(model.dataShape(target).type));
  if (name !== undefined && value !== undefined && members.length === 2 && allText) return [name, value];
  throw new ModelError(
    `${list.id} is written as NAME_VALUE_MAP. Its structures need a text Name and a text Value only.`,
  );
}

/** What the `jsonWebToken` trait says, with its defaults. */
export function profileOf(shape: StructureShape): TokenProfile {
  const trait = shape.traits.get(JSON_WEB_TOKEN) as { readonly [name: string]: JsonValue };
  const { algorithm, keyId = "JWK_THUMBPRINT", minimumModulusLength = 2048 } = trait;
  if (typeof algorithm !== "string") throw new ModelError(`${shape.id}: its token has no algorithm.`);
  return { algorithm, keyId: String(keyId), minimumModulusLength: Number(minimumModulusLength) };
}

function claimOfMember(model: Model, shape: StructureShape, member: Member): ClaimMember {
  const trait = (member.traits.get(CLAIM) ?? {}) as {
    readonly format?: ClaimFormat;
    readonly registered?: readonly string[];
    readonly registeredOnly?: boolean;
  };
  const registeredNames = [...(trait.registered ?? [])].sort();
  const target = model.dataShape(member.target);
  for (const name of registeredNames) refuseUnfitTarget(shape, member, name, target);
  if (trait.registeredOnly === true && registeredNames.length === 0) {
    throw new ModelError(`${shape.id}$${member.name} is registeredOnly. Name its registered claims.`);
  }
  if (trait.format !== undefined && target.type !== FORMAT_TARGETS[trait.format]) {
    throw new ModelError(`${shape.id}$${member.name}: ${trait.format} is for a ${FORMAT_TARGETS[trait.format]}.`);
  }
  return {
    member,
    registeredNames,
    ...(trait.registeredOnly !== true && { privateName: jsonName(member, "AS_IS") }),
    ...(trait.format !== undefined && { format: trait.format }),
  };
}

function jsonName(member: Member, memberNames: MemberNames): string {
  const name = member.traits.text("smithy.api#jsonName");
  return name ?? (memberNames === "AS_IS" ? member.name : lowerCamelCase(member.name));
}

/** The registered dates are NumericDates, the other registered claims are strings (RFC 7519 section 4.1). */
function refuseUnfitTarget(shape: StructureShape, member: Member, name: string, target: DataShape): void {
  const needed = ["exp", "iat", "nbf"].includes(name) ? ["timestamp"] : ["string", "enum"];
  if (needed.includes(target.type)) return;
  throw new ModelError(`${shape.id}$${member.name} is a ${target.type}. The claim ${name} needs a ${needed[0]}.`);
}

function refuseDuplicates(shape: StructureShape, names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ModelError(`${shape.id} has two members that are written as ${twice}.`);
  if (names.includes("__proto__")) throw new ModelError(`${shape.id}: rename the member __proto__.`);
}
