import {
  AccessDeniedException,
  AuthorizationException,
  type OperationContext,
  RateLimitExceededException,
} from "@borrow-license/server-stub";
import type { AccessRequest } from "../auth/access.js";
import type { OperationEnvironment } from "./operation-environment.js";

/**
 * Counts a call against the rate.
 *
 * @throws RateLimitExceededException with a `Retry-After` header when there were too many
 */
export async function checkRate(
  { account, rateLimiter }: OperationEnvironment,
  { operation }: OperationContext,
): Promise<void> {
  const rate = await rateLimiter.take({ operation, account });
  if (rate.decision === "within") return;
  const seconds = Math.max(1, Math.ceil(rate.retryAfterSeconds));
  throw new RateLimitExceededException(
    { Message: `There were too many ${operation} requests of the account ${account}. Try again in ${seconds} s.` },
    { headers: { "retry-after": String(seconds) } },
  );
}

/**
 * Asks whether the caller may do this.
 *
 * @param licenseArn the license that the call is about
 * @throws AuthorizationException when its policy does not allow the operation
 * @throws AccessDeniedException when its account may not use the license
 */
export function checkAccess(
  environment: OperationEnvironment,
  context: OperationContext,
  licenseArn?: string,
): Promise<void> {
  return checkAllowed(environment, context, licenseArn === undefined ? {} : { licenseArn });
}

/**
 * Asks whether the caller may know that what the call is about does not exist.
 *
 * @throws what {@link checkAccess} throws
 */
export function checkAccessToNothing(environment: OperationEnvironment, context: OperationContext): Promise<void> {
  return checkAllowed(environment, context, { isNotFound: true });
}

async function checkAllowed(
  { access, account }: OperationEnvironment,
  { headers, operation }: OperationContext,
  subject: Pick<AccessRequest, "isNotFound" | "licenseArn">,
): Promise<void> {
  const { licenseArn } = subject;
  const answer = await access.authorize({ operation, account, headers, ...subject });
  if (answer.decision === "allowed") return;
  if (answer.decision === "operation-not-allowed") {
    const text = `The caller's policy does not allow ${operation}. Allow it there, or use other credentials.`;
    throw new AuthorizationException({ Message: answer.message ?? text });
  }
  const text = `The caller's account may not use the license${licenseArn === undefined ? "" : ` ${licenseArn}`}.`;
  const Message = answer.message ?? `${text} Ask its issuer for access, or use the credentials of another account.`;
  throw new AccessDeniedException({ Message });
}
