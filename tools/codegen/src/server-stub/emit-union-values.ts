import type { UnionShape } from "../smithy-ast/model.ts";
import { propertyName, quoted } from "../typescript/identifier.ts";
import { code } from "../typescript/source-file.ts";
import { emitEnter, emitLeave } from "./emit-collections.ts";
import type { ShapeFunction } from "./shape-functions.ts";
import type { ShapeScope } from "./shape-scope.ts";

export function emitUnionFunction(scope: ShapeScope, each: ShapeFunction, shape: UnionShape): void {
  const { file, visitor } = scope;
  const result = scope.prefix === "read" ? scope.type(shape) : code`object`;
  scope.emitFunction(each, result, () => {
    file.print(code`const [tag, member] = ${scope.runtime(`${scope.prefix}Tag`)}(value, key, ${visitor});`);
    emitEnter(scope);
    file.print(code`let result: ${result};`);
    file.block("switch (tag) {", () => {
      for (const member of shape.members) {
        const made = scope.member(member, shape, "member", quoted(member.name));
        file.print(`case ${quoted(member.name)}:`);
        file.print(code`  result = { ${propertyName(member.name)}: ${made} };`);
        file.print("  break;");
      }
      const names = shape.members.map((member) => member.name).join(", ");
      file.print("default:");
      file.print(`  throw ${visitor}.mistyped(undefined, ${quoted(`an object with one of the members ${names}`)});`);
    });
    emitLeave(scope);
    file.print("return result;");
  });
}
