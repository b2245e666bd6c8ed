import { LicenseManagerClient } from "@borrow-license/client";
import type { Credentials } from "./server-process.js";

/** The real client, which keeps an answer's bytes beside what it makes of them. */
export interface WireClient {
  readonly client: LicenseManagerClient;
  /** The bytes of a response's body, as text. */
  bytesOf(output: object): string;
}

/**
 * Makes a client that tries once, so that a test sees each failure.
 *
 * @param maxAttempts how often the client tries, for tests about that
 */
export function wireClient(url: string, credentials: Credentials, maxAttempts = 1): WireClient {
  const bytes = new WeakMap<object, string>();
  const client = new LicenseManagerClient({
    endpoint: url,
    region: "us-east-1",
    credentials,
    maxAttempts,
    requestHandler: { connectionTimeout: 2000, requestTimeout: 30_000, httpAgent: { keepAlive: true, maxSockets: 64 } },
  });
  // Nearer to the wire than what reads the response.
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { body?: AsyncIterable<Uint8Array> };
      const chunks: Uint8Array[] = [];
      for await (const chunk of response.body ?? []) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      response.body = new Uint8Array(body) as never;
      bytes.set(result.response as object, body.toString());
      return result;
    },
    { step: "deserialize", priority: "low", name: "keepBytes" },
  );
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      bytes.set(result.output as object, bytes.get(result.response as object) ?? "");
      return result;
    },
    { step: "initialize", name: "passBytes" },
  );
  return { client, bytesOf: (output) => bytes.get(output) ?? "" };
}
