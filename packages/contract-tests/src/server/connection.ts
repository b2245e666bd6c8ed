import { Hash } from "@smithy/hash-node";
import { SignatureV4 } from "@smithy/signature-v4";
import { service } from "../generated/index.js";
import { type Exchange, jsonObject } from "./exchange.js";

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
}

const CONTENT_TYPE = "application/x-amz-json-1.1";

/** Sends requests to a server, byte for byte, and tells what came back. It repeats none. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #url: URL;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#url = new URL(options.endpoint);
    if (this.#url.protocol !== "http:" && this.#url.protocol !== "https:") {
      throw new TypeError(`The endpoint must be an http or https URL; it is "${options.endpoint}".`);
    }
  }

  /** @throws NoAnswerError when no answer comes */
  async send(operation: string | undefined, body: string, change: RequestChange = {}): Promise<Exchange> {
    const { contentType = CONTENT_TYPE, target = `${service.name}.${operation}` } = change;
    const headers = {
      "content-type": contentType,
      ...(target === null ? {} : { "x-amz-target": target }),
    };
    const { timeoutMs = 10_000 } = this.#options;
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
      text = await response.text();
    } catch (cause) {
      throw new NoAnswerError(`${this.#url.origin} gave no answer: ${reasonOf(cause)}.`, { cause });
    }
    const request = { target: target ?? undefined, contentType, body };
    return {
      operation,
      request,
      status: response.status,
      headers: response.headers,
      body: text,
      json: jsonObject(text),
    };
  }

  /** Reads a document beside the operations, such as a public key. Nothing where there is none. */
  async document(path: string): Promise<string | undefined> {
    try {
      const response = await fetch(new URL(path, this.#url), { signal: AbortSignal.timeout(5000) });
      return response.ok ? await response.text() : undefined;
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
      region: this.#options.region ?? "us-east-1",
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

function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? inner.message : String(inner);
}
