import type { DataShape } from "../smithy-ast/model.ts";
import { code, type GeneratedFile } from "../typescript/source-file.ts";
import type { Contract } from "./contract.ts";
import { shapeFactory } from "./shape-factory.ts";
import { typeExpression } from "./type-expression.ts";

/** Emits the arbitraries of each shape. */
export function emitShapes(contract: Contract): GeneratedFile {
  const file = contract.file("shapes.ts");
  for (const shape of contract.shapes) file.declares(contract.constant(shape).name);
  for (const shape of contract.shapes) {
    const arbitraries = contract.runtimeType("ShapeArbitraries");
    const type = isError(shape) ? code`object` : typeExpression(contract, shape.id);
    const factory = shapeFactory(contract, shape, shape.traits);
    file.doc(`Values of \`${shape.name}\`, valid and invalid ones.`);
    file.print(code`export const ${contract.constant(shape).name}: ${arbitraries}<${type}> = ${factory};`);
    file.print();
  }
  return file.render();
}

/** What clients throw is more than an error's members, so these have no type of their own. */
function isError(shape: DataShape): boolean {
  return shape.traits.has("smithy.api#error");
}
