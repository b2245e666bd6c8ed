import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { accountRateLimiter, rateLimitsOf } from "./account-rate-limiter.js";
import type { RateLimiter } from "./rate-limiter.js";

const CHECKOUT = "CheckoutBorrowLicense";

/** How many of the calls are within the rate. */
async function within(
  limiter: RateLimiter,
  calls: number,
  operation = CHECKOUT,
  account = "111111111111",
): Promise<number> {
  let count = 0;
  for (let index = 0; index < calls; index++) {
    if ((await limiter.take({ operation, account })).decision === "within") count += 1;
  }
  return count;
}

describe("the rate of an account's calls", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 0 }));
  afterEach(() => void vi.useRealTimers());

  it("has so many calls a second, and a burst beyond them that comes back", async () => {
    const limiter = accountRateLimiter(rateLimitsOf({ [CHECKOUT]: "5/10" }));
    expect(await within(limiter, 100)).toBe(15);
    vi.advanceTimersByTime(1001);
    expect(await within(limiter, 100)).toBe(5);
    vi.advanceTimersByTime(2001);
    expect(await within(limiter, 100)).toBe(15);
  });

  it("says when to try again", async () => {
    const limiter = accountRateLimiter(rateLimitsOf({ "*": "1" }));
    await within(limiter, 1);
    vi.advanceTimersByTime(250);
    const refused = await limiter.take({ operation: CHECKOUT, account: "111111111111" });
    expect(refused).toEqual({ decision: "exceeded", retryAfterSeconds: 0.75 });
  });

  it("is counted for each account and operation by itself", async () => {
    const limiter = accountRateLimiter(rateLimitsOf({ "*": "2" }));
    expect(await within(limiter, 5)).toBe(2);
    expect(await within(limiter, 5, "GetLicense")).toBe(2);
    expect(await within(limiter, 5, CHECKOUT, "222222222222")).toBe(2);
  });

  it("has no limit where none is named", async () => {
    const limiter = accountRateLimiter(rateLimitsOf({ [CHECKOUT]: "1" }));
    expect(await within(limiter, 500, "GetLicense")).toBe(500);
  });
});
