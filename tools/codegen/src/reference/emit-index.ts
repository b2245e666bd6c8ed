import type { GeneratedFile } from "../typescript/source-file.ts";
import { firstSentence, inlineCode, plainMarkdown } from "./markdown-page.ts";
import { DATA_TYPES_PAGE, errorStatus, operationPage, type Reference } from "./reference.ts";

/** Emits the first page: what the service is for, its operations and its errors. */
export function emitIndex(reference: Reference): GeneratedFile {
  const { service, errors } = reference;
  const page = reference.page("index.md");
  page.heading(1, service.traits.text("smithy.api#title") ?? service.name);
  page.documentation(service.traits.documentation);
  page.heading(2, "Operations");
  page.table(
    ["operation", "does"],
    service.operations.map((operation) => [
      `[${operation.name}](./${operationPage(operation)})`,
      firstSentence(operation.traits.documentation),
    ]),
  );
  page.paragraph(`What they pass on is described in [Data types](./${DATA_TYPES_PAGE}).`);
  page.heading(2, "Errors");
  page.table(
    ["error", "status", "when"],
    errors.map((error) => [
      inlineCode(reference.name(error)),
      String(errorStatus(error)),
      plainMarkdown(error.traits.documentation ?? "").replace(/\n+/g, " "),
    ]),
  );
  return page.render();
}
