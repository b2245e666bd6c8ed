import { createLicenseManagerHandler, type LicenseManagerService } from "@borrow-license/server-stub";
import { createMswHandlers } from "@borrow-license/server-stub/msw";
import { setupServer } from "msw/node";
import { afterAll, beforeAll } from "vitest";

/** Where it is. Over TLS every one of thousands of requests would make a context for its own socket first. */
export const ECHO_ENDPOINT = "http://license-manager.example.com";

/** What an operation does in place of the cloud: it is told what arrived, and answers or throws what it is given. */
export interface EchoCloud {
  /** The input of the last call. */
  received: unknown;
  /** What the next calls answer: an output, or an error to throw. */
  answer: unknown;
}

/** Lets msw stand in for the network in a test file, with the stub behind it and one operation like the other. */
export function echoCloud(): EchoCloud {
  const cloud: EchoCloud = { received: undefined, answer: {} };
  const operation = (input: unknown): unknown => {
    cloud.received = input;
    if (cloud.answer instanceof Error) throw cloud.answer;
    return cloud.answer;
  };
  const service = new Proxy({}, { get: () => operation, has: () => true }) as LicenseManagerService;
  const handler = createLicenseManagerHandler(service, { development: true });
  const network = setupServer(...createMswHandlers(handler, { endpoint: ECHO_ENDPOINT }));
  beforeAll(() => network.listen({ onUnhandledFrame: "error" }));
  afterAll(() => network.close());
  return cloud;
}
