import { Hash } from "@smithy/hash-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { service } from "../generated/index.js";
import { type Exchange, jsonObject, type SentRequest } from "./exchange.js";
import { noAnswerReason, textWithin } from "./response.js";

/** An access key, as AWS names its parts. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface ConnectionOptions {
  /** The server's address, such as `http://127.0.0.1:4010`. */
  readonly endpoint: string;
  /** The region in the scope of signatures. Default: `us-east-1`. */
  readonly region?: string;
  /** The access key to sign with (Signature Version 4). Without one requests are not signed. */
  readonly credentials?: Credentials | undefined;
  /** How long one request may take, in milliseconds. Default: 10,000. */
  readonly timeoutMs?: number;
}

/** What can be changed about a request. */
export interface RequestChange {
  /** In place of the service's name and the operation's. Null leaves the header out. */
  readonly target?: string | null;
  readonly contentType?: string;
  readonly credentials?: Credentials | null;
  /** In place of the present, in the signature. */
  readonly signingDate?: Date;
}

/** No answer came: the server could not be reached, or it took too long. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  /** What was asked. */
  readonly request: SentRequest;

  constructor(message: string, request: SentRequest, options?: ErrorOptions) {
    super(message, options);
    this.request = request;
  }
}

const CONTENT_TYPE = "application/x-amz-json-1.1";
/** The region where none is given. */
export const DEFAULT_REGION = "us-east-1";

const DEFAULT_TIMEOUT_MS = 10_000;

/** In bytes. The longest answers that the contract knows, pages of a hundred licenses, are far below. */
const LONGEST_ANSWER = 16 * 1024 * 1024;

/** What is wrong with a server's address, beginning with the address itself, or nothing. */
export function endpointProblem(endpoint: string): string | undefined {
  const shown = JSON.stringify(endpoint);
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    return `${shown}, which is no http or https URL. Give one such as http://127.0.0.1:4010.`;
  }
  const { hash, password, search, username } = new URL(endpoint);
  if (username !== "" || password !== "")
    return "one with a user name or password. Requests are signed, with an access key.";
  if (search !== "" || hash !== "") return `${shown}. Leave out what begins with ${search === "" ? "#" : "?"}.`;
  return undefined;
}

/** Sends requests to a server, byte for byte, and tells what came back. It repeats none. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #url: URL;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const problem = endpointProblem(options.endpoint);
    if (problem !== undefined) throw new TypeError(`The endpoint is ${problem}`);
    this.#url = new URL(options.endpoint);
  }

  /** @throws NoAnswerError when no answer comes */
  async send(operation: string | undefined, body: string, change: RequestChange = {}): Promise<Exchange> {
    const { contentType = CONTENT_TYPE, target = `${service.name}.${operation}` } = change;
    const headers = {
      "content-type": contentType,
      ...(target === null ? {} : { "x-amz-target": target }),
    };
    const { timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    const request = { target: target ?? undefined, contentType, body };
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.#url, {
        method: "POST",
        headers: await this.#signed(headers, body, change),
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      text = await textWithin(response, LONGEST_ANSWER);
    } catch (cause) {
      throw new NoAnswerError(`${this.#url.origin} ${noAnswerReason(cause, timeoutMs)}`, request, {
        cause,
      });
    }
    return {
      operation,
      request,
      status: response.status,
      headers: response.headers,
      body: text,
      json: jsonObject(text),
    };
  }

  /** Reads a document below the operations' address, or at the server's root. Nothing where there is none. */
  async document(path: string): Promise<string | undefined> {
    const { href, origin } = this.#url;
    const places = new Set([`${href.replace(/\/$/, "")}/${path}`, `${origin}/${path}`]);
    for (const place of places) {
      const found = await this.#document(place);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #document(address: string): Promise<string | undefined> {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(5000) });
      return response.ok ? await textWithin(response, LONGEST_ANSWER) : undefined;
    } catch {
      return undefined;
    }
  }

  async #signed(
    headers: Readonly<Record<string, string>>,
    body: string,
    { credentials = this.#options.credentials ?? null, signingDate }: RequestChange,
  ): Promise<Record<string, string>> {
    if (credentials === null) return { ...headers };
    const { host, hostname, pathname, port, protocol } = this.#url;
    const signer = new SignatureV4({
      service: service.signingName ?? "",
      region: this.#options.region ?? DEFAULT_REGION,
      credentials,
      sha256: Hash.bind(null, "sha256"),
    });
    const signed = await signer.sign(
      {
        method: "POST",
        protocol,
        hostname,
        ...(port !== "" && { port: Number(port) }),
        path: pathname,
        headers: { ...headers, host },
        body,
      },
      signingDate === undefined ? {} : { signingDate },
    );
    // fetch writes it by itself.
    const { host: _, ...sent } = signed.headers as Record<string, string>;
    return sent;
  }
}
