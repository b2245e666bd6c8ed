import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request to a server that is no licence server. */
export interface RawRequest {
  readonly operation: string;
  readonly body: string;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers a request in any way, or not at all. */
export type RawAnswer = (request: RawRequest) => void;

/** Starts a server on a free port that answers operations as it is told. It has no documents but those of these paths. */
export async function startRawServer(
  answer: RawAnswer,
  documents: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(async (message, response) => {
    if (message.method === "GET") {
      const found = documents[message.url ?? ""];
      response.writeHead(found === undefined ? 404 : 200).end(found);
      return;
    }
    const [, operation = ""] = String(message.headers["x-amz-target"]).split(".");
    answer({ operation, body: await text(message), message, response });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Answers with JSON and the headers of the protocol. */
export function answerJson({ response }: RawRequest, status: number, json: object): void {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amzn-requestid": crypto.randomUUID() };
  response.writeHead(status, headers).end(JSON.stringify(json));
}
