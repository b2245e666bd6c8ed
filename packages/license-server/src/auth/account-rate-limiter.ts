import { BurstyRateLimiter, RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Database, PostgresDatabase } from "../storage/database/database.js";
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
 * Limits how often each account calls each operation: in this process, or in all that use a PostgreSQL database.
 *
 * @param limits by the operation's name; `*` for those that are not named
 * @param database where the server keeps its licenses
 */
export function accountRateLimiter(limits: ReadonlyMap<string, RateLimit>, database?: Database): RateLimiter {
  const counting = database?.dialect === "postgres" ? inDatabase(database) : inMemory;
  const buckets = new Map([...limits].map(([operation, limit]) => [operation, bucketsOf(operation, limit, counting)]));
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

/** So many calls in so many seconds, under a name that no other window has. */
interface Window {
  readonly keyPrefix: string;
  readonly points: number;
  readonly duration: number;
}

type Counting = (window: Window) => RateLimiterMemory | RateLimiterPostgres;

const inMemory: Counting = (window) => new RateLimiterMemory(window);

function inDatabase({ pool }: PostgresDatabase): Counting {
  return (window) =>
    new RateLimiterPostgres({
      ...window,
      storeClient: pool,
      storeType: "pool",
      tableName: "rate_limit",
      tableCreated: true,
      // Whoever goes on although it is refused costs the database nothing until the window ends.
      inMemoryBlockOnConsumed: window.points + 1,
      // While the database is away, each process counts for itself.
      insuranceLimiter: new RateLimiterMemory(window),
    });
}

function bucketsOf(
  operation: string,
  { burst, perSecond }: RateLimit,
  counting: Counting,
): Pick<RateLimiterMemory, "consume"> {
  const steady = counting({ keyPrefix: `${operation} steady`, points: perSecond, duration: 1 });
  if (burst === 0) return steady;
  return new BurstyRateLimiter(
    steady,
    counting({ keyPrefix: `${operation} burst`, points: burst, duration: burst / perSecond }),
  );
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
