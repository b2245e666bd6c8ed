import type { DataShape, ListShape, MapShape, Member, StructureShape, UnionShape } from "../smithy-ast/model.ts";
import type { Traits } from "../smithy-ast/traits.ts";
import { propertyAccess, propertyName } from "../typescript/identifier.ts";
import { type Code, code, type GeneratedFile, type SourceFile } from "../typescript/source-file.ts";
import { defaultExpression } from "./default-value.ts";
import type { Stub } from "./stub.ts";
import { timestampFormat } from "./timestamp-format.ts";
import { typeExpression } from "./type-expression.ts";

const RUNTIME_WRITERS: ReadonlyMap<string, string> = new Map([
  ["blob", "base64Text"],
  ["double", "writeDouble"],
  ["float", "writeDouble"],
  ["bigInteger", "writeBigInteger"],
]);

/** Emits a writer for each shape that outputs and errors contain: it makes a JSON value with modelled members only. */
export function emitWriters(stub: Stub): GeneratedFile {
  const file = stub.file("writers.ts");
  for (const shape of stub.shapes) {
    if (!stub.isOutput(shape) || !isAggregate(shape) || writer(stub, shape, shape.traits) === undefined) continue;
    file.declares(writerName(stub, shape));
    emitWriter(stub, file, shape);
  }
  return file.render();
}

/** The function that writes a shape's values. */
export function writerName(stub: Stub, shape: DataShape): string {
  return `write${stub.names.shape(shape)}`;
}

function emitWriter(stub: Stub, file: SourceFile, shape: StructureShape | UnionShape | ListShape | MapShape): void {
  const type = stub.errors.includes(shape as StructureShape)
    ? code`${stub.names.errorMembersType(shape)}`
    : typeExpression(stub, shape.id);
  const parameter = shape.type === "structure" && shape.members.length === 0 ? "_value" : "value";
  file.block(code`export function ${writerName(stub, shape)}(${parameter}: ${type}): ${resultType(shape)} {`, () => {
    switch (shape.type) {
      case "structure":
      case "union":
        return emitMembers(stub, file, shape);
      case "list":
        return file.print(code`return value.map((element) => ${element(stub, shape, shape.member, "element")});`);
      case "map":
        return emitEntries(stub, file, shape);
    }
  });
  file.print();
}

function emitMembers(stub: Stub, file: SourceFile, shape: StructureShape | UnionShape): void {
  file.block(
    "return {",
    () => {
      for (const member of shape.members) {
        file.print(code`${propertyName(member.name)}: ${memberValue(stub, shape, member)},`);
      }
    },
    "};",
  );
}

function memberValue(stub: Stub, shape: StructureShape | UnionShape, member: Member): Code {
  const value = `value${propertyAccess(member.name)}`;
  const write = memberWriter(stub, member);
  const defaultValue = member.traits.get("smithy.api#default");
  if (shape.type === "structure" && !stub.isOptional(member, shape))
    return write === undefined ? code`${value}` : code`${write}(${value})`;
  if (defaultValue !== undefined && defaultValue !== null) {
    const complete = `(${value} ?? ${defaultExpression(stub.model, member.target, defaultValue)})`;
    return write === undefined ? code`${complete}` : code`${write}${complete}`;
  }
  return write === undefined ? code`${value}` : code`${stub.names.runtimeValue("optional")}(${value}, ${write})`;
}

function emitEntries(stub: Stub, file: SourceFile, shape: MapShape): void {
  const entry = element(stub, shape, shape.value, "entry");
  file.print(code`return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, ${entry}]));`);
}

function element(stub: Stub, collection: ListShape | MapShape, member: Member, name: string): Code {
  const write = memberWriter(stub, member);
  if (write === undefined) return code`${name}`;
  const written = code`${write}(${name})`;
  return collection.traits.has("smithy.api#sparse") ? code`${name} === null ? null : ${written}` : written;
}

function memberWriter(stub: Stub, member: Member): Code | undefined {
  const target = stub.model.dataShape(member.target);
  return writer(stub, target, member.traits.over(target.traits));
}

/** The function that writes values of a shape, or `undefined` where a value is its own JSON form. */
function writer(stub: Stub, shape: DataShape, traits: Traits): Code | undefined {
  switch (shape.type) {
    case "structure":
    case "union":
      return shape.id === "smithy.api#Unit" ? undefined : code`${writerName(stub, shape)}`;
    case "list":
      return memberWriter(stub, shape.member) === undefined ? undefined : code`${writerName(stub, shape)}`;
    case "map":
      return memberWriter(stub, shape.value) === undefined ? undefined : code`${writerName(stub, shape)}`;
    case "timestamp":
      return code`${stub.names.runtimeValue(`write${timestampFormat(traits)}`)}`;
    default: {
      const name = RUNTIME_WRITERS.get(shape.type);
      return name === undefined ? undefined : code`${stub.names.runtimeValue(name)}`;
    }
  }
}

function resultType(shape: DataShape): string {
  return shape.type === "list" ? "readonly unknown[]" : "object";
}

function isAggregate(shape: DataShape): shape is StructureShape | UnionShape | ListShape | MapShape {
  return ["structure", "union", "list", "map"].includes(shape.type);
}
