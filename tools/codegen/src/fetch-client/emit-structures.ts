import type { Member, StructureShape, UnionShape } from "../smithy-ast/model.ts";
import { propertyName } from "../typescript/identifier.ts";
import { type Code, code, type GeneratedFile, joined, type SourceFile } from "../typescript/source-file.ts";
import type { FetchClient } from "./fetch-client.ts";
import { typeExpression } from "./type-expression.ts";

/** Emits an interface for each structure and a type for each union. Errors have a file of their own. */
export function emitStructures(client: FetchClient): GeneratedFile {
  const file = client.file("structures.ts");
  for (const shape of client.shapes) {
    if (shape.type === "structure" && !client.errors.includes(shape)) emitStructure(client, file, shape);
    if (shape.type === "union") emitUnion(client, file, shape);
  }
  return file.render();
}

function emitStructure(client: FetchClient, file: SourceFile, shape: StructureShape): void {
  file.doc(shape.traits.documentation);
  file.block(`export interface ${file.declares(client.shapeName(shape))} {`, () => {
    for (const member of shape.members) emitMember(client, file, member);
  });
  file.print();
}

function emitMember(client: FetchClient, file: SourceFile, member: Member): void {
  file.doc(member.traits.documentation);
  const mark = client.isOptional(member) ? "?" : "";
  file.print(code`${propertyName(member.name)}${mark}: ${typeExpression(client, member.target)} | undefined;`);
}

/** A union's value has exactly one of the members. One that the model does not have is `$unknown`. */
function emitUnion(client: FetchClient, file: SourceFile, shape: UnionShape): void {
  const names = [...shape.members.map(({ name }) => name), "$unknown"];
  const variant = (set: string, type: Code): Code =>
    joined(
      names.map((name) => (name === set ? code`${propertyName(name)}: ${type}` : code`${propertyName(name)}?: never`)),
      "; ",
    );
  file.doc(shape.traits.documentation);
  file.block(
    `export type ${file.declares(client.shapeName(shape))} =`,
    () => {
      for (const { name, target, traits } of shape.members) {
        file.doc(traits.documentation);
        file.print(code`| { ${variant(name, typeExpression(client, target))} }`);
      }
      file.doc("A member that the model does not have: its name and its value.");
      file.print(code`| { ${variant("$unknown", code`[string, unknown]`)} }`);
    },
    ";",
  );
  file.print();
}
