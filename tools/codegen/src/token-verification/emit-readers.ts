import type { DataShape, ListShape, Member, StructureShape } from "../smithy-ast/model.ts";
import { propertyName, quoted } from "../typescript/identifier.ts";
import { type Code, code, type GeneratedFile, joined, type SourceFile } from "../typescript/source-file.ts";
import {
  type ClaimFormat,
  type ClaimMember,
  claimsOfToken,
  type MemberNames,
  membersOfObject,
  nameAndValue,
} from "./claims-set.ts";
import { constraintChecks, hasConstraints, isConstrained } from "./constraint-checks.ts";
import { type TokenPackage, unsupported } from "./token-package.ts";

/** Emits for each claims set what reads it from a token's payload and checks all that the model says about it. */
export function emitReaders(tokens: TokenPackage): GeneratedFile {
  const emitter = new ReaderEmitter(tokens);
  for (const token of tokens.tokens) emitter.emitToken(token);
  return emitter.finish();
}

/** A value of which a function reads the JSON form. */
interface ReadableValue {
  /** The shape, with the traits of the member that targets it. */
  readonly shape: DataShape;
  readonly memberNames: MemberNames;
  readonly format?: ClaimFormat | undefined;
}

class ReaderEmitter {
  readonly #tokens: TokenPackage;
  readonly #file: SourceFile;
  /** The functions so far: what each reads, by its name. */
  readonly #known = new Map<string, string>();
  readonly #open: (() => void)[] = [];

  constructor(tokens: TokenPackage) {
    this.#tokens = tokens;
    this.#file = tokens.file("readers.ts");
  }

