import { afterEach, describe, expect, it, vi } from "vitest";
import { bodyLimit, startTimer, timeLimit } from "./limits.js";

const DAY = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

describe("the largest body", () => {
  it.each([Number.NaN, -1, 1.5, -Infinity, "1kb", "1024", null])("cannot be %j", (limit) => {
    expect(() => bodyLimit(limit as number)).toThrow(RangeError);
    expect(() => bodyLimit(limit as number)).toThrow("maxBodyBytes must be a whole number of bytes");
  });

  it.each([0, 1, 5_000_000_000, Infinity])("may be %j", (limit) => {
    expect(bodyLimit(limit)).toBe(limit);
  });
});

describe("a time limit", () => {
  it.each([Number.NaN, -1, -Infinity, "5s", null])("cannot be %j", (limit) => {
    expect(() => timeLimit(limit as number)).toThrow(RangeError);
    expect(() => timeLimit(limit as number)).toThrow("timeLimitMs must be a number of milliseconds");
  });

  it("is none when it is infinite", () => {
    expect(timeLimit(Infinity)).toBeUndefined();
  });
});

describe("a timer", () => {
  it("waits for times that are longer than those that the host's timers know", () => {
    vi.useFakeTimers();
    const expire = vi.fn<() => void>();
    startTimer(60 * DAY, expire);
    vi.advanceTimersByTime(60 * DAY - 1);
    expect(expire).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(expire).toHaveBeenCalledTimes(1);
  });

  it("can be called off, also after it was set again", () => {
    vi.useFakeTimers();
    const expire = vi.fn<() => void>();
    const stop = startTimer(60 * DAY, expire);
    vi.advanceTimersByTime(40 * DAY);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
