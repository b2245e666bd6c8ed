import { isIPv6 } from "node:net";
import { RateLimitExceededException } from "@borrow-license/server-stub";
import { LRUCache } from "lru-cache";
import { AuthenticationException } from "./authentication-errors.js";

/** How many failures there may be within a minute. */
export interface FailureLimits {
  /** With one access key, from one address. Default: 10. */
  readonly perKey?: number;
  /** From one address, whatever the key. Default: 100. */
  readonly perAddress?: number;
}

const WINDOW_MS = 60_000;
/** What is remembered at most, so that whoever tries many addresses and keys fills no memory. */
const MAXIMUM_ENTRIES = 10_000;

interface Failures {
  readonly until: number;
  count: number;
}

/**
 * Refuses those who fail to authenticate again and again, before their requests cost anything. Failures count for a key
 * at an address, so that nobody can lock a key's owner out from elsewhere, and for an address. Who has succeeded with a
 * key at an address is not held back by failures there, such as of others behind one proxy: right signatures go on, and
 * only wrong ones are told nothing more.
 */
export class FailureThrottle {
  readonly #perKey: number;
  readonly #perAddress: number;
  readonly #failures: LRUCache<string, Failures> = new LRUCache({ max: MAXIMUM_ENTRIES });
  readonly #succeeded: LRUCache<string, true> = new LRUCache({ max: MAXIMUM_ENTRIES });

  constructor({ perAddress = 100, perKey = 10 }: FailureLimits = {}) {
    this.#perKey = perKey;
    this.#perAddress = perAddress;
  }

  /**
   * Answers what authentication answers. Where it is rejected with an `AuthenticationException`, that counts.
   *
   * @throws RateLimitExceededException with `Retry-After` when there were too many failures
   */
  async attempt<Result>(
    address: string | undefined,
    accessKeyId: string,
    now: Date,
    authenticate: () => Promise<Result>,
  ): Promise<Result> {
    const source = network(address);
    const pair = `${source} ${accessKeyId}`;
    const refusal = this.#refusal(pair, this.#perKey, now) ?? this.#refusal(source, this.#perAddress, now);
    if (refusal !== undefined && !this.#succeeded.has(pair)) throw refusal;
    try {
      const result = await authenticate();
      // Whoever is known is only looked up, which counts as use.
      if (this.#succeeded.get(pair) === undefined) this.#succeeded.set(pair, true);
      return result;
    } catch (error) {
      if (!(error instanceof AuthenticationException)) throw error;
      this.#count(source, now);
      this.#count(pair, now);
      throw refusal ?? error;
    }
  }

  #count(key: string, now: Date): void {
    const before = this.#failures.get(key);
    if (before !== undefined && isRecent(before, now)) before.count += 1;
    else this.#failures.set(key, { until: now.getTime() + WINDOW_MS, count: 1 });
  }

  #refusal(key: string, limit: number, now: Date): RateLimitExceededException | undefined {
    // Nearly always nobody has failed lately, and every request asks twice.
    const failures = this.#failures.size === 0 ? undefined : this.#failures.get(key);
    if (failures === undefined || failures.count < limit || !isRecent(failures, now)) return undefined;
    const seconds = Math.max(1, Math.ceil((failures.until - now.getTime()) / 1000));
    return new RateLimitExceededException(
      {
        Message: `Authentication failed too often. Check the access key and its secret, and try again in ${seconds} s.`,
      },
      { headers: { "retry-after": String(seconds) } },
    );
  }
}

/** Nothing ends later than a minute from now, unless the clock was set back since: then it is over as well. */
function isRecent({ until }: Failures, now: Date): boolean {
  const rest = until - now.getTime();
  return rest > 0 && rest <= WINDOW_MS;
}

/** Whoever has an IPv6 address has 2^64 of them. */
function network(address = "unknown"): string {
  if (!address.includes(":") || address.includes(".") || !isIPv6(address)) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":");
  const zeros = address.includes("::") ? Array(Math.max(0, 8 - groups.length - tail.split(":").length)).fill("0") : [];
  return [...groups, ...zeros, ...tail.split(":")].slice(0, 4).join(":");
}
