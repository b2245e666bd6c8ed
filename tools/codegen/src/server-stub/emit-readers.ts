import type { DataShape } from "../smithy-ast/model.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { emitListReader, emitMapReader } from "./emit-collection-readers.ts";
import { emitEnumReader, emitSimpleReader } from "./emit-simple-readers.ts";
import { emitStructureReader, emitUnionReader } from "./emit-structure-readers.ts";
import { needsReader, ReaderScope, readerName } from "./reader-scope.ts";
import type { Stub } from "./stub.ts";

/** Emits a reader for each shape that inputs contain: it checks a parsed JSON value and makes the typed one. */
export function emitReaders(stub: Stub): GeneratedFile {
  const file = stub.file("readers.ts");
  const scope = new ReaderScope(stub, file);
  for (const shape of stub.shapes) {
    if (stub.isInput(shape) && needsReader(shape)) emitReader(scope, shape, readerName(stub, shape));
  }
  emitDedicatedReaders(scope);
  scope.emitErrorFactories();
  return file.render();
}

/** Readers for members with constraints of their own. Such a reader can ask for further ones. */
function emitDedicatedReaders(scope: ReaderScope): void {
  const emitted = new Set<string>();
  for (let next = scope.takeDedicated(); next.length > 0; next = scope.takeDedicated()) {
    for (const [name, shape] of next) {
      if (emitted.has(name)) continue;
      emitted.add(name);
      emitReader(scope, shape, name);
    }
  }
}

function emitReader(scope: ReaderScope, shape: DataShape, name: string): void {
  scope.file.declares(name);
  switch (shape.type) {
    case "structure":
      emitStructureReader(scope, shape, name);
      break;
    case "union":
      emitUnionReader(scope, shape, name);
      break;
    case "list":
      emitListReader(scope, shape, name);
      break;
    case "map":
      emitMapReader(scope, shape, name);
      break;
    case "enum":
    case "intEnum":
      emitEnumReader(scope, shape, name);
      break;
    default:
      emitSimpleReader(scope, shape, name);
  }
}
