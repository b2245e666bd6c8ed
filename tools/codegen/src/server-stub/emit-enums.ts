import type { EnumShape, IntEnumShape } from "../smithy-ast/model.ts";
import { propertyName, quoted } from "../typescript/identifier.ts";
import type { GeneratedFile, SourceFile } from "../typescript/source-file.ts";
import type { Stub } from "./stub.ts";

/** Emits each enum as an object of its values and a union type of the same name. */
export function emitEnums(stub: Stub): GeneratedFile {
  const file = stub.file("enums.ts");
  for (const shape of stub.shapes) {
    if (shape.type === "enum" || shape.type === "intEnum") emitEnum(file, shape, stub.names.shape(shape));
  }
  return file.render();
}

function emitEnum(file: SourceFile, shape: EnumShape | IntEnumShape, name: string): void {
  file.doc(shape.traits.documentation, shape.traits.deprecation);
  file.block(
    `export const ${file.declares(name)}: {`,
    () => {
      for (const value of shape.values) file.print(`readonly ${propertyName(value.name)}: ${literal(value.value)};`);
    },
    "} = {",
  );
  for (const value of shape.values) {
    file.doc(value.traits.documentation, value.traits.deprecation);
    file.print(`${propertyName(value.name)}: ${literal(value.value)},`);
  }
  file.print("};");
  file.print();
  file.doc(shape.traits.documentation, shape.traits.deprecation);
  const values = `(typeof ${name})[keyof typeof ${name}]`;
  const others = shape.type === "enum" ? "string" : "number";
  // Editors still complete the known values where the others are an intersection.
  file.print(`export type ${name} = ${values}${isOpen(shape) ? ` | (${others} & Record<never, never>)` : ""};`);
  file.print();
}

/** Whether values count that the model does not have. */
export function isOpen(shape: EnumShape | IntEnumShape): boolean {
  return shape.traits.has("borrowlicense.traits#openEnum");
}

function literal(value: string | number): string {
  return typeof value === "number" ? String(value) : quoted(value);
}
