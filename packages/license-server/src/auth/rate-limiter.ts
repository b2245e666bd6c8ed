/** A call that counts against a rate. */
export interface RatedRequest {
  /** The operation's name, such as `CheckoutBorrowLicense`. */
  readonly operation: string;
  /** The account that the server acts for. */
  readonly account: string;
}

/** Whether a call is within the rate, and if not, when to try again. */
export type RateDecision =
  | { readonly decision: "within" }
  /** `RateLimitExceededException`, with a `Retry-After` of this many seconds, rounded up. */
  | { readonly decision: "exceeded"; readonly retryAfterSeconds: number };

/** Counts calls and says when they are too many. */
export interface RateLimiter {
  take(request: RatedRequest): RateDecision | Promise<RateDecision>;
}

/** Sets no limit. */
export const unlimitedRate: RateLimiter = {
  take: () => ({ decision: "within" }),
};
