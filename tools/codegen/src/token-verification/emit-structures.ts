import type { Member, StructureShape } from "../smithy-ast/model.ts";
import { propertyName } from "../typescript/identifier.ts";
import { code, type GeneratedFile, type SourceFile } from "../typescript/source-file.ts";
import type { TokenPackage } from "./token-package.ts";

/** Emits an interface for each structure. */
export function emitStructures(tokens: TokenPackage): GeneratedFile {
  const file = tokens.file("structures.ts");
  const structures = tokens.shapes.filter((shape) => shape.type === "structure");
  for (const shape of structures) file.declares(tokens.name(shape));
  for (const shape of structures) emitStructure(tokens, file, shape);
  return file.render();
}

function emitStructure(tokens: TokenPackage, file: SourceFile, shape: StructureShape): void {
  file.doc(shape.traits.documentation);
  file.block(`export interface ${tokens.name(shape)} {`, () => {
    for (const member of shape.members) emitMember(tokens, file, member);
  });
  file.print();
}

function emitMember(tokens: TokenPackage, file: SourceFile, member: Member): void {
  const target = tokens.model.dataShape(member.target);
  const type = tokens.type(target);
  file.doc(member.traits.documentation ?? target.traits.documentation);
  file.print(
    member.traits.required
      ? code`readonly ${propertyName(member.name)}: ${type};`
      : code`readonly ${propertyName(member.name)}?: ${type} | undefined;`,
  );
}
