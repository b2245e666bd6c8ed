/** An object of a JSON text. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A request, as it was sent. */
export interface SentRequest {
  readonly target: string | undefined;
  readonly contentType: string;
  readonly body: string;
}

/** A request to which no answer came. */
export interface Unanswered {
  readonly request: SentRequest;
  readonly status?: never;
}

/** A request, whether it was answered or not. */
export type Attempt = Exchange | Unanswered;

/** One request and its answer. */
export interface Exchange {
  /** The operation that was called, or nothing where the request was for none. */
  readonly operation: string | undefined;
  readonly request: SentRequest;
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
  const nameless = `the status ${status} without ${exchange.json === undefined ? "a JSON object" : "an error's name"}`;
  const type = json["__type"] ?? headers.get("x-amzn-errortype") ?? nameless;
  const message = json["Message"] ?? json["message"] ?? "";
  const name = String(type).replace(/^.*#/, "").replace(/:.*$/, "");
  return { error: { name, message: String(message), exchange }, exchange };
}

/** An error as it is named in a report. */
export function described({ message, name }: AnsweredError): string {
  return message === "" ? name : `${name} (${message.length > 200 ? `${message.slice(0, 200)}…` : message})`;
}

/** The object in a JSON text, or nothing. */
export function jsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const LONGEST = 1200;

const SHOWN_HEADERS = ["content-type", "x-amzn-requestid", "x-amzn-errortype", "location", "retry-after"];

/** A request and its answer for a report. Authorization headers are no part of it. */
export function describeAttempt(attempt: Attempt): string {
  const { request } = attempt;
  const asked = [
    "> POST",
    ...(request.target === undefined ? [] : [`> x-amz-target: ${request.target}`]),
    `> ${shortened(request.body)}`,
  ];
  if (attempt.status === undefined) return [...asked, "< (no answer)"].join("\n");
  const { body, headers, status } = attempt;
  const shown = SHOWN_HEADERS.filter((name) => headers.has(name)).map((name) => `< ${name}: ${headers.get(name)}`);
  return [...asked, `< ${status}`, ...shown, `< ${shortened(body)}`].join("\n");
}

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}
