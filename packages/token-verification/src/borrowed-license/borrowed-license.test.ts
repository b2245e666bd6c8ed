import { afterEach, describe, expect, it, vi } from "vitest";
import { HOUR, licenseToken, Machine, MINUTE, memoryText, publicKey } from "../../test/held-license.js";
import { rsaKeys } from "../../test/tokens.js";
import { BorrowedLicense } from "./borrowed-license.js";
import type { BorrowedLicenseOptions } from "./borrowed-license-options.js";

afterEach(() => void vi.useRealTimers());

describe("opening", () => {
  it("tells what the token says", async () => {
    const license = await new Machine().open();
    expect(license.entitlements).toEqual([
      { Name: "seats", Value: "2", Unit: "Count" },
      { Name: "export", Unit: "None" },
    ]);
    expect(license.expiresAt).toEqual(new Date("2026-03-02T10:00:00Z"));
    expect(license.metadata).toEqual(new Map([["purpose", "field work"]]));
    expect(license.claims.nodeId).toBe("workstation-7");
    expect(license.status).toBe("valid");
    expect(license.remaining()).toBe(22 * 3600);
  });

  it("has no metadata where the token has none", async () => {
    const license = await new Machine().open({ token: licenseToken({ checkoutMetadata: undefined }) });
    expect(license.metadata).toEqual(new Map());
  });

  it("reads the token from where it is kept, with a line break behind it", async () => {
    const license = await new Machine().open({ file: memoryText(`${licenseToken()}\n`) });
    expect(license.allows("seats")).toBe(true);
  });

  it("says that there is no token where it is kept", async () => {
    await expect(new Machine().open({ file: memoryText() })).rejects.toMatchObject({ code: "token-missing" });
  });

  it.each([
    ["signature", { keys: rsaKeys().publicKey }],
    ["wrong-node", { nodeId: "workstation-8" }],
    ["wrong-license", { licenseArn: "arn:aws:license-manager::123456789012:license:l-2" }],
    ["entitlement-missing", { entitlements: [{ Name: "seats", Value: "3", Unit: "Count" as const }] }],
    ["malformed", { token: "no token" }],
  ])("refuses a token with %s", async (code, options) => {
    await expect(new Machine().open(options)).rejects.toMatchObject({ code });
  });

  it("refuses an expired token, also by a second", async () => {
    await expect(new Machine("2026-03-02T10:00:00Z").open()).rejects.toMatchObject({ code: "expired" });
    await expect(new Machine("2026-03-02T09:59:59Z").open()).resolves.toBeDefined();
  });

  it("does not make the license longer by the tolerance", async () => {
    const machine = new Machine("2026-03-02T10:00:00Z");
    await expect(machine.open({ clockTolerance: 300 })).rejects.toMatchObject({ code: "expired" });
  });

  it("accepts a clock that stands as far before the issue as is tolerated, and no further", async () => {
    await expect(new Machine("2026-03-01T09:59:00Z").open()).resolves.toMatchObject({ status: "valid" });
    await expect(new Machine("2026-03-01T09:58:59Z").open()).rejects.toMatchObject({ code: "not-yet-valid" });
    const strict = { clockTolerance: 0 };
    await expect(new Machine("2026-03-01T09:59:59Z").open(strict)).rejects.toMatchObject({ code: "not-yet-valid" });
  });

  it.each<object>([
    { clockTolerance: 301 },
    { clockTolerance: -1 },
    { clockTolerance: "60" },
    { clockTolerance: null },
  ])("refuses the options %j", async (options) => {
    await expect(new Machine().open(options)).rejects.toThrow(
      new RangeError("clockTolerance must be from 0 to 300 seconds."),
    );
  });

  it.each<[string, object]>([
    ["gracePeriod", { gracePeriod: 3_155_760_001 }],
    ["gracePeriod", { gracePeriod: 1e13 }],
    ["gracePeriod", { gracePeriod: -1 }],
    ["gracePeriod", { gracePeriod: Number.NaN }],
    ["gracePeriod", { gracePeriod: "60" }],
    ["Each of leadTimes", { leadTimes: [-1] }],
    ["Each of leadTimes", { leadTimes: [60, "60"] }],
  ])("says that %s must be a number of seconds, of the options %j", async (name, options) => {
    await expect(new Machine().open(options)).rejects.toThrow(
      new RangeError(`${name} must be from 0 to 3155760000 seconds.`),
    );
  });

  it.each([
    { clockTolerance: 300, gracePeriod: 3_155_760_000, leadTimes: [3_155_760_000] },
    { clockTolerance: 0, gracePeriod: 0, leadTimes: [0] },
    { leadTimes: [] },
    { missingState: "first-use" as const, stateSecret: "" },
  ])("accepts the options %j", async (options) => {
    await expect(new Machine().open(options)).resolves.toMatchObject({ status: "valid" });
  });

  it.each<[string, string, object]>([
    ["neither token nor file", "Give the license's token or its file.", { token: undefined }],
    ["both token and file", "Give the license's token or its file.", { token: "a.b.c", file: memoryText() }],
    [
      "a path as file",
      "file must be a StoredText, such as textFile(path) of the entry point ./node.",
      { token: undefined, file: "license.jwt" },
    ],
    [
      "a file that cannot be written",
      "file must be a StoredText, such as textFile(path) of the entry point ./node.",
      { token: undefined, file: { read: async () => "" } },
    ],
    ["no state", "state must be a StoredText, such as textFile(path) of the entry point ./node.", { state: undefined }],
    [
      "a path as state",
      "state must be a StoredText, such as textFile(path) of the entry point ./node.",
      { state: "license.state" },
    ],
    [
      "a misspelled option",
      "There is no option graceperiod. There are nodeId, allowUnbound, ignoreNode, licenseArn, issuer, entitlements, " +
        "token, file, keys, state, missingState, stateSecret, gracePeriod, leadTimes, clockTolerance, now, monotonicNow.",
      { graceperiod: 60 },
    ],
    ["a misspelled policy", 'missingState must be "first-use" or "refuse".', { missingState: "refused" }],
    ["a secret that is no string", "stateSecret must be a string.", { stateSecret: null }],
  ])("refuses %s", async (_, message, options) => {
    const complete = { token: licenseToken(), keys: publicKey, nodeId: "workstation-7", state: memoryText() };
    await expect(BorrowedLicense.open({ ...complete, ...options } as BorrowedLicenseOptions)).rejects.toThrow(
      new TypeError(message),
    );
  });

  it("refuses a clock that has no time", async () => {
    await expect(new Machine("no time").open()).rejects.toThrow(new TypeError("now() must answer a valid Date."));
  });

  it("goes by the machine's own clocks unless others are given", async () => {
    const expiration = new Date(Date.now() + HOUR).toISOString().slice(0, 19);
    const issuedAt = new Date(Date.now() - HOUR).toISOString().slice(0, 19);
    const license = await BorrowedLicense.open({
      token: licenseToken({ issuedAt, expiration }),
      keys: publicKey,
      nodeId: "workstation-7",
      state: memoryText(),
    });
    license.close();
    expect(license.allows("seats", 2)).toBe(true);
    expect(license.remaining()).toBeGreaterThan(3590);
  });
});

