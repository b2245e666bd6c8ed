import { type HttpHandler, http } from "msw";
import type { FetchHandler } from "../runtime/fetch-handler.js";

export interface MswOptions {
  /**
   * The endpoint to answer for, such as `https://license-manager.us-east-1.amazonaws.com`. Default: every endpoint;
   * requests for other services pass by. Anything but an `http` or `https` URL is a `TypeError`.
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
  const path = endpoint === undefined ? "*" : `${endpointUrl(endpoint).replace(/\/+$/, "")}/*`;
  return http.post(path, ({ request }) => {
    const target = request.headers.get("x-amz-target");
    return target?.startsWith(prefix) ? answer(request) : undefined;
  });
}

/** The endpoint as requests have it: without the scheme's usual port, for example. */
function endpointUrl(endpoint: string | URL): string {
  const text = String(endpoint);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "http:" || url?.protocol === "https:") return url.href;
  throw new TypeError(`The endpoint must be a URL such as "https://license.example.com", not ${JSON.stringify(text)}.`);
}
