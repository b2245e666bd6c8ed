import { Model, type Operation } from "@borrow-license/codegen/smithy-ast/model";
import { readModelFile } from "./model-file.ts";

/** @see https://smithy.io/2.0/additional-specs/http-protocol-compliance-tests.html#httpmalformedrequesttests */
export interface MalformedCase {
  readonly id: string;
  readonly request: {
    readonly method: string;
    readonly uri: string;
    readonly body?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly queryParams?: readonly string[];
  };
  readonly response: {
    readonly code: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: { readonly assertion: { readonly contents?: string } };
  };
  readonly testParameters?: Readonly<Record<string, readonly string[]>>;
}

/** One request of a malformed case, with its parameters filled in. */
export interface MalformedRequest {
  readonly id: string;
  readonly operation: string;
  readonly body: string;
  readonly code: number;
  readonly errorType: string;
  /** The JSON text of the error's members, where the case says it. */
  readonly contents: string | undefined;
}

/** Cases about paths, query strings, headers, payloads and media types, which say nothing about a body's JSON. */
const ABOUT_HTTP = /Path|Query|Header|Label|Payload|ContentType|Accept|Media|Streaming|Checksum/;

/** The cases of a service that are about the JSON of a body, one for each value of their parameters. */
export function malformedRequests(service: string): readonly MalformedRequest[] {
  const model = new Model(readModelFile());
  return model.service(service).operations.flatMap(requestsOf);
}

function requestsOf({ name, traits }: Operation): readonly MalformedRequest[] {
  const cases = (traits.get("smithy.test#httpMalformedRequestTests") ?? []) as unknown as readonly MalformedCase[];
  return cases
    .filter(({ id, request }) => request.body !== undefined && !ABOUT_HTTP.test(id))
    .flatMap((each) => filledIn(each).map((request) => ({ ...request, operation: name })));
}

function filledIn(malformed: MalformedCase): readonly Omit<MalformedRequest, "operation">[] {
  const { id, request, response, testParameters } = malformed;
  const [values = [""]] = Object.values(testParameters ?? {});
  return values.map((_value, index) => {
    const fill = (text: string): string => filled(text, testParameters, index);
    return {
      id: testParameters === undefined ? id : `${id} (${index + 1})`,
      body: fill(request.body ?? ""),
      code: response.code,
      errorType: response.headers?.["x-amzn-errortype"] ?? "",
      contents: response.body?.assertion.contents === undefined ? undefined : fill(response.body.assertion.contents),
    };
  });
}

/** `$name:L` stands for a value as it is, `$name:S` for the value as a JSON string. Without parameters, `$` is one. */
function filled(text: string, parameters: MalformedCase["testParameters"], index: number): string {
  if (parameters === undefined) return text;
  return text.replace(/\$\$|\$(\w+):([LS])/g, (_all, name: string | undefined, format: string | undefined) => {
    if (name === undefined) return "$";
    const value = parameters[name]?.[index] ?? "";
    return format === "S" ? JSON.stringify(value) : value;
  });
}
