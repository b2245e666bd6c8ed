import { BurstyRateLimiter, RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { RateLimiter } from "./rate-limiter.js";

/** How often an account may call an operation. */
export interface RateLimit {
  /** Calls in each second. */
  readonly perSecond: number;
  /** Calls beyond that, which are given back at the same rate. 0 for none. */
  readonly burst: number;
}

/** The limit for operations that have none of their own. */
const OTHERS = "*";

/**
 * Limits how often each account calls each operation, in this process.
 *
 * @param limits by the operation's name; `*` for those that are not named
 */
export function accountRateLimiter(limits: ReadonlyMap<string, RateLimit>): RateLimiter {
  const buckets = new Map([...limits].map(([operation, limit]) => [operation, bucketsOf(limit)]));
  return {
    async take({ account, operation }) {
      const limited = buckets.get(operation) ?? buckets.get(OTHERS);
      if (limited === undefined) return { decision: "within" };
      try {
        await limited.consume(`${account} ${operation}`);
        return { decision: "within" };
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        return { decision: "exceeded", retryAfterSeconds: refusal.msBeforeNext / 1000 };
      }
    },
  };
}

function bucketsOf({ burst, perSecond }: RateLimit): Pick<RateLimiterMemory, "consume"> {
  const steady = new RateLimiterMemory({ points: perSecond, duration: 1 });
  if (burst === 0) return steady;
  return new BurstyRateLimiter(steady, new RateLimiterMemory({ points: burst, duration: burst / perSecond }));
}

/** Reads limits such as `50/100`, by operation: 50 calls a second and 100 more at once; `50` is without more. */
export function rateLimitsOf(texts: Readonly<Record<string, string>>): ReadonlyMap<string, RateLimit> {
  return new Map(
    Object.entries(texts).map(([operation, text]) => {
      const [perSecond, burst = "0"] = text.split("/");
      return [operation, { perSecond: Number(perSecond), burst: Number(burst) }];
    }),
  );
}
