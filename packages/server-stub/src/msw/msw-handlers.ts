import { type HttpHandler, http } from "msw";
import type { FetchHandler } from "../runtime/fetch-handler.js";

export interface MswOptions {
  /**
   * The endpoint to answer for, such as `https://license-manager.us-east-1.amazonaws.com`. Default: every endpoint;
   * requests for other services pass by.
   */
  readonly endpoint?: string | URL;
}

/**
 * Mounts a handler in msw, so that tests run real clients against it without a server and without the network.
 *
 * @param handler what a `create…Handler` function returned
 * @returns handlers for `setupServer` or `setupWorker`
 * @example
 * ```ts
 * const server = setupServer(...createMswHandlers(createLicenseManagerHandler({ checkoutBorrowLicense })));
 * server.listen({ onUnhandledFrame: "error" }); // msw 2: { onUnhandledRequest: "error" }
 * ```
 */
export function createMswHandlers(handler: FetchHandler, options: MswOptions = {}): HttpHandler[] {
  return [mswHandler(handler.serviceHandler.service.name, handler, options)];
}

/** One handler for the requests of a service. */
export function mswHandler(
  service: string,
  answer: (request: Request) => Promise<Response>,
  { endpoint }: MswOptions,
): HttpHandler {
  const prefix = `${service}.`;
  const path = endpoint === undefined ? "*" : `${String(endpoint).replace(/\/+$/, "")}/*`;
  return http.post(path, ({ request }) => {
    const target = request.headers.get("x-amz-target");
    return target?.startsWith(prefix) ? answer(request) : undefined;
  });
}
