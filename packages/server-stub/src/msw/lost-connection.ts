import { HttpResponse } from "msw";
import { withoutStack } from "../runtime/without-stack.js";

/** Linux's number of ECONNRESET, as Node.js reports it. */
const ERRNO = -104;

/**
 * Breaks the connection off, as a server does that dies. Clients repeat a request for that and for few other failures,
 * which they know by its code.
 *
 * @returns msw's network error, where there is nothing else: in browsers
 * @throws what msw hands to the client in Node.js: the error of a connection that was reset, which is a `TypeError` too,
 *   because `fetch` fails with one
 */
export function loseConnection(): Response {
  if (!isNode()) return HttpResponse.error();
  const facts = { code: "ECONNRESET", errno: ERRNO, syscall: "read" };
  const error = withoutStack(() => new TypeError("read ECONNRESET (by the test's own wish)"));
  throw Object.assign(error, facts);
}

function isNode(): boolean {
  const { process } = globalThis as { readonly process?: { readonly versions?: { readonly node?: string } } };
  return process?.versions?.node !== undefined;
}
