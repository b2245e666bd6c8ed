import type { ListShape, MapShape } from "../smithy-ast/model.ts";
import { type Code, code } from "../typescript/source-file.ts";
import { boundsLiteral, type ReaderScope } from "./reader-scope.ts";
import { typeExpression } from "./type-expression.ts";

export function emitListReader(scope: ReaderScope, shape: ListShape, name: string): void {
  const { file } = scope;
  scope.emitFunction(name, shape, () => {
    file.print(code`const array = ${scope.runtime("readArray")}(value, key, reader);`);
    emitLengthCheck(scope, shape, "array.length");
    file.print("reader.enter(key);");
    const element = orNull(shape, "element", scope.read(shape.member, shape, "element", "index"));
    file.print(code`const result = array.map((element, index) => ${element});`);
    file.print("reader.leave();");
    if (shape.traits.has("smithy.api#uniqueItems")) {
      const check = scope.runtime("checkUniqueItems");
      file.print(code`${check}(result, key, reader${scope.ownError(shape.traits)});`);
    }
    file.print("return result;");
  });
}

export function emitMapReader(scope: ReaderScope, shape: MapShape, name: string): void {
  const { file } = scope;
  const type = typeExpression(scope.stub, shape.value.target);
  scope.emitFunction(name, shape, () => {
    file.print(code`const entries = Object.entries(${scope.runtime("readObject")}(value, key, reader));`);
    emitLengthCheck(scope, shape, "entries.length");
    file.print("reader.enter(key);");
    file.print(
      code`const result = Object.create(null) as Record<string, ${isSparse(shape) ? code`${type} | null` : type}>;`,
    );
    file.block("for (const [name, entry] of entries) {", () => {
      const entry = orNull(shape, "entry", scope.read(shape.value, shape, "entry", "name"));
      file.print(code`result[${scope.read(shape.key, shape, "name", "name")}] = ${entry};`);
    });
    file.print("reader.leave();");
    file.print("return result;");
  });
}

function emitLengthCheck(scope: ReaderScope, { traits }: ListShape | MapShape, length: string): void {
  if (traits.length === undefined) return;
  const check = scope.runtime("checkLength");
  scope.file.print(code`${check}(${length}, ${boundsLiteral(traits.length)}, key, reader${scope.ownError(traits)});`);
}

/** A sparse collection keeps `null`. */
function orNull(shape: ListShape | MapShape, value: string, read: Code): Code {
  return isSparse(shape) ? code`${value} === null ? null : ${read}` : read;
}

function isSparse(shape: ListShape | MapShape): boolean {
  return shape.traits.has("smithy.api#sparse");
}
