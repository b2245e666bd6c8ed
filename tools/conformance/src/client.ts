import { join } from "node:path";
import { CLIENT } from "./suite.ts";

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

/**
 * Loads the generated client.
 *
 * @param answer stands in the place of the network: it sees what is sent and makes what comes back
 */
export async function loadClient(answer: (request: SentRequest) => Answer): Promise<Call> {
  const module = (await import(join(CLIENT, "src", "index.ts"))) as Readonly<Record<string, unknown>>;
  const Client = module["JsonProtocolClient"] as new (configuration: object) => Client;
  const requestHandler = { handle: async (request: SentRequest) => ({ response: answer(request) }) };
  return async (operation, input, endpoint = "https://localhost") => {
    const Command = module[`${operation}Command`] as new (input: object) => object;
    const credentials = { accessKeyId: "key", secretAccessKey: "secret" };
    const client = new Client({ region: "us-west-2", credentials, endpoint, requestHandler, maxAttempts: 1 });
    return client.send(new Command(input));
  };
}
