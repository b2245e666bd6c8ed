import type { Member, StructureShape, UnionShape } from "../smithy-ast/model.ts";
import { declaredName, lowerCamelCase, propertyAccess, propertyName, quoted } from "../typescript/identifier.ts";
import { type Code, code } from "../typescript/source-file.ts";
import { defaultExpression } from "./default-value.ts";
import type { ReaderScope } from "./reader-scope.ts";

/** Names that a structure's reader uses itself. */
const LOCALS = new Set(["key", "object", "reader", "result", "value", "isPresent"]);

const INHERITED = new Set(Object.getOwnPropertyNames(Object.prototype));

export function emitStructureReader(scope: ReaderScope, shape: StructureShape, name: string): void {
  const { file } = scope;
  scope.emitFunction(name, shape, () => {
    file.print(code`const object = ${scope.runtime("readObject")}(value, key, reader);`);
    file.print("if (key !== undefined) reader.enter(key);");
    file.print(code`const result = {} as ${scope.runtimeType("Writable")}<${scope.type(shape)}>;`);
    for (const member of shape.members) emitMember(scope, shape, member);
    file.print("if (key !== undefined) reader.leave();");
    file.print("return result;");
  });
}

function emitMember(scope: ReaderScope, shape: StructureShape, member: Member): void {
  const { file } = scope;
  const target = `result${propertyAccess(member.name)}`;
  const value = memberVariable(shape, member);
  const found = `object[${quoted(member.name)}]`;
  // A name that every object inherits counts only where the JSON object has it itself.
  const own = `Object.hasOwn(object, ${quoted(member.name)}) ? ${found} : undefined`;
  file.print(`const ${value} = ${INHERITED.has(member.name) ? own : found};`);
  const read = scope.read(member, shape, value, quoted(member.name));
  file.print(code`if (${scope.runtime("isPresent")}(${value})) ${target} = ${read};`);
  const otherwise = whenAbsent(scope, member, target);
  if (otherwise !== undefined) file.print(code`else ${otherwise}`);
}

/** What happens to a structure without the member. */
function whenAbsent(scope: ReaderScope, member: Member, target: string): Code | undefined {
  const value = member.traits.get("smithy.api#default");
  if (value !== undefined && value !== null) {
    return code`${target} = ${defaultExpression(scope.stub.model, member.target, value)};`;
  }
  if (!member.traits.required) return undefined;
  return code`reader.missing(${quoted(member.name)}${scope.ownError(member.traits)});`;
}

export function emitUnionReader(scope: ReaderScope, shape: UnionShape, name: string): void {
  const { file } = scope;
  scope.emitFunction(name, shape, () => {
    file.print(code`const [tag, member] = ${scope.runtime("readTag")}(value, key, reader);`);
    file.print("if (key !== undefined) reader.enter(key);");
    file.print(code`let result: ${scope.type(shape)};`);
    file.block("switch (tag) {", () => {
      for (const member of shape.members) {
        const read = scope.read(member, shape, "member", quoted(member.name));
        file.print(`case ${quoted(member.name)}:`);
        file.print(code`  result = { ${propertyName(member.name)}: ${read} };`);
        file.print("  break;");
      }
      const names = shape.members.map((member) => member.name).join(", ");
      file.print("default:");
      file.print(`  throw reader.mistyped(undefined, ${quoted(`an object with one of the members ${names}`)});`);
    });
    file.print("if (key !== undefined) reader.leave();");
    file.print("return result;");
  });
}

/** The variable for a member's value while it is read. */
function memberVariable(shape: StructureShape, member: Member): string {
  const name = lowerCamelCase(member.name);
  const taken = shape.members.some((other) => other !== member && lowerCamelCase(other.name) === name);
  return taken || LOCALS.has(name) || declaredName(name) !== name ? `member_${member.name}` : name;
}
