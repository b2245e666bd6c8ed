import { describe, expect, it } from "vitest";
import { RetryBudget, retryAfter, retryDelay, retryKind } from "./retry.js";

describe("an error of a server", () => {
  it.each([
    ["RateLimitExceededException", 429, undefined, "throttling"],
    ["ThrottlingException", 400, undefined, "throttling"],
    ["Anything", 400, { throttling: true }, "throttling"],
    ["Anything", 400, {}, "transient"],
    ["ServerInternalException", 500, undefined, "transient"],
    ["Unknown", 502, undefined, "transient"],
    ["Unknown", 503, undefined, "transient"],
    ["Unknown", 504, undefined, "transient"],
    ["RequestTimeout", 400, undefined, "transient"],
    ["Unknown", 501, undefined, undefined],
    ["ValidationException", 400, undefined, undefined],
    ["RedirectException", 308, undefined, undefined],
  ])("%s with status %d and the trait %j is %s", (name, status, trait, kind) => {
    expect(retryKind(name, status, trait)).toBe(kind);
  });
});

describe("the pause before a retry", () => {
  it("doubles, from 50 ms, and from a second for throttling", () => {
    expect([0, 1, 2].map((retries) => retryDelay("transient", retries, 1))).toEqual([50, 100, 200]);
    expect([0, 1, 2].map((retries) => retryDelay("throttling", retries, 1))).toEqual([1000, 2000, 4000]);
  });

  it("is never longer than 20 seconds", () => {
    expect(retryDelay("throttling", 30, 1)).toBe(20_000);
  });

  it("is a random part of that", () => {
    expect(retryDelay("transient", 1, 0.25)).toBe(25);
  });

  it("is what the server asks for, at most five seconds more than the backoff", () => {
    expect(retryDelay("transient", 0, 1, 3000)).toBe(3000);
    expect(retryDelay("transient", 0, 1, 60_000)).toBe(5050);
    expect(retryDelay("transient", 0, 1, 10)).toBe(50);
  });
});

describe("Retry-After", () => {
  it.each([
    [{ "retry-after": "3" }, 3000],
    [{ "retry-after": "0.5" }, 500],
    [{ "retry-after": "Mon, 01 Jun 2026 12:00:10 GMT" }, 10_000],
    [{ "retry-after": "Mon, 01 Jun 2026 11:00:00 GMT" }, undefined],
    [{ "retry-after": "soon" }, undefined],
    [{ "x-amz-retry-after": "250" }, 250],
    [{}, undefined],
  ])("%j asks for %s ms", (headers, milliseconds) => {
    const now = Date.parse("2026-06-01T12:00:00Z");
    expect(retryAfter(new Headers(headers as Record<string, string>), now)).toBe(milliseconds);
  });
});

describe("the budget of retries", () => {
  it("has 35 transient failures or 100 throttled ones", () => {
    const [transient, throttling] = [new RetryBudget(), new RetryBudget()];
    const taken = (budget: RetryBudget, kind: "throttling" | "transient"): number => {
      let count = 0;
      while (budget.take(kind)) count += 1;
      return count;
    };
    expect([taken(transient, "transient"), taken(throttling, "throttling")]).toEqual([35, 100]);
  });

  it("gets back what a successful retry cost, and one for a success at once", () => {
    const budget = new RetryBudget();
    while (budget.take("transient"));
    // 10 of 500 are left; 14 are needed.
    for (let successes = 0; successes < 3; successes += 1) budget.giveBack(undefined);
    expect(budget.take("transient")).toBe(false);
    budget.giveBack(undefined);
    expect(budget.take("transient")).toBe(true);
    budget.giveBack("transient");
    expect(budget.take("transient")).toBe(true);
  });
});
