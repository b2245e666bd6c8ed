import type { ReceivedRequest } from "@borrow-license/server-stub";
import { type AuthenticationOptions, authenticate } from "./authenticate.js";
import { AuthenticationException, RequestExpired } from "./authentication-errors.js";
import type { Caller } from "./caller.js";
import { type FailureLimits, FailureThrottle } from "./failure-throttle.js";

/** How callers are identified. */
export interface IdentificationOptions extends AuthenticationOptions {
  /** How many failures are answered in full. */
  readonly failureLimits?: FailureLimits;
}

/**
 * Makes the hook `identifyCaller` of a handler, for requests that are signed with Signature Version 4.
 *
 * @example
 * const identify = identifyCaller({ credentials, region: "us-east-1", clock: () => new Date() });
 * const handler = createLicenseManagerHandler(service, { identifyCaller: identify });
 */
export function identifyCaller(options: IdentificationOptions): (request: ReceivedRequest) => Promise<Caller> {
  const throttle = new FailureThrottle(options.failureLimits);
  return async (request) => {
    const { remoteAddress } = request;
    const key = /Credential=([A-Za-z0-9_-]{1,128})\//.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
    throttle.check(remoteAddress, key, options.clock());
    try {
      const caller = await authenticate(request, options);
      throttle.succeeded(remoteAddress, key);
      return caller;
    } catch (error) {
      if (isFailure(error)) throttle.failed(remoteAddress, key, options.clock());
      throw error;
    }
  };
}

/**
 * Whether somebody may be guessing. A request of another time is none: it was refused before the signature was looked
 * at, and when a server's clock is set, all requests are of another time until the clients have noticed.
 */
function isFailure(error: unknown): boolean {
  return error instanceof AuthenticationException && !(error instanceof RequestExpired);
}
