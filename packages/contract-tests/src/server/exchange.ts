/** An object of a JSON text. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** One request and its answer. */
export interface Exchange {
  /** The operation that was called, or nothing where the request was for none. */
  readonly operation: string | undefined;
  readonly request: { readonly target: string | undefined; readonly contentType: string; readonly body: string };
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** The body as JSON, where it is an object. */
  readonly json: JsonObject | undefined;
}

/** An error that a server answered, read as leniently as any client does. */
export interface AnsweredError {
  /** The error's name, without a namespace and without what may stand behind it. */
  readonly name: string;
  readonly message: string;
  readonly exchange: Exchange;
}

/** What a call of an operation led to. */
export type Answer =
  | { readonly output: JsonObject; readonly error?: never; readonly exchange: Exchange }
  | { readonly output?: never; readonly error: AnsweredError; readonly exchange: Exchange };

/** Reads the answer of an exchange. */
export function answerOf(exchange: Exchange): Answer {
  if (exchange.status >= 200 && exchange.status < 300 && exchange.json !== undefined) {
    return { output: exchange.json, exchange };
  }
  const { headers, json = {}, status } = exchange;
  const type = json["__type"] ?? headers.get("x-amzn-errortype") ?? `an answer with status ${status}`;
  const message = json["Message"] ?? json["message"] ?? "";
  const name = String(type).replace(/^.*#/, "").replace(/:.*$/, "");
  return { error: { name, message: String(message), exchange }, exchange };
}

/** The object in a JSON text, or nothing. */
export function jsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

const LONGEST = 1200;

/** An exchange for a report. Authorization headers are no part of it. */
export function describeExchange({ body, headers, request, status }: Exchange): string {
  const shown = ["content-type", "x-amzn-requestid", "x-amzn-errortype", "location", "retry-after"]
    .filter((name) => headers.has(name))
    .map((name) => `${name}: ${headers.get(name)}`);
  return [
    "> POST",
    ...(request.target === undefined ? [] : [`> x-amz-target: ${request.target}`]),
    `> ${shortened(request.body)}`,
    `< ${status}`,
    ...shown.map((line) => `< ${line}`),
    `< ${shortened(body)}`,
  ].join("\n");
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}
