import type { DataShape, StructureShape } from "../smithy-ast/model.ts";
import { propertyAccess, propertyName, quoted } from "../typescript/identifier.ts";
import { type Code, code, type GeneratedFile, type SourceFile } from "../typescript/source-file.ts";
import { type ClaimFormat, type ClaimMember, claimsOfToken, type MemberNames, membersOfObject } from "./claims-set.ts";
import type { TokenPackage } from "./token-package.ts";

/** Emits for each claims set what writes it as a token's payload, with the registered claims. */
export function emitWriters(tokens: TokenPackage): GeneratedFile {
  const emitter = new WriterEmitter(tokens);
  for (const token of tokens.tokens) emitter.emitToken(token);
  return emitter.finish();
}

/** How a value is written: its shape, with the form that the claim gives it. */
interface WritableValue {
  readonly shape: DataShape;
  readonly memberNames: MemberNames;
  readonly format?: ClaimFormat | undefined;
}

class WriterEmitter {
  readonly #tokens: TokenPackage;
  readonly #file: SourceFile;
  readonly #known = new Set<string>();
  readonly #open: (() => void)[] = [];

  constructor(tokens: TokenPackage) {
    this.#tokens = tokens;
    this.#file = tokens.file("writers.ts");
  }

  emitToken(token: StructureShape): void {
    const name = this.#file.declares(`write${this.#tokens.name(token)}`);
    this.#file.doc(
      `Writes \`${token.name}\` as the payload of a token. Members that are undefined are absent from its JSON.`,
    );
    this.#file.block(code`export function ${name}(claims: ${this.#tokens.type(token)}): object {`, () => {
      this.#object("claims", claimsOfToken(this.#tokens.model, token), "AS_IS", (jsonName) => [quoted(jsonName)]);
    });
    this.#file.print();
    for (let emit = this.#open.shift(); emit !== undefined; emit = this.#open.shift()) emit();
  }

  finish(): GeneratedFile {
    return this.#file.render();
  }

  #structure(name: string, shape: StructureShape, memberNames: MemberNames): void {
    const members = membersOfObject(shape, memberNames);
    const needsPath = members.some(({ member }) => !this.#isWrittenAsIs(this.#tokens.model.dataShape(member.target)));
    const parameters = code`value: ${this.#tokens.type(shape)}${needsPath ? ", path: string" : ""}`;
    this.#file.block(code`function ${name}(${parameters}): object {`, () => {
      this.#object("value", members, memberNames, (jsonName) => {
        return code`${this.#tokens.runtime("memberPath")}(path, ${quoted(jsonName)})`;
      });
    });
    this.#file.print();
  }

  #object(
    variable: string,
    members: readonly ClaimMember[],
    memberNames: MemberNames,
    path: (jsonName: string) => Code,
  ): void {
    this.#file.block(
      "return {",
      () => {
        for (const claim of members) this.#member(variable, claim, memberNames, path);
      },
      "};",
    );
  }

  #member(variable: string, claim: ClaimMember, memberNames: MemberNames, path: (jsonName: string) => Code): void {
    const { member, privateName, registeredNames, format } = claim;
    const shape = this.#tokens.model.dataShape(member.target);
    const value = `${variable}${propertyAccess(member.name)}`;
    const where = path(privateName ?? registeredNames[0] ?? member.name);
    const names = format === "LOWER_CAMEL_CASE_MEMBERS" ? "LOWER_CAMEL_CASE" : memberNames;
    if (privateName !== undefined) {
      const written = this.#write({ shape, memberNames: names, format }, value, where);
      this.#file.print(code`${propertyName(privateName)}: ${written},`);
    }
    for (const name of registeredNames) {
      this.#file.print(code`${propertyName(name)}: ${this.#write({ shape, memberNames: "AS_IS" }, value, where)},`);
    }
  }

  /** The expression that writes a value, or `undefined` where the value is. */
  #write(value: WritableValue, variable: string, path: Code): Code {
    const { shape, format } = value;
    if (format === "NAME_VALUE_MAP") return code`${this.#tokens.runtime("writeNameValueMap")}(${variable}, ${path})`;
    if (shape.type === "timestamp") {
      const writer = format === "ZONELESS_UTC_DATE_TIME" ? "writeZonelessUtcDateTime" : "writeNumericDate";
      return code`${this.#tokens.runtime(writer)}(${variable}, ${path})`;
    }
    if (this.#isWrittenAsIs(shape)) return [variable];
    if (shape.type === "structure") {
      const writer = this.#structureWriter(shape, value.memberNames);
      return code`${this.#tokens.runtime("writeStructure")}(${variable}, ${path}, ${writer})`;
    }
    const runtime = this.#tokens.runtime(shape.type === "list" ? "writeList" : "writeMap");
    return code`${runtime}(${variable}, ${path}, ${this.#elementWriter(value)})`;
  }

  /** The function that writes an element of a list or a value of a map. */
  #elementWriter({ shape, memberNames }: WritableValue): Code {
    const target = shape.type === "list" ? shape.member.target : shape.type === "map" ? shape.value.target : shape.id;
    const element = this.#tokens.model.dataShape(target);
    if (element.type === "structure") return [this.#structureWriter(element, memberNames)];
    if (element.type === "timestamp") return code`${this.#tokens.runtime("writeNumericDate")}`;
    return code`(value, path) => ${this.#write({ shape: element, memberNames }, "value", ["path"])}`;
  }

  #structureWriter(shape: StructureShape, memberNames: MemberNames): string {
    const suffix = memberNames === "LOWER_CAMEL_CASE" ? "InLowerCamelCase" : "";
    const name = `write${this.#tokens.name(shape)}${suffix}`;
    if (!this.#known.has(name)) {
      this.#known.add(this.#file.declares(name));
      this.#open.push(() => this.#structure(name, shape, memberNames));
    }
    return name;
  }

  /** Whether a value's JSON is the value itself. Structures are written member by member, so that nothing else gets in. */
  #isWrittenAsIs(shape: DataShape): boolean {
    switch (shape.type) {
      case "timestamp":
      case "structure":
        return false;
      case "list":
        return this.#isWrittenAsIs(this.#tokens.model.dataShape(shape.member.target));
      case "map":
        return this.#isWrittenAsIs(this.#tokens.model.dataShape(shape.value.target));
      default:
        return true;
    }
  }
}
