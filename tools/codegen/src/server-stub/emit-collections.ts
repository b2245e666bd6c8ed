import type { ListShape, MapShape } from "../smithy-ast/model.ts";
import { type Code, code } from "../typescript/source-file.ts";
import type { ShapeFunction } from "./shape-functions.ts";
import { boundsLiteral, type ShapeScope } from "./shape-scope.ts";
import { typeExpression } from "./type-expression.ts";

export function emitListFunction(scope: ShapeScope, each: ShapeFunction, shape: ListShape): void {
  const { file, visitor } = scope;
  const result = scope.prefix === "read" ? scope.type(shape) : code`readonly unknown[]`;
  scope.emitFunction(each, result, () => {
    file.print(code`const array = ${scope.runtime("expectArray")}(value, key, ${visitor});`);
    emitLengthCheck(scope, shape, "array.length");
    emitEnter(scope);
    const element = orNull(shape, "element", scope.member(shape.member, shape, "element", "index"));
    file.print(code`const result = array.map((element, index) => ${element});`);
    emitLeave(scope);
    if (shape.traits.has("smithy.api#uniqueItems")) {
      const check = scope.runtime("checkUniqueItems");
      file.print(code`${check}(result, key, ${visitor}${scope.ownError(shape.traits)});`);
    }
    file.print("return result;");
  });
}

export function emitMapFunction(scope: ShapeScope, each: ShapeFunction, shape: MapShape): void {
  const { file, visitor } = scope;
  const type = scope.prefix === "read" ? typeExpression(scope.stub, shape.value.target) : code`unknown`;
  const entryType = scope.prefix === "read" && isSparse(shape) ? code`${type} | null` : type;
  const result = scope.prefix === "read" ? scope.type(shape) : code`object`;
  scope.emitFunction(each, result, () => {
    file.print(code`const entries = Object.entries(${scope.runtime("expectObject")}(value, key, ${visitor}));`);
    emitLengthCheck(scope, shape, "entries.length");
    emitEnter(scope);
    file.print(code`const result = Object.create(null) as Record<string, ${entryType}>;`);
    file.block("for (const [name, entry] of entries) {", () => {
      // A map whose keys are an enum's has optional ones, which may be undefined.
      if (scope.prefix === "write") file.print("if (entry === undefined) continue;");
      const entry = orNull(shape, "entry", scope.member(shape.value, shape, "entry", "name"));
      file.print(code`result[${scope.member(shape.key, shape, "name", "undefined")}] = ${entry};`);
    });
    emitLeave(scope);
    file.print("return result;");
  });
}

/** Steps into the value, unless it is the whole input or output. */
export function emitEnter({ file, visitor }: ShapeScope): void {
  file.print(`if (key !== undefined) ${visitor}.enter(key);`);
}

export function emitLeave({ file, visitor }: ShapeScope): void {
  file.print(`if (key !== undefined) ${visitor}.leave();`);
}

function emitLengthCheck(scope: ShapeScope, { traits }: ListShape | MapShape, length: string): void {
  if (traits.length === undefined) return;
  const check = scope.runtime("checkLength");
  const bounds = boundsLiteral(traits.length);
  scope.file.print(code`${check}(${length}, ${bounds}, key, ${scope.visitor}${scope.ownError(traits)});`);
}

/** A sparse collection keeps `null`. */
function orNull(shape: ListShape | MapShape, value: string, made: Code): Code {
  return isSparse(shape) ? code`${value} === null ? null : ${made}` : made;
}

function isSparse(shape: ListShape | MapShape): boolean {
  return shape.traits.has("smithy.api#sparse");
}
