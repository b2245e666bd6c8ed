import { type AnsweredError, described } from "../server/exchange.js";

const TOO_MANY_REQUESTS = new Set(["RateLimitExceededException", "ThrottlingException"]);

/** The errors of a caller whose policy does not allow an operation: License Manager's own, and the one that AWS has for all. */
function isForbidden({ message, name }: AnsweredError): boolean {
  return name === "AuthorizationException" || (name === "AccessDeniedException" && /not authorized to/.test(message));
}

/**
 * Why an error says nothing about what the server does with a request, or nothing: it is about the caller, and any request
 * could have got it.
 */
export function obstacle(error: AnsweredError, operation: string | undefined): string | undefined {
  const subject = operation ?? "The request";
  if (isForbidden(error)) return `The server does not allow the caller to use ${subject}: ${described(error)}.`;
  if (TOO_MANY_REQUESTS.has(error.name)) {
    return `The server limits requests to fewer than these tests make: ${subject} was answered ${described(error)}.`;
  }
  return undefined;
}
