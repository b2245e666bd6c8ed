import type { EnumShape, IntEnumShape, SimpleShape } from "../smithy-ast/model.ts";
import { quoted } from "../typescript/identifier.ts";
import { type Code, code } from "../typescript/source-file.ts";
import { isOpen } from "./emit-enums.ts";
import { regularExpression } from "./regular-expression.ts";
import { type ShapeFunction, simpleFunction } from "./shape-functions.ts";
import { boundsLiteral, constantName, type ShapeScope } from "./shape-scope.ts";

export function emitEnumCheck(scope: ShapeScope, each: ShapeFunction, shape: EnumShape | IntEnumShape): void {
  const { file, visitor } = scope;
  const type = scope.type(shape);
  const expected = scope.runtime(shape.type === "enum" ? "expectString" : "expectInteger");
  if (isOpen(shape)) {
    scope.emitFunction(each, type, () => file.print(code`return ${expected}(value, key, ${visitor});`));
    return;
  }
  const values = file.declares(constantName(each, "Values"));
  const all = code`/* @__PURE__ */ Object.values(${scope.stub.names.enumObject(shape)})`;
  const set = scope.runtimeType("EnumValues");
  const hidden = shape.values.filter(({ traits }) => traits.has("smithy.api#internal")).map(({ value }) => value);
  const unnamed = hidden.length === 0 ? "" : `, ${JSON.stringify(hidden)}`;
  file.print(
    code`const ${values}: ${set}<${type}> = /* @__PURE__ */ ${scope.runtime("enumValues")}(${all}${unnamed});`,
  );
  file.print();
  scope.emitFunction(each, type, () => {
    file.print(code`const result = ${expected}(value, key, ${visitor});`);
    const error = scope.ownError(shape.traits);
    file.print(code`${scope.runtime("checkEnum")}(result, ${values}, key, ${visitor}${error});`);
    file.print(code`return result as ${type};`);
  });
}

/** Emits the function of a simple shape with constraints. Its pattern runs only on a text that is not too long. */
export function emitSimpleFunction(scope: ShapeScope, each: ShapeFunction, shape: SimpleShape): void {
  const { file, visitor } = scope;
  const { pattern, range } = shape.traits;
  if (pattern !== undefined) emitPattern(scope, each, pattern);
  const type = scope.prefix === "write" ? code`number | string` : scope.type(shape);
  scope.emitFunction(each, type, () => {
    const error = scope.ownError(shape.traits);
    const made = scope.runtime(simpleFunction(scope.stub, scope.prefix, shape, shape.traits));
    file.print(code`const result = ${made}(value, key, ${visitor});`);
    const fits = lengthCheck(scope, shape);
    const check = scope.runtime("checkPattern");
    const matches = code`${check}(result, ${constantName(each, "Pattern")}, key, ${visitor}${error})`;
    if (fits !== undefined && pattern !== undefined) file.print(code`if (${fits}) ${matches};`);
    else if (pattern !== undefined) file.print(code`${matches};`);
    else if (fits !== undefined) file.print(code`${fits};`);
    if (range !== undefined) {
      const rangeCheck = scope.runtime(shape.type === "bigDecimal" ? "checkDecimalRange" : "checkRange");
      const bounds = boundsLiteral(range);
      file.print(code`${rangeCheck}(${serviceValue(scope, shape)}, ${bounds}, key, ${visitor}${error});`);
    }
    file.print("return result;");
  });
}

/** The value in the form that the service sees, of which constraints speak. */
function serviceValue(scope: ShapeScope, shape: SimpleShape): Code {
  return scope.prefix === "write" ? code`value as ${scope.type(shape)}` : code`result`;
}

function emitPattern(scope: ShapeScope, each: ShapeFunction, pattern: string): void {
  const expression = regularExpression(each.id, pattern);
  const type = scope.runtimeType("Pattern");
  const argumentsText = [pattern, ...(expression === pattern ? [] : [expression])].map(quoted).join(", ");
  const constant = scope.file.declares(constantName(each, "Pattern"));
  scope.file.print(code`const ${constant}: ${type} = /* @__PURE__ */ ${scope.runtime("pattern")}(${argumentsText});`);
  scope.file.print();
}

function lengthCheck(scope: ShapeScope, shape: SimpleShape): Code | undefined {
  const { length } = shape.traits;
  if (length === undefined) return undefined;
  const isText = shape.type === "string";
  const check = scope.runtime(isText ? "checkTextLength" : "checkLength");
  const bytes = scope.prefix === "write" ? "(value as Uint8Array).byteLength" : "result.byteLength";
  const measured = isText ? "result" : bytes;
  return code`${check}(${measured}, ${boundsLiteral(length)}, key, ${scope.visitor}${scope.ownError(shape.traits)})`;
}
