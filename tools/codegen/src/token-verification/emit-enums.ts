import type { EnumShape } from "../smithy-ast/model.ts";
import { propertyName, quoted } from "../typescript/identifier.ts";
import type { GeneratedFile, SourceFile } from "../typescript/source-file.ts";
import type { TokenPackage } from "./token-package.ts";

/** Emits each enum as an object of its values and a union type of the same name. */
export function emitEnums(tokens: TokenPackage): GeneratedFile {
  const file = tokens.file("enums.ts");
  for (const shape of tokens.shapes) {
    if (shape.type === "enum") emitEnum(file, shape, tokens.name(shape));
  }
  return file.render();
}

function emitEnum(file: SourceFile, shape: EnumShape, name: string): void {
  file.doc(shape.traits.documentation);
  file.block(
    `export const ${file.declares(name)} = {`,
    () => {
      for (const value of shape.values) {
        file.doc(value.traits.documentation);
        file.print(`${propertyName(value.name)}: ${quoted(value.value)},`);
      }
    },
    "} as const;",
  );
  file.print();
  file.doc(shape.traits.documentation);
  file.print(`export type ${name} = (typeof ${name})[keyof typeof ${name}];`);
  file.print();
}
