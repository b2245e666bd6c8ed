import { isIPv6 } from "node:net";
import { RateLimitExceededException } from "@borrow-license/server-stub";
import { LRUCache } from "lru-cache";

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
 * at an address, so that nobody can lock a key's owner out from elsewhere, and for an address. Who has succeeded from an
 * address is not held back by the failures of others there, such as behind one proxy.
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

  /** @throws RateLimitExceededException with `Retry-After` when there were too many failures */
  check(address: string | undefined, accessKeyId: string, now: Date): void {
    const source = network(address);
    const pair = `${source} ${accessKeyId}`;
    this.#checkLimit(pair, this.#perKey, now);
    if (!this.#succeeded.has(pair)) this.#checkLimit(source, this.#perAddress, now);
  }

  failed(address: string | undefined, accessKeyId: string, now: Date): void {
    const source = network(address);
    for (const key of [source, `${source} ${accessKeyId}`]) {
      const before = this.#failures.get(key);
      if (before !== undefined && isRecent(before, now)) before.count += 1;
      else this.#failures.set(key, { until: now.getTime() + WINDOW_MS, count: 1 });
    }
  }

  succeeded(address: string | undefined, accessKeyId: string): void {
    this.#succeeded.set(`${network(address)} ${accessKeyId}`, true);
  }

  #checkLimit(key: string, limit: number, now: Date): void {
    const failures = this.#failures.get(key);
    if (failures === undefined || failures.count < limit || !isRecent(failures, now)) return;
    const seconds = Math.max(1, Math.ceil((failures.until - now.getTime()) / 1000));
    throw new RateLimitExceededException(
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
  if (!isIPv6(address) || address.includes(".")) return address;
  const [head = "", tail = ""] = address.split("::");
  const groups = head.split(":");
  const zeros = address.includes("::") ? Array(Math.max(0, 8 - groups.length - tail.split(":").length)).fill("0") : [];
  return [...groups, ...zeros, ...tail.split(":")].slice(0, 4).join(":");
}