describe("allowing", () => {
  const entitlementsAllowed = [
    { name: "seats", value: "2", unit: "Count" },
    { name: "export", value: "pdf", unit: "None" },
    { name: "none", value: "0", unit: "Count" },
    { name: "unnumbered", unit: "Count" },
    { name: "storage", value: "5", unit: "Gigabytes" },
    { name: "storage", value: "5000", unit: "Megabytes" },
    { name: "twice", value: "3", unit: "Count" },
    { name: "twice", value: "1", unit: "Count" },
  ];

  it.each([
    ["fewer than granted", true, ["seats"]],
    ["as many as granted", true, ["seats", 2]],
    ["more than granted", false, ["seats", 3]],
    ["the granted unit", true, ["seats", 2, "Count"]],
    ["another unit", false, ["seats", 1, "Percent"]],
    ["another name", false, ["Seats"]],
    ["a name that every object has", false, ["constructor"]],
    ["a feature", true, ["export"]],
    ["a feature twice", false, ["export", 2]],
    ["a grant of nothing", false, ["none"]],
    ["a counted grant without a number", false, ["unnumbered"]],
    ["a name in several units without saying which", false, ["storage", 5]],
    ["a name in several units in one of them", true, ["storage", 5, "Gigabytes"]],
    ["a name in several units in the other", true, ["storage", 5000, "Megabytes"]],
    ["more of a name in several units", false, ["storage", 6, "Gigabytes"]],
    ["the larger of two equal grants", true, ["twice", 3]],
    ["the sum of two equal grants", false, ["twice", 4]],
  ] as const)("judges %s", async (_, allowed, [name, amount, unit]) => {
    const license = await new Machine().open({ token: licenseToken({ entitlementsAllowed }) });
    expect(license.allows(name, amount, unit)).toBe(allowed);
    if (allowed) expect(() => license.require(name, amount, unit)).not.toThrow();
    else
      expect(() => license.require(name, amount, unit)).toThrow(
        expect.objectContaining({ code: "entitlement-missing" }),
      );
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses the amount %s", async (amount) => {
    const license = await new Machine().open();
    expect(() => license.allows("seats", amount)).toThrow(
      new RangeError("The amount must be a positive whole number."),
    );
  });

  it("says what is required", async () => {
    const license = await new Machine().open();
    expect(() => license.require("seats", 3, "Count")).toThrow(
      'The license does not grant 3 of "seats" in the unit Count. Borrow it as well.',
    );
    expect(() => license.require("scan")).toThrow('The license does not grant 1 of "scan". Borrow it as well.');
  });

  it("ends with the license, at once and without any timer", async () => {
    const machine = new Machine();
    const license = await machine.open();
    machine.set("2026-03-02T09:59:59Z");
    expect(license.allows("seats")).toBe(true);
    expect(license.remaining()).toBe(1);
    machine.set("2026-03-02T10:00:00Z");
    expect(license.allows("seats")).toBe(false);
    expect(license.status).toBe("expired");
    expect(license.remaining()).toBe(0);
    expect(() => license.require("seats")).toThrow(
      expect.objectContaining({ code: "expired", expiration: new Date("2026-03-02T10:00:00Z") }),
    );
  });

  it("goes on for the period of grace, and not longer", async () => {
    const machine = new Machine("2026-03-02T10:30:00Z");
    const license = await machine.open({ gracePeriod: 3600 });
    expect([license.status, license.allows("seats"), license.remaining()]).toEqual(["grace", true, 0]);
    machine.set("2026-03-02T10:59:59Z");
    expect(license.allows("seats")).toBe(true);
    machine.set("2026-03-02T11:00:00Z");
    expect([license.status, license.allows("seats")]).toEqual(["expired", false]);
  });
});

