import type { JsonValue } from "../smithy-ast/ast.ts";
import type { Operation, StructureShape } from "../smithy-ast/model.ts";
import type { GeneratedFile } from "../typescript/source-file.ts";
import { jsonSyntax } from "./json-syntax.ts";
import { inlineCode, type MarkdownPage, plainMarkdown } from "./markdown-page.ts";
import { emitMembers, errorStatus, operationPage, type Reference } from "./reference.ts";

interface Example {
  readonly title: string;
  readonly documentation?: string;
  readonly input?: JsonValue;
  readonly output?: JsonValue;
  readonly error?: { readonly shapeId: string; readonly content?: JsonValue };
}

/** Emits an operation's page: what it does, the form of request and response, every member, every error, examples. */
export function emitOperation(reference: Reference, operation: Operation): GeneratedFile {
  const page = reference.page(operationPage(operation));
  page.heading(1, operation.name);
  page.documentation(operation.traits.documentation);
  emitRequest(reference, page, operation);
  emitResponse(reference, page, operation);
  emitErrors(reference, page, operation);
  emitExamples(reference, page, operation);
  return page.render();
}

function emitRequest(reference: Reference, page: MarkdownPage, operation: Operation): void {
  page.heading(2, "Request syntax");
  const input = reference.structure(operation.input);
  page.code("http", requestText(reference, operation, input === undefined ? "{}" : syntaxOf(reference, input)));
  page.heading(2, "Request parameters");
  if (input === undefined) page.paragraph("None. The body is an empty object, or empty.");
  else emitMembers(reference, page, input, true);
}

function emitResponse(reference: Reference, page: MarkdownPage, operation: Operation): void {
  page.heading(2, "Response syntax");
  const output = reference.structure(operation.output);
  page.code("http", responseText(200, output === undefined ? "{}" : syntaxOf(reference, output)));
  page.heading(2, "Response elements");
  if (output === undefined) page.paragraph("None.");
  else emitMembers(reference, page, output, false);
}

function emitErrors(reference: Reference, page: MarkdownPage, operation: Operation): void {
  const errors = reference.errors.filter(({ id }) => operation.errors.includes(id));
  if (errors.length === 0) return;
  page.heading(2, "Errors");
  page.table(
    ["error", "status", "when"],
    errors.map((error) => [
      inlineCode(reference.name(error)),
      String(errorStatus(error)),
      plainMarkdown(error.traits.documentation ?? "").replace(/\n+/g, " "),
    ]),
  );
}

function emitExamples(reference: Reference, page: MarkdownPage, operation: Operation): void {
  const examples = (operation.traits.get("smithy.api#examples") ?? []) as unknown as readonly Example[];
  if (examples.length > 0) page.heading(2, "Examples");
  for (const { title, documentation, input, output, error } of examples) {
    page.heading(3, title);
    page.documentation(documentation);
    page.code("http", requestText(reference, operation, json(input ?? {})));
    if (error !== undefined) page.code("http", errorText(reference, error));
    else if (output !== undefined) page.code("http", responseText(200, json(output)));
  }
}

function errorText(reference: Reference, { shapeId, content }: NonNullable<Example["error"]>): string {
  const error = reference.model.structure(shapeId);
  const members = typeof content === "object" && content !== null && !Array.isArray(content) ? content : {};
  return responseText(errorStatus(error), json({ __type: reference.name(error), ...members }));
}

function syntaxOf(reference: Reference, shape: StructureShape): string {
  return jsonSyntax(reference.model, shape.id);
}

/** @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#protocol-behaviors */
function requestText(reference: Reference, operation: Operation, body: string): string {
  return [
    "POST / HTTP/1.1",
    "Content-Type: application/x-amz-json-1.1",
    `X-Amz-Target: ${reference.service.name}.${operation.name}`,
    "",
    body,
  ].join("\n");
}

function responseText(status: number, body: string): string {
  return [`HTTP/1.1 ${status}`, "Content-Type: application/x-amz-json-1.1", "", body].join("\n");
}

function json(value: JsonValue): string {
  return JSON.stringify(value, (_, each: JsonValue) => (typeof each === "bigint" ? Number(each) : each), 2);
}
