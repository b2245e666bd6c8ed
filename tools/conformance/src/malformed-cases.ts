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
  /** The content type of a case that is about it: `null` where the request has none. */
  readonly contentType?: string | null;
  readonly code: number;
  readonly errorType: string;
  /** The JSON text of the error's members, where the case says it. */
  readonly contents: string | undefined;
}

/** Cases about paths, query strings, headers and the types that a client accepts, which this protocol does not have. */
const ABOUT_HTTP = /Path|Query|Header|Accept/;

/** The status of cases about the type of the body. */
const UNSUPPORTED_MEDIA_TYPE = 415;

/** The cases of a service that are about a body or its type, one for each value of their parameters. */
export function malformedRequests(service: string): readonly MalformedRequest[] {
  const model = new Model(readModelFile());
  return model.service(service).operations.flatMap(requestsOf);
}

function requestsOf({ name, traits }: Operation): readonly MalformedRequest[] {
  const cases = (traits.get("smithy.test#httpMalformedRequestTests") ?? []) as unknown as readonly MalformedCase[];
  return cases
    .filter(({ request }) => request.body !== undefined)
    .filter(({ id, response }) => response.code === UNSUPPORTED_MEDIA_TYPE || !ABOUT_HTTP.test(id))
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
      ...(response.code === UNSUPPORTED_MEDIA_TYPE
        ? { contentType: new Headers(request.headers).get("content-type") }
        : {}),
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
