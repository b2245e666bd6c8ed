import { type EnumShape, type IntEnumShape, ModelError, type SimpleShape } from "../smithy-ast/model.ts";
import { quoted } from "../typescript/identifier.ts";
import { type Code, code } from "../typescript/source-file.ts";
import { boundsLiteral, constantName, type ReaderScope } from "./reader-scope.ts";

export function emitEnumReader(scope: ReaderScope, shape: EnumShape | IntEnumShape, name: string): void {
  const { file } = scope;
  const type = scope.type(shape);
  const values = file.declares(constantName(name, "Values"));
  const all = code`Object.values(${scope.stub.names.enumObject(shape)})`;
  file.print(code`const ${values}: ReadonlySet<${type}> = new Set(${all});`);
  file.print();
  scope.emitFunction(name, shape, () => {
    const read = scope.runtime(shape.type === "enum" ? "readString" : "readInteger");
    file.print(code`const result = ${read}(value, key, reader);`);
    file.print(code`${scope.runtime("checkEnum")}(result, ${values}, key, reader${scope.ownError(shape.traits)});`);
    file.print(code`return result as ${type};`);
  });
}

/** Emits the reader of a simple shape with constraints. Its pattern runs only on a text that is not too long. */
export function emitSimpleReader(scope: ReaderScope, shape: SimpleShape, name: string): void {
  const { file } = scope;
  const { pattern, range } = shape.traits;
  if (pattern !== undefined) emitPattern(scope, shape, name, pattern);
  scope.emitFunction(name, shape, () => {
    const error = scope.ownError(shape.traits);
    file.print(code`const result = ${scope.simpleReader(shape, shape.traits)}(value, key, reader);`);
    const fits = lengthCheck(scope, shape);
    const matches = code`${scope.runtime("checkPattern")}(result, ${constantName(name, "Pattern")}, key, reader${error})`;
    if (fits !== undefined && pattern !== undefined) file.print(code`if (${fits}) ${matches};`);
    else if (pattern !== undefined) file.print(code`${matches};`);
    else if (fits !== undefined) file.print(code`${fits};`);
    if (range !== undefined) {
      file.print(code`${scope.runtime("checkRange")}(result, ${boundsLiteral(range)}, key, reader${error});`);
    }
    file.print("return result;");
  });
}

function emitPattern(scope: ReaderScope, shape: SimpleShape, name: string, pattern: string): void {
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    throw new ModelError(`${shape.id}: its pattern is no ECMA 262 expression in Unicode mode (${String(error)}).`);
  }
  const type = scope.runtimeType("Pattern");
  const constant = scope.file.declares(constantName(name, "Pattern"));
  scope.file.print(code`const ${constant}: ${type} = ${scope.runtime("pattern")}(${quoted(pattern)});`);
  scope.file.print();
}

function lengthCheck(scope: ReaderScope, shape: SimpleShape): Code | undefined {
  const { length } = shape.traits;
  if (length === undefined) return undefined;
  const isText = shape.type === "string";
  const check = scope.runtime(isText ? "checkTextLength" : "checkLength");
  const measured = isText ? "result" : "result.byteLength";
  return code`${check}(${measured}, ${boundsLiteral(length)}, key, reader${scope.ownError(shape.traits)})`;
}
