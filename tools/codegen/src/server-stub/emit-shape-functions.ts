import type { GeneratedFile } from "../typescript/source-file.ts";
import { emitListFunction, emitMapFunction } from "./emit-collections.ts";
import { emitEnumCheck, emitSimpleFunction } from "./emit-simple-values.ts";
import { emitStructureFunction } from "./emit-structure-values.ts";
import { emitUnionFunction } from "./emit-union-values.ts";
import type { Prefix, ShapeFunction, ShapeFunctions } from "./shape-functions.ts";
import { ShapeScope } from "./shape-scope.ts";
import type { Stub } from "./stub.ts";

/** Emits the functions whose names begin so, one for each shape, into a file of their own. */
export function emitShapeFunctions(stub: Stub, functions: ShapeFunctions, prefix: Prefix, path: string): GeneratedFile {
  const file = stub.file(path);
  const scope = new ShapeScope(stub, functions, file, prefix);
  for (const each of functions.withPrefix(prefix)) emitFunction(scope, each);
  scope.emitErrorFactories();
  return file.render();
}

function emitFunction(scope: ShapeScope, each: ShapeFunction): void {
  const { shape } = each;
  switch (shape.type) {
    case "structure":
      emitStructureFunction(scope, each, shape);
      break;
    case "union":
      emitUnionFunction(scope, each, shape);
      break;
    case "list":
      emitListFunction(scope, each, shape);
      break;
    case "map":
      emitMapFunction(scope, each, shape);
      break;
    case "enum":
    case "intEnum":
      emitEnumCheck(scope, each, shape);
      break;
    default:
      emitSimpleFunction(scope, each, shape);
  }
}
