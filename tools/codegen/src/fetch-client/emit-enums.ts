import type { EnumShape, IntEnumShape } from "../smithy-ast/model.ts";
import { propertyName, quoted } from "../typescript/identifier.ts";
import type { GeneratedFile, SourceFile } from "../typescript/source-file.ts";
import type { FetchClient } from "./fetch-client.ts";

/** Emits each enum as an object of its values and a union type of the same name. */
export function emitEnums(client: FetchClient): GeneratedFile {
  const file = client.file("enums.ts");
  for (const shape of client.shapes) {
    if (shape.type === "enum" || shape.type === "intEnum") emitEnum(file, shape, client.shapeName(shape));
  }
  return file.render();
}

function emitEnum(file: SourceFile, shape: EnumShape | IntEnumShape, name: string): void {
  file.doc(shape.traits.documentation);
  file.block(
    `export const ${file.declares(name)} = {`,
    () => {
      for (const { name: member, traits, value } of shape.values) {
        file.doc(traits.documentation);
        file.print(`${propertyName(member)}: ${typeof value === "number" ? value : quoted(value)},`);
      }
    },
    "} as const;",
  );
  file.print();
  file.doc(shape.traits.documentation);
  file.print(`export type ${name} = (typeof ${name})[keyof typeof ${name}];`);
  file.print();
}
