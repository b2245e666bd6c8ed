import type { Member, StructureShape } from "../smithy-ast/model.ts";
import { declaredName, lowerCamelCase, propertyAccess, propertyName, quoted } from "../typescript/identifier.ts";
import { type Code, code } from "../typescript/source-file.ts";
import { defaultExpression } from "./default-value.ts";
import { emitEnter, emitLeave } from "./emit-collections.ts";
import type { ShapeFunction } from "./shape-functions.ts";
import type { ShapeScope } from "./shape-scope.ts";

/** Names that a structure's function uses itself. */
const LOCALS = new Set(["key", "object", "reader", "writer", "result", "value", "isPresent"]);

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

export function emitStructureFunction(scope: ShapeScope, each: ShapeFunction, shape: StructureShape): void {
  const isRead = scope.prefix === "read";
  const { file, visitor } = scope;
  scope.emitFunction(each, isRead ? scope.type(shape) : code`object`, () => {
    const object = code`${scope.runtime("expectObject")}(value, key, ${visitor});`;
    if (shape.members.length === 0) {
      file.print(object);
      file.print("return {};");
      return;
    }
    file.print(code`const object = ${object}`);
    emitEnter(scope);
    if (isRead) emitReading(scope, shape);
    else emitWriting(scope, shape);
    emitLeave(scope);
    file.print("return result;");
  });
}

/** An absent member stays absent: the service can ask for it with `in`. */
function emitReading(scope: ShapeScope, shape: StructureShape): void {
  const { file } = scope;
  file.print(code`const result = {} as ${scope.runtimeType("Writable")}<${scope.type(shape)}>;`);
  for (const member of shape.members) {
    const target = `result${propertyAccess(member.name)}`;
    const value = memberVariable(shape, member);
    file.print(`const ${value} = ${found(member)};`);
    const read = scope.member(member, shape, value, quoted(member.name));
    file.print(code`if (${scope.runtime("isPresent")}(${value})) ${target} = ${read};`);
    const absent = defaultOf(scope, member);
    if (absent !== undefined) file.print(`else ${target} = ${absent};`);
    else if (member.traits.required) file.print(code`else ${missing(scope, member)};`);
  }
}

/** JSON has no `undefined`, so an absent member can be one until then. */
function emitWriting(scope: ShapeScope, shape: StructureShape): void {
  const { file } = scope;
  for (const member of shape.members) file.print(`const ${memberVariable(shape, member)} = ${found(member)};`);
  file.block(
    "const result = {",
    () => {
      for (const member of shape.members) {
        file.print(code`${propertyName(member.name)}: ${memberWriting(scope, shape, member)},`);
      }
    },
    "};",
  );
}

function memberWriting(scope: ShapeScope, shape: StructureShape, member: Member): Code {
  const value = memberVariable(shape, member);
  const isPresent = scope.runtime("isPresent");
  const absent = defaultOf(scope, member);
  if (absent !== undefined) {
    return code`${scope.member(member, shape, `${value} ?? ${absent}`, quoted(member.name))}`;
  }
  const written = scope.member(member, shape, value, quoted(member.name));
  const otherwise = member.traits.required ? missing(scope, member) : code`undefined`;
  return code`${isPresent}(${value}) ? ${written} : ${otherwise}`;
}

/** A name that every object inherits counts only where the object has it itself. */
function found(member: Member): string {
  const name = quoted(member.name);
  return INHERITED.has(member.name)
    ? `Object.hasOwn(object, ${name}) ? object[${name}] : undefined`
    : `object[${name}]`;
}

function missing(scope: ShapeScope, member: Member): Code {
  return code`${scope.visitor}.missing(${quoted(member.name)}${scope.ownError(member.traits)})`;
}

/** The expression for the value of an absent member, where the model has one. */
function defaultOf(scope: ShapeScope, member: Member): string | undefined {
  const value = member.traits.get("smithy.api#default");
  if (value === undefined || value === null) return undefined;
  return defaultExpression(scope.stub, member.target, value);
}

/** The variable for a member's value. */
function memberVariable(shape: StructureShape, member: Member): string {
  const name = lowerCamelCase(member.name);
  const taken = shape.members.some((other) => other !== member && lowerCamelCase(other.name) === name);
  const isTaken = taken || LOCALS.has(name) || INHERITED.has(name) || declaredName(name) !== name;
  return isTaken ? `member_${member.name}` : name;
}
