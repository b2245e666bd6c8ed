import { join } from "node:path";
import { CLIENT, FETCH_CLIENT } from "./suite.ts";

/** A request as the upstream runtime hands it to what sends it. */
export interface SentRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What a server answers. */
export interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** A client's call of one operation: its output, or the error that it throws. */
export type Call = (operation: string, input: object, endpoint?: string) => Promise<unknown>;

interface Client {
  send(command: object): Promise<unknown>;
}

/** Makes a client whose network is a function: it sees what is sent and makes what comes back. */
export type LoadClient = (answer: (request: SentRequest) => Answer) => Promise<Call>;

const CREDENTIALS = { accessKeyId: "key", secretAccessKey: "secret" };
const SETTINGS = { region: "us-west-2", credentials: CREDENTIALS, maxAttempts: 1 };

/** Loads the upstream generator's client. */
export const loadUpstreamClient: LoadClient = async (answer) => {
  const requestHandler = { handle: async (request: SentRequest) => ({ response: answer(request) }) };
  return callOf(join(CLIENT, "src"), { ...SETTINGS, requestHandler });
};

/** Loads the fetch client. */
export const loadFetchClient: LoadClient = async (answer) => {
  const fetch = async (url: string, { body, headers, method }: FetchInit): Promise<Response> => {
    const { hostname, pathname } = new URL(url);
    // No caller of `fetch` sets the length: it adds it to what it sends.
    const length = { "content-length": String(new TextEncoder().encode(String(body)).length) };
    const response = answer({ method, hostname, path: pathname, headers: { ...headers, ...length }, body });
    return new Response(response.body.slice(), { status: response.statusCode, headers: response.headers });
  };
  return callOf(FETCH_CLIENT, { ...SETTINGS, environment: { fetch } });
};

interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

async function callOf(folder: string, settings: object): Promise<Call> {
  const module = (await import(join(folder, "index.ts"))) as Readonly<Record<string, unknown>>;
  const Client = module["JsonProtocolClient"] as new (configuration: object) => Client;
  return async (operation, input, endpoint = "https://localhost") => {
    const Command = module[`${operation}Command`] as new (input: object) => object;
    return new Client({ ...settings, endpoint }).send(new Command(input));
  };
}
