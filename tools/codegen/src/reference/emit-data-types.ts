import type { GeneratedFile } from "../typescript/source-file.ts";
import { inlineCode, plainMarkdown } from "./markdown-page.ts";
import { DATA_TYPES_PAGE, emitMembers, type Reference } from "./reference.ts";

/** Emits one page with every structure, union and enum that operations pass on. */
export function emitDataTypes(reference: Reference): GeneratedFile {
  const page = reference.page(DATA_TYPES_PAGE);
  page.heading(1, "Data types");
  for (const shape of reference.dataTypes) {
    page.heading(2, reference.name(shape));
    page.documentation(shape.traits.documentation);
    if (shape.type === "structure" || shape.type === "union") {
      emitMembers(reference, page, shape, shape.type === "structure");
    } else {
      page.table(
        ["value", "meaning"],
        shape.values.map(({ value, traits }) => [
          inlineCode(String(value)),
          plainMarkdown(traits.documentation ?? "").replace(/\n+/g, " "),
        ]),
      );
    }
  }
  return page.render();
}
