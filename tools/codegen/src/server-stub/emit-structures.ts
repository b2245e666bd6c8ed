import type { Member, StructureShape, UnionShape } from "../smithy-ast/model.ts";
import { propertyName } from "../typescript/identifier.ts";
import { code, type GeneratedFile, type SourceFile } from "../typescript/source-file.ts";
import type { Stub } from "./stub.ts";
import { typeExpression } from "./type-expression.ts";

/** Emits an interface for each structure and a type for each union. Errors have a file of their own. */
export function emitStructures(stub: Stub): GeneratedFile {
  const file = stub.file("structures.ts");
  for (const shape of stub.shapes) {
    if (shape.type === "structure" && !stub.errors.includes(shape)) emitStructure(stub, file, shape);
    if (shape.type === "union") emitUnion(stub, file, shape);
  }
  return file.render();
}

function emitStructure(stub: Stub, file: SourceFile, shape: StructureShape): void {
  file.doc(shape.traits.documentation, shape.traits.deprecation);
  emitInterface(stub, file, stub.names.shape(shape), shape);
}

/** Emits an interface with the members of a structure. */
export function emitInterface(stub: Stub, file: SourceFile, name: string, shape: StructureShape): void {
  if (shape.members.length === 0) {
    file.print(`export type ${file.declares(name)} = Readonly<Record<string, never>>;`);
    file.print();
    return;
  }
  file.block(`export interface ${file.declares(name)} {`, () => {
    for (const member of shape.members) {
      file.doc(documentationOf(stub, member), member.traits.deprecation);
      const type = typeExpression(stub, member.target);
      file.print(
        stub.isOptional(member, shape)
          ? code`readonly ${propertyName(member.name)}?: ${type} | undefined;`
          : code`readonly ${propertyName(member.name)}: ${type};`,
      );
    }
  });
  file.print();
}

/** A union's value has exactly one of the members. */
function emitUnion(stub: Stub, file: SourceFile, shape: UnionShape): void {
  file.doc(shape.traits.documentation, shape.traits.deprecation);
  const oneOf = stub.names.runtimeType("OneOf");
  file.block(
    code`export type ${file.declares(stub.names.shape(shape))} = ${oneOf}<{`,
    () => {
      for (const member of shape.members) {
        file.doc(documentationOf(stub, member), member.traits.deprecation);
        file.print(code`readonly ${propertyName(member.name)}: ${typeExpression(stub, member.target)};`);
      }
    },
    "}>;",
  );
  file.print();
}

function documentationOf(stub: Stub, member: Member): string | undefined {
  return (
    member.traits.documentation ??
    (isPrelude(member.target) ? undefined : stub.model.dataShape(member.target).traits.documentation)
  );
}

function isPrelude(id: string): boolean {
  return id.startsWith("smithy.api#");
}