  emitToken(token: StructureShape): void {
    const name = `read${this.#tokens.name(token)}`;
    this.#known.set(this.#file.declares(name), token.id);
    this.#file.doc(`Reads \`${token.name}\` from the payload of a token, or throws which claim is missing or invalid.`);
    this.#structure(`export function ${name}`, token, claimsOfToken(this.#tokens.model, token), "AS_IS");
    for (let emit = this.#open.shift(); emit !== undefined; emit = this.#open.shift()) emit();
  }

  finish(): GeneratedFile {
    return this.#file.render();
  }

  #structure(head: string, shape: StructureShape, members: readonly ClaimMember[], memberNames: MemberNames): void {
    this.#function(head, shape, () => {
      this.#file.block(
        "return {",
        () => {
          for (const member of members) this.#structureMember(shape, member, memberNames);
        },
        "};",
      );
    });
  }

  #structureMember(owner: StructureShape, claim: ClaimMember, memberNames: MemberNames): void {
    const { name, traits } = claim.member;
    const value = this.#claimValue(owner, claim, memberNames);
    this.#file.print(
      traits.required
        ? code`${propertyName(name)}: ${value},`
        : code`...${this.#runtime("present")}(${quoted(name)}, ${value}),`,
    );
  }

  /** The expression that reads a value from the claims that carry it. */
  #claimValue(owner: StructureShape, claim: ClaimMember, memberNames: MemberNames): Code {
    const { member, privateName, registeredNames } = claim;
    const names = claim.format === "LOWER_CAMEL_CASE_MEMBERS" ? "LOWER_CAMEL_CASE" : memberNames;
    const sources = registeredNames.map((name) => [name, this.#registeredReader(owner, member)] as const);
    if (privateName !== undefined)
      sources.unshift([privateName, this.#memberReader(owner, member, names, claim.format)]);
    const [only, ...others] = sources;
    if (only !== undefined && others.length === 0) {
      return code`${this.#runtime(member.traits.required ? "required" : "optional")}(claim, ${quoted(only[0])}, ${only[1]})`;
    }
    const list = joined(
      sources.map(([name, read]) => code`[${quoted(name)}, ${read}]`),
      ", ",
    );
    const oneOf = this.#runtime(member.traits.required ? "requiredOneOf" : "optionalOneOf");
    return code`${oneOf}(claim, [${list}], ${this.#reconciliation(claim)})`;
  }

  /** Which of several dates counts: a token that says two moments holds in the shorter time. */
  #reconciliation({ member, registeredNames }: ClaimMember): Code {
    if (this.#tokens.model.dataShape(member.target).type !== "timestamp") return code`${this.#runtime("sameValue")}`;
    return code`${this.#runtime(registeredNames.includes("exp") ? "earliestDate" : "latestDate")}`;
  }

  #registeredReader(owner: StructureShape, member: Member): Code {
    const target = this.#tokens.model.dataShape(member.target);
    if (target.type === "timestamp") return code`${this.#runtime("readNumericDate")}`;
    return this.#memberReader(owner, member, "AS_IS", undefined);
  }

  /** The function that reads a member. A member with constraints or a form of its own gets one of its own. */
  #memberReader(owner: DataShape, member: Member, memberNames: MemberNames, format: ClaimFormat | undefined): Code {
    const target = this.#tokens.model.dataShape(member.target);
    const shape = { ...target, traits: member.traits.over(target.traits) };
    const ownForm = format === "NAME_VALUE_MAP" || hasConstraints(member.traits);
    return ownForm
      ? this.#reader(`${owner.name}${upperFirst(member.name)}`, `${owner.id}$${member.name}`, {
          shape,
          memberNames,
          format,
        })
      : this.#reader(target.name, target.id, { shape, memberNames, format });
  }

  /** The function that reads a value: the runtime's where that is enough, else one that is emitted later. */
  #reader(subject: string, id: string, value: ReadableValue): Code {
    if (isSimple(value.shape) && !isConstrained(value.shape)) return this.#simpleReader(value);
    const isObject = ["structure", "list", "map"].includes(value.shape.type);
    let name = `read${subject}${isObject && value.memberNames === "LOWER_CAMEL_CASE" ? "InLowerCamelCase" : ""}`;
    while ((this.#known.get(name) ?? id) !== id) name = `${name}_`;
    if (!this.#known.has(name)) {
      this.#known.set(this.#file.declares(name), id);
      this.#open.push(() => this.#emit(name, value));
    }
    return [name];
  }

  #emit(name: string, value: ReadableValue): void {
    const { shape, memberNames } = value;
    if (shape.type === "structure") {
      this.#structure(`function ${name}`, shape, membersOfObject(shape, memberNames), memberNames);
      return;
    }
    const checks = constraintChecks(this.#tokens, shape);
    this.#function(`function ${name}`, shape, () => {
      const read = this.#readValue(value);
      if (checks.length > 0) this.#file.print(code`const value = ${read};`);
      for (const check of checks) this.#file.print(check);
      const result = checks.length > 0 ? ["value"] : read;
      this.#file.print(code`return ${shape.type === "enum" ? this.#enumCheck(shape, result) : result};`);
    });
  }

  #readValue(value: ReadableValue): Code {
    const { shape, memberNames } = value;
    switch (shape.type) {
      case "list":
        if (value.format === "NAME_VALUE_MAP") return this.#readNameValueMap(shape);
        return code`${this.#runtime("readList")}(claim, ${this.#memberReader(shape, shape.member, memberNames, undefined)})`;
      case "map": {
        const key = this.#memberReader(shape, shape.key, memberNames, undefined);
        const entry = this.#memberReader(shape, shape.value, memberNames, undefined);
        return code`${this.#runtime("readMap")}(claim, ${key}, ${entry})`;
      }
      case "enum":
        return code`${this.#runtime("readString")}(claim)`;
      default:
        return code`${this.#simpleReader(value)}(claim)`;
    }
  }

  #readNameValueMap(list: ListShape): Code {
    const pair = this.#tokens.model.structure(list.member.target);
    const [name, value] = nameAndValue(this.#tokens.model, list);
    const reader = (member: Member) => this.#memberReader(pair, member, "AS_IS", undefined);
    return code`${this.#runtime("readNameValueMap")}(claim, ${reader(name)}, ${reader(value)})`;
  }

  #enumCheck(shape: DataShape & { readonly type: "enum" }, text: Code): Code {
    return code`${this.#runtime("checkEnum")}(claim, ${text}, ${this.#tokens.enumObject(shape)})`;
  }

  #simpleReader({ shape, format }: ReadableValue): Code {
    switch (shape.type) {
      case "string":
        return code`${this.#runtime("readString")}`;
      case "boolean":
        return code`${this.#runtime("readBoolean")}`;
      case "byte":
      case "short":
      case "integer":
      case "long":
        return code`${this.#runtime("readWholeNumber")}`;
      case "float":
      case "double":
        return code`${this.#runtime("readNumber")}`;
      case "timestamp":
        return code`${this.#runtime(format === "ZONELESS_UTC_DATE_TIME" ? "readZonelessUtcDateTime" : "readNumericDate")}`;
      default:
        throw unsupported(shape);
    }
  }

  #function(head: string, shape: DataShape, body: () => void): void {
    this.#file.block(code`${head}(claim: ${this.#runtime("ClaimValue")}): ${this.#tokens.type(shape)} {`, body);
    this.#file.print();
  }

  #runtime(name: string): ReturnType<TokenPackage["runtime"]> {
    return this.#tokens.runtime(name);
  }
}

function isSimple(shape: DataShape): boolean {
  return !["structure", "list", "map", "enum"].includes(shape.type);
}

function upperFirst(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
