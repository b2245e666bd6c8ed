import type { DataShape, Member } from "../smithy-ast/model.ts";
import { propertyName } from "../typescript/identifier.ts";
import { code, type GeneratedFile, type SourceFile } from "../typescript/source-file.ts";
import { memberCodec } from "./codec-expression.ts";
import type { FetchClient } from "./fetch-client.ts";
import { typeExpression } from "./type-expression.ts";

/** Emits how values of each structure, union, list and map are read and written. */
export function emitCodecs(client: FetchClient): GeneratedFile {
  const file = client.file("codecs.ts");
  for (const shape of client.shapes) {
    if (!client.errors.some(({ id }) => id === shape.id)) emitCodec(client, file, shape);
  }
  return file.render();
}

function emitCodec(client: FetchClient, file: SourceFile, shape: DataShape): void {
  if (shape.type === "structure" || shape.type === "union") emitMembers(client, file, shape, shape.members);
  if (shape.type === "list") emitCollection(client, file, shape, shape.member);
  if (shape.type === "map") emitCollection(client, file, shape, shape.value);
}

function emitMembers(
  client: FetchClient,
  file: SourceFile,
  shape: DataShape & { readonly type: "structure" | "union" },
  members: readonly Member[],
): void {
  const type = typeExpression(client, shape.id);
  emitHead(client, file, shape);
  file.block(
    code`/* @__PURE__ */ ${client.runtimeValue(shape.type)}<${type}>(() => ({`,
    () => {
      for (const member of members) {
        file.print(code`${propertyName(member.name)}: ${memberCodec(client, member, shape)},`);
      }
    },
    "}));",
  );
  file.print();
}

function emitCollection(
  client: FetchClient,
  file: SourceFile,
  shape: DataShape & { readonly type: "list" | "map" },
  member: Member,
): void {
  const isSparse = shape.traits.has("smithy.api#sparse");
  const kind = shape.type === "list" ? "List" : "Map";
  const make = client.runtimeValue(isSparse ? `sparse${kind}` : kind.toLowerCase());
  emitHead(client, file, shape);
  file.print(
    code`/* @__PURE__ */ ${make}<${typeExpression(client, member.target)}>(() => ${memberCodec(client, member, shape)});`,
  );
  file.print();
}

function emitHead(client: FetchClient, file: SourceFile, shape: DataShape): void {
  const name = client.codec(shape).name;
  const type = typeExpression(client, shape.id);
  file.print(`/** \`${shape.name}\` on the wire. */`);
  file.print(code`export const ${file.declares(name)}: ${client.runtimeType("Codec")}<${type}> =`);
}