describe("events", () => {
  it("come before, at and after the expiration", async () => {
    const machine = new Machine();
    const license = await machine.open({ leadTimes: [HOUR / 1000, (2 * MINUTE) / 1000], gracePeriod: 600 });
    const seen: unknown[] = [];
    license.on("expiring", ({ leadTime, remaining }) => seen.push([machine.wallTime, leadTime, Math.round(remaining)]));
    license.on("grace", ({ expiration, until }) => seen.push([machine.wallTime, expiration, until]));
    license.on("expired", ({ expiration }) => seen.push([machine.wallTime, expiration]));
    license.on("clock-rolled-back", (event) => seen.push([machine.wallTime, event]));
    await machine.pass(24 * HOUR);
    expect(seen).toEqual([
      [Date.parse("2026-03-02T09:00:00Z"), 3600, 3600],
      [Date.parse("2026-03-02T09:58:00Z"), 120, 120],
      [Date.parse("2026-03-02T10:00:00Z"), new Date("2026-03-02T10:00:00Z"), new Date("2026-03-02T10:10:00Z")],
      [Date.parse("2026-03-02T10:10:00Z"), new Date("2026-03-02T10:00:00Z")],
    ]);
  });

  it("come at their time, also between the looks at the clock that come each minute", async () => {
    const machine = new Machine("2026-03-02T09:45:00Z");
    const license = await machine.open({ leadTimes: [20.5, 100.5], gracePeriod: 90.5 });
    const seen: string[] = [];
    for (const name of ["expiring", "grace", "expired"] as const) {
      license.on(name, () => seen.push(`${name} ${new Date(machine.wallTime).toISOString().slice(11, 23)}`));
    }
    for (let half = 0; half < 2 * 60 * 20; half += 1) {
      machine.wallTime += 500;
      machine.monotonicTime += 500;
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(seen).toEqual([
      "expiring 09:58:19.500",
      "expiring 09:59:39.500",
      "grace 10:00:00.000",
      "expired 10:01:30.500",
    ]);
  });

  it("come once for all lead times that are reached already, after open has answered", async () => {
    const machine = new Machine("2026-03-02T09:50:00Z");
    const license = await machine.open();
    const expiring = vi.fn();
    license.on("expiring", expiring);
    await machine.pass(1);
    expect(expiring.mock.calls).toEqual([[{ leadTime: 3600, remaining: 600 - 0.001 }]]);
    await machine.pass(5 * MINUTE);
    expect(expiring).toHaveBeenCalledOnce();
  });

  it("come after sleep, with the second look at the clock", async () => {
    const machine = new Machine();
    const license = await machine.open();
    const expired = vi.fn();
    const expiring = vi.fn();
    license.on("expired", expired);
    license.on("expiring", expiring);
    await machine.pass(HOUR);
    machine.set("2026-03-05T00:00:00Z");
    expect(license.allows("seats")).toBe(false);
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(expired).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1000);
    expect(expired).toHaveBeenCalledOnce();
    expect(expiring).not.toHaveBeenCalled();
  });

  it("need a second look at each jump of the clock, also right after one that was believed", async () => {
    const machine = new Machine();
    const license = await machine.open();
    const expired = vi.fn();
    license.on("expired", expired);
    await machine.pass(HOUR);
    machine.set("2026-03-01T15:00:00Z");
    await vi.advanceTimersByTimeAsync(MINUTE);
    await vi.advanceTimersByTimeAsync(1000);
    machine.set("2036-03-05T00:00:00Z");
    await vi.advanceTimersByTimeAsync(MINUTE);
    machine.set("2026-03-01T15:02:00Z");
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(expired).not.toHaveBeenCalled();
    expect(license.status).toBe("valid");
  });

  it("do not announce the expiration where there are no lead times", async () => {
    const machine = new Machine("2026-03-02T09:00:00Z");
    const license = await machine.open({ leadTimes: [] });
    const expiring = vi.fn();
    license.on("expiring", expiring);
    await machine.pass(2 * HOUR);
    expect(expiring).not.toHaveBeenCalled();
  });

  it("stop for the one listener whose removal was asked for", async () => {
    const machine = new Machine("2026-03-02T09:59:00Z");
    const license = await machine.open();
    const [removed, kept] = [vi.fn(), vi.fn()];
    license.on("expired", removed)();
    license.on("expired", kept);
    await machine.pass(2 * MINUTE);
    expect(removed).not.toHaveBeenCalled();
    expect(kept).toHaveBeenCalledOnce();
  });

  it("do not come for a jump of the clock that is over at the second look", async () => {
    const machine = new Machine();
    const license = await machine.open();
    const expired = vi.fn();
    license.on("expired", expired);
    await machine.pass(HOUR);
    machine.set("2036-03-05T00:00:00Z");
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(license.allows("seats")).toBe(false);
    machine.set("2026-03-01T13:01:00Z");
    await machine.pass(HOUR);
    expect(expired).not.toHaveBeenCalled();
    expect(license.allows("seats")).toBe(true);
  });

  it("stop with close, and with what on has answered", async () => {
    const machine = new Machine();
    const license = await machine.open();
    const removed = vi.fn();
    const closed = vi.fn();
    license.on("expired", removed)();
    license.on("expired", closed);
    license.close();
    await machine.pass(24 * HOUR);
    expect(removed).not.toHaveBeenCalled();
    expect(closed).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
    expect(license.status).toBe("expired");
  });

  it("are refused where there are none of that name, and where nobody could be told", async () => {
    const license = await new Machine().open();
    expect(() => license.on("expire" as "expired", () => undefined)).toThrow(
      new TypeError("There is no event expire among expiring, grace, expired, clock-rolled-back, state-not-saved."),
    );
    expect(() => license.on("toString" as "expired", () => undefined)).toThrow(TypeError);
    expect(() => license.on("expired", undefined as unknown as () => void)).toThrow(
      new TypeError("The listener of expired must be a function."),
    );
  });

  it("can be closed from a listener", async () => {
    const machine = new Machine("2026-03-02T09:50:00Z");
    const license = await machine.open();
    license.on("expiring", () => license.close());
    await machine.pass(MINUTE);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("reach every listener, whatever one of them throws", async () => {
    const machine = new Machine("2026-03-02T09:50:00Z");
    const license = await machine.open();
    const uncaught = vi.spyOn(globalThis, "queueMicrotask").mockImplementation(() => undefined);
    const second = vi.fn();
    license.on("expiring", () => {
      throw new Error("a mistake of the application");
    });
    license.on("expiring", second);
    await machine.pass(1);
    expect(second).toHaveBeenCalledOnce();
    expect(uncaught).toHaveBeenCalled();
    expect(() => uncaught.mock.calls[0]?.[0]()).toThrow("a mistake of the application");
  });
});
