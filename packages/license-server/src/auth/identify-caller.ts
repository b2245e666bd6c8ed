import type { ReceivedRequest } from "@borrow-license/server-stub";
import { type AuthenticationOptions, checkedAuthorization, signingCaller } from "./authenticate.js";
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
    const authorization = checkedAuthorization(request, options);
    return throttle.attempt(request.remoteAddress, authorization.accessKeyId, options.clock(), () =>
      signingCaller(request, authorization, options),
    );
  };
}
