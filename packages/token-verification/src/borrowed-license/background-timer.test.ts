import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BackgroundTimer } from "./background-timer.js";

describe("a timer", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  it("comes back as often and as late as the work says", () => {
    const delays = [20, 300, 4000];
    const run = vi.fn(() => delays.shift() ?? 50_000);
    const timer = new BackgroundTimer(run);
    timer.schedule(1);
    const counts = [1, 19, 1, 299, 1, 3999, 1].map((milliseconds) => {
      vi.advanceTimersByTime(milliseconds);
      return run.mock.calls.length;
    });
    expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4]);
    timer.stop();
  });

  it("runs once where it is scheduled anew before its time", () => {
    const run = vi.fn(() => 1000);
    const timer = new BackgroundTimer(run);
    timer.schedule(10);
    timer.schedule(20);
    vi.advanceTimersByTime(19);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledOnce();
    timer.stop();
  });

  it("goes by what the work itself has scheduled, rather than by its answer", () => {
    const run = vi.fn(() => {
      if (run.mock.calls.length === 1) timer.schedule(5);
      return 1000;
    });
    const timer = new BackgroundTimer(run);
    timer.schedule(1);
    vi.advanceTimersByTime(6);
    expect(run).toHaveBeenCalledTimes(2);
    timer.stop();
  });

  it("never runs again once it is stopped, whoever schedules it", () => {
    const run = vi.fn(() => 10);
    const timer = new BackgroundTimer(run);
    timer.schedule(10);
    timer.stop();
    timer.schedule(10);
    vi.advanceTimersByTime(100);
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("a process is not kept alive", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("in Node.js and in Bun", () => {
    const timer = new BackgroundTimer(() => 1000);
    const before = process.getActiveResourcesInfo().filter((resource) => resource === "Timeout").length;
    timer.schedule(60_000);
    expect(process.getActiveResourcesInfo().filter((resource) => resource === "Timeout")).toHaveLength(before);
    timer.stop();
  });

  it("in Deno, whose timers are numbers", () => {
    const unrefTimer = vi.fn();
    vi.stubGlobal("setTimeout", () => 7);
    vi.stubGlobal("Deno", { unrefTimer });
    const timer = new BackgroundTimer(() => 1000);
    timer.schedule(60_000);
    expect(unrefTimer.mock.calls).toEqual([[7]]);
  });

  it("by browsers, whose timers are numbers that nobody has to be told of", () => {
    vi.stubGlobal("setTimeout", () => 7);
    expect(() => new BackgroundTimer(() => 1000).schedule(60_000)).not.toThrow();
  });
});
