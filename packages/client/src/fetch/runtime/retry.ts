/**
 * Retries in the AWS SDKs' standard mode, with the upstream runtime's figures: up to three attempts, exponential backoff
 * with full jitter, and a budget that failing servers use up.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */

/** Why an attempt may be repeated. */
export type RetryKind = "throttling" | "transient";

const THROTTLING_NAMES: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);
const TRANSIENT_NAMES: readonly string[] = ["TimeoutError", "RequestTimeout", "RequestTimeoutException"];
const TRANSIENT_STATUSES: readonly number[] = [500, 502, 503, 504];

/** Why a server's error may be repeated, or `undefined` where it may not. */
export function retryKind(
  name: string,
  status: number,
  trait: { readonly throttling?: boolean } | undefined,
): RetryKind | undefined {
  if (status === 429 || trait?.throttling === true || THROTTLING_NAMES.has(name)) return "throttling";
  const isTransient = trait !== undefined || TRANSIENT_STATUSES.includes(status) || TRANSIENT_NAMES.includes(name);
  return isTransient ? "transient" : undefined;
}

const CAPACITY = 500;
const COST = { throttling: 5, transient: 14 } as const;
const BASE_DELAY = { throttling: 1000, transient: 50 } as const;
const MAXIMUM_DELAY = 20_000;
/** How far a server can push a delay beyond the backoff. */
const MAXIMUM_PUSH = 5000;

/** What a client may still spend on retries. Successes give back. */
export class RetryBudget {
  #capacity = CAPACITY;

  /** Takes what a retry costs. False where too little is left: then the failure stands. */
  take(kind: RetryKind): boolean {
    if (this.#capacity < COST[kind]) return false;
    this.#capacity -= COST[kind];
    return true;
  }

  /** A call succeeded, after a retry of that kind or at once. */
  giveBack(kind: RetryKind | undefined): void {
    this.#capacity = Math.min(CAPACITY, this.#capacity + (kind === undefined ? 1 : COST[kind]));
  }
}

/**
 * How long to wait before the next attempt, in milliseconds.
 *
 * @param retries how many retries there were
 * @param random a number from 0 to 1
 * @param retryAfter how long the server asks to wait, in milliseconds
 */
export function retryDelay(kind: RetryKind, retries: number, random: number, retryAfter = 0): number {
  const backoff = Math.floor(random * Math.min(BASE_DELAY[kind] * 2 ** retries, MAXIMUM_DELAY));
  return Math.max(backoff, Math.min(retryAfter, backoff + MAXIMUM_PUSH));
}

/**
 * The milliseconds that a response asks to wait, or `undefined` where it does not.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const amazon = headers.get("x-amz-retry-after");
  const text = headers.get("retry-after");
  const milliseconds =
    amazon !== null
      ? Number(amazon)
      : text === null
        ? Number.NaN
        : /^\d+(\.\d+)?$/.test(text)
          ? Number(text) * 1000
          : Date.parse(text) - now;
  return milliseconds > 0 ? milliseconds : undefined;
}
