import { afterEach, describe, expect, it, vi } from "vitest";
import { HOUR, licenseToken, Machine, MINUTE, memoryText } from "../../test/held-license.js";

afterEach(() => void vi.useRealTimers());

describe("across processes", () => {
  it("refuses a clock that stands before the time that was seen", async () => {
    const state = memoryText();
    const first = new Machine();
    (await first.open({ state })).close();
    await expect(new Machine("2026-03-01T11:58:59Z").open({ state })).rejects.toMatchObject({
      code: "clock-rolled-back",
      seenTime: new Date("2026-03-01T12:00:00Z"),
      message:
        "The clock stands before 2026-03-01T12:00:00.000Z, a time that has passed already. " +
        "Set this machine's clock right.",
    });
    await expect(new Machine("2026-03-01T11:59:00Z").open({ state })).resolves.toMatchObject({ status: "valid" });
  });

  it("remembers the time that has passed while the license was held", async () => {
    const state = memoryText();
    const machine = new Machine();
    await machine.open({ state });
    await machine.pass(2 * HOUR);
    await vi.waitFor(() => expect(state.text).toMatch(/^1 2026-03-01T14:00:00\.000Z [\w-]{43}\n$/));
    await expect(new Machine("2026-03-01T13:58:59Z").open({ state })).rejects.toMatchObject({
      code: "clock-rolled-back",
    });
  });

  it("remembers what has passed in sessions that are shorter than a minute, each of which begins at the same time", async () => {
    const state = memoryText();
    for (let session = 0; session < 2; session += 1) {
      const machine = new Machine();
      const license = await machine.open({ state });
      machine.wallTime += 50_000;
      machine.monotonicTime += 50_000;
      await license.close();
      if (session === 0) expect(state.text).toMatch(/^1 2026-03-01T12:00:50\.000Z /);
    }
    expect(state.text).toMatch(/^1 2026-03-01T12:01:39\.\d{3}Z /);
    await expect(new Machine().open({ state })).rejects.toMatchObject({ code: "clock-rolled-back" });
  });

  it("remembers half of what has passed at least where a process ends without close", async () => {
    const state = memoryText();
    const machine = new Machine();
    await machine.open({ state });
    for (let second = 0; second < 50; second += 1) {
      machine.wallTime += 1000;
      machine.monotonicTime += 1000;
      await vi.advanceTimersByTimeAsync(1000);
    }
    vi.useRealTimers();
    await vi.waitFor(() => expect(state.text).toMatch(/^1 2026-03-01T12:00:(2[5-9]|[345]\d)\.\d{3}Z /));
  });

  it("does not lower the record with what was to be written before the close", async () => {
    const state = memoryText();
    const machine = new Machine();
    const license = await machine.open({ state });
    const write = state.write.bind(state);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = vi.spyOn(state, "write").mockImplementationOnce((text) => held.then(() => write(text)));
    await machine.pass(MINUTE);
    await vi.waitFor(() => expect(slow).toHaveBeenCalledOnce());
    machine.wallTime += MINUTE / 2;
    machine.monotonicTime += MINUTE / 2;
    const closed = license.close();
    release();
    await closed;
    expect(state.text).toMatch(/^1 2026-03-01T12:01:30\.000Z /);
  });

  it("closes where the record cannot be written, and says so", async () => {
    const state = memoryText();
    const license = await new Machine().open({ state });
    const cause = new Error("The disk is full.");
    const read = vi.spyOn(state, "read").mockRejectedValue(cause);
    const notSaved = vi.fn();
    license.on("state-not-saved", notSaved);
    await license.close();
    expect(read).toHaveBeenCalled();
    expect(notSaved.mock.calls).toEqual([[{ cause }]]);
  });

  it("remembers an expired attempt, so that a clock set back to before it does not help", async () => {
    const state = memoryText();
    (await new Machine().open({ state })).close();
    await expect(new Machine("2026-03-03T00:00:00Z").open({ state })).rejects.toMatchObject({ code: "expired" });
    await expect(new Machine("2026-03-01T13:00:00Z").open({ state })).rejects.toMatchObject({
      code: "clock-rolled-back",
    });
  });

  it.each([0, 1, 2, 3, 4, 5])(
    "does not remember what one reading of the clock says, be it number %i",
    async (wrong) => {
      const machine = new Machine();
      const state = memoryText();
      let readings = 0;
      const now = () => new Date(readings++ === wrong ? "2026-03-02T09:00:00Z" : machine.wallTime);
      const license = await machine.open({ state, now });
      await machine.pass(2 * MINUTE);
      expect(readings).toBeGreaterThan(wrong);
      await vi.waitFor(() => expect(state.text).toMatch(/^1 2026-03-01T12:02:00\.000Z /));
      expect(license.status).toBe("valid");
    },
  );

  it("remembers no time behind the end of the lease, so that a clock that was ahead ends no later lease", async () => {
    const state = memoryText();
    const gracePeriod = 60;
    await expect(new Machine("2027-01-01T00:00:00Z").open({ state, gracePeriod })).rejects.toMatchObject({
      code: "expired",
    });
    expect(state.text).toMatch(/^1 2026-03-02T10:01:00\.000Z /);
    await expect(new Machine("2026-03-02T10:00:59Z").open({ state, gracePeriod })).rejects.toMatchObject({
      code: "expired",
    });
    const token = licenseToken({ issuedAt: "2026-03-02T11:00:00", expiration: "2026-03-03T10:00:00" });
    await expect(new Machine("2026-03-02T12:00:00Z").open({ state, token })).resolves.toMatchObject({
      status: "valid",
    });
  });

  it("remembers no time behind the end of the lease while it is held either", async () => {
    const machine = new Machine();
    const state = memoryText();
    await machine.open({ state });
    machine.set("2027-01-01T00:00:00Z");
    await machine.pass(2 * MINUTE);
    await vi.waitFor(() => expect(state.text).toMatch(/^1 2026-03-02T10:00:00\.000Z /));
  });

  it("remembers the time that opening itself takes", async () => {
    const machine = new Machine();
    const state = memoryText();
    vi.spyOn(state, "read").mockImplementationOnce(async () => {
      machine.wallTime += 10_000;
      machine.monotonicTime += 10_000;
      return undefined;
    });
    await machine.open({ state });
    expect(state.text).toMatch(/^1 2026-03-01T12:00:10\.000Z /);
  });

  it("does not write a record that says the same", async () => {
    const state = memoryText();
    const write = vi.spyOn(state, "write");
    await new Machine().open({ state });
    await new Machine().open({ state });
    expect(write).toHaveBeenCalledOnce();
  });

  it("does not lower the time that was seen", async () => {
    const state = memoryText();
    (await new Machine().open({ state })).close();
    const { text } = state;
    (await new Machine("2026-03-01T11:59:30Z").open({ state })).close();
    expect(state.text).toBe(text);
  });

  it("takes a missing record for the first use, or refuses it", async () => {
    const missingState = "refuse";
    await expect(new Machine().open({ missingState })).rejects.toMatchObject({ code: "state-missing" });
    const state = memoryText();
    (await new Machine().open({ state, missingState: "first-use" })).close();
    await expect(new Machine().open({ state, missingState })).resolves.toBeDefined();
  });

  const FUTURE = { issuedAt: "2026-03-01T11:00:00", licenseConsumptionToken: "another" };

  it("goes on with the same record after a renewal", async () => {
    const state = memoryText();
    (await new Machine().open({ state })).close();
    await expect(new Machine().open({ state, token: licenseToken(FUTURE) })).resolves.toBeDefined();
  });
});

it.each<[string, string, object]>([
  ["with a secret", "92fbNyAp6-xhctRYXMXeZaqpVG-SH8QejAkBKnQp1O0", { stateSecret: "of the application" }],
  ["without a secret", "IxMe_avbCWckYh0zfd0LtwlAN-K0LUryq_tUb_0Rqnk", {}],
  [
    "for no node",
    "AvRYAIQl-tsVl7frEKNmWzU35o06oMj_SWgDY6usbTo",
    { token: licenseToken({ nodeId: undefined }), allowUnbound: true, nodeId: undefined },
  ],
])("reads the records that earlier versions have written %s", async (_, code, options) => {
  // printf '1 2026-03-01T12:30:00.000Z' | openssl dgst -sha256 -mac HMAC -macopt key:KEY -binary | base64, in base64url,
  // where KEY is ["borrow-license seen time","workstation-7","<the license's ARN>","of the application"], with "" for
  // a node or a secret that there is not
  const state = memoryText(`1 2026-03-01T12:30:00.000Z ${code}\n`);
  await expect(new Machine().open({ state, ...options })).rejects.toMatchObject({
    code: "clock-rolled-back",
    seenTime: new Date("2026-03-01T12:30:00Z"),
  });
});

describe("a record that was changed", () => {
  async function recordOf(options: object = {}): Promise<string> {
    const state = memoryText();
    (await new Machine().open({ ...options, state })).close();
    return state.text ?? "";
  }

  it.each<[string, (text: string) => string]>([
    ["has an earlier time", (text) => text.replace("2026-03-01", "2026-02-28")],
    ["has a later time", (text) => text.replace("2026-03-01", "2026-03-09")],
    ["has another code", (text) => `${text.slice(0, -2)}${text.at(-2) === "A" ? "E" : "A"}\n`],
    ["has no code", (text) => text.slice(0, 27)],
    ["is empty", () => ""],
    ["is cut short", (text) => text.slice(0, 40)],
    ["is of a later version", (text) => `2${text.slice(1)}`],
    ["is JSON", () => '{"seenTime":"2026-03-01T12:00:00.000Z"}'],
    ["has something before it", (text) => `1 ${text}`],
  ])("is refused when it %s", async (_, change) => {
    const text = await recordOf();
    expect(change(text)).not.toBe(text);
    await expect(new Machine().open({ state: memoryText(change(text)) })).rejects.toMatchObject({
      code: "state-invalid",
    });
  });

  it.each<[string, object]>([
    ["node", { nodeId: "workstation-8", token: licenseToken({ nodeId: "workstation-8" }) }],
    ["license", { token: licenseToken({ licenseArn: "arn:aws:license-manager::123456789012:license:l-2" }) }],
    ["secret", { stateSecret: "of another application" }],
  ])("is refused when it is of another %s", async (_, options) => {
    const state = memoryText(await recordOf(options));
    await expect(new Machine().open({ state })).rejects.toMatchObject({ code: "state-invalid" });
    await expect(new Machine().open({ state, ...options })).resolves.toBeDefined();
  });

  it("binds the record of an unbound token to the node that the application names", async () => {
    const token = licenseToken({ nodeId: undefined });
    const options = { token, allowUnbound: true, nodeId: "workstation-7" };
    const state = memoryText(await recordOf(options));
    await expect(new Machine().open({ ...options, state, nodeId: "workstation-8" })).rejects.toMatchObject({
      code: "state-invalid",
    });
  });
});

describe("while the license is held", () => {
  it("refuses as long as the clock is set back by more than the tolerance, and not afterwards", async () => {
    const machine = new Machine();
    const license = await machine.open();
    const rolledBack = vi.fn();
    license.on("clock-rolled-back", rolledBack);
    await machine.pass(HOUR);
    machine.set("2026-03-01T12:59:00Z");
    expect(license.allows("seats")).toBe(true);
    machine.set("2026-03-01T12:58:59Z");
    expect([license.allows("seats"), license.status]).toEqual([false, "clock-rolled-back"]);
    expect(() => license.require("seats")).toThrow(expect.objectContaining({ code: "clock-rolled-back" }));
    await machine.pass(2 * MINUTE);
    expect(rolledBack).toHaveBeenCalledOnce();
    const told = rolledBack.mock.calls.map(([{ seenTime }]) => seenTime.toISOString().slice(0, 16));
    expect(told).toEqual(["2026-03-01T13:00"]);
    expect(license.allows("seats")).toBe(false);
    machine.wallTime += 2 * MINUTE;
    expect(license.allows("seats")).toBe(true);
  });

  it("is not slowed by a clock that somebody sets back again and again within the tolerance", async () => {
    const machine = new Machine();
    const license = await machine.open();
    const frozen = machine.wallTime;
    for (let minute = 0; minute < 5; minute += 1) {
      await machine.pass(MINUTE);
      machine.wallTime = frozen;
    }
    expect(license.status).toBe("clock-rolled-back");
  });

  it("counts the time that has passed, where the clock stands still within the tolerance", async () => {
    const machine = new Machine("2026-03-02T09:59:30Z");
    const license = await machine.open();
    machine.monotonicTime += 31_000;
    expect([license.status, license.allows("seats")]).toEqual(["expired", false]);
  });

  it("bears a monotonic clock that runs fast by one part in a thousand", async () => {
    const machine = new Machine();
    const license = await machine.open({ clockTolerance: 0 });
    for (let hour = 0; hour < 20; hour += 1) {
      machine.wallTime += HOUR;
      machine.monotonicTime += HOUR * 1.001;
      await vi.advanceTimersByTimeAsync(HOUR);
    }
    expect(license.status).toBe("valid");
  });

  it("goes on where a record cannot be written, and says so", async () => {
    const machine = new Machine();
    const state = memoryText();
    const license = await machine.open({ state });
    const cause = new Error("The disk is full.");
    const write = vi.spyOn(state, "write").mockRejectedValue(cause);
    const notSaved = vi.fn();
    license.on("state-not-saved", notSaved);
    await machine.pass(MINUTE);
    await vi.waitFor(() => expect(notSaved).toHaveBeenCalledWith({ cause }));
    expect(license.allows("seats")).toBe(true);
    write.mockRestore();
    await machine.pass(MINUTE);
    await vi.waitFor(() => expect(state.text).toContain("2026-03-01T12:02:00.000Z"));
  });

  it("does not open where a record cannot be written or read", async () => {
    const state = memoryText();
    vi.spyOn(state, "write").mockRejectedValue(new Error("The folder is read-only."));
    await expect(new Machine().open({ state })).rejects.toThrow("The folder is read-only.");
    vi.spyOn(state, "read").mockRejectedValue(new Error("The folder is locked."));
    await expect(new Machine().open({ state })).rejects.toThrow("The folder is locked.");
  });

  it("writes the record anew where somebody deletes or changes it", async () => {
    const machine = new Machine();
    const state = memoryText();
    await machine.open({ state });
    for (const text of [undefined, "changed"]) {
      state.text = text;
      await machine.pass(MINUTE);
      await vi.waitFor(() => expect(state.text).toMatch(/^1 2026-03-01T12:0\d:00\.000Z [\w-]{43}\n$/));
    }
  });

  it("learns from the record what another process has seen", async () => {
    const later = new Machine("2026-03-02T10:00:00Z");
    const machine = new Machine();
    const state = memoryText();
    const license = await machine.open({ state });
    (await later.open({ state, gracePeriod: 60 })).close();
    expect(license.status).toBe("valid");
    await machine.pass(MINUTE);
    await vi.waitFor(() => expect(license.status).toBe("clock-rolled-back"));
  });
});

describe("a clock that cannot be read", () => {
  const UNREADABLE: readonly [string, () => Date][] = [
    ["answers no valid date", () => new Date(Number.NaN)],
    [
      "throws",
      () => {
        throw new Error("The clock service is away.");
      },
    ],
  ];

  it.each(UNREADABLE)("and %s refuses the license, which recovers as soon as it is read again", async (_, fault) => {
    const machine = new Machine();
    const state = memoryText();
    let broken = false;
    const license = await machine.open({ state, now: () => (broken ? fault() : new Date(machine.wallTime)) });
    await machine.pass(MINUTE);
    broken = true;
    expect([license.allows("seats"), license.status]).toEqual([false, "clock-rolled-back"]);
    expect(license.remaining()).toBe(22 * 3600 - 60);
    await machine.pass(5 * MINUTE);
    broken = false;
    expect([license.allows("seats"), license.status]).toEqual([true, "valid"]);
    await machine.pass(MINUTE);
    await vi.waitFor(() => expect(state.text).toMatch(/^1 2026-03-01T12:07:00\.000Z /));
  });

  it.each(UNREADABLE)("and %s does not make the timer come back at once again and again", async (_, fault) => {
    const machine = new Machine();
    const readings = vi.fn(() => new Date(machine.wallTime));
    await machine.open({ now: readings });
    await machine.pass(MINUTE);
    readings.mockClear().mockImplementation(fault);
    await machine.pass(10 * MINUTE);
    expect(readings.mock.calls.length).toBeGreaterThanOrEqual(10);
    expect(readings.mock.calls.length).toBeLessThanOrEqual(30);
  });

  it.each(UNREADABLE)("and %s, be it one reading of those at the start, is not remembered", async (_, fault) => {
    for (const wrong of [1, 2, 3, 4, 5]) {
      const machine = new Machine();
      const state = memoryText();
      let readings = 0;
      const now = () => (readings++ === wrong ? fault() : new Date(machine.wallTime));
      const license = await machine.open({ state, now }).catch(({ code }) => {
        expect(code).toBe("clock-rolled-back");
      });
      await license?.close();
      expect(state.text ?? "1 2026-03-01T12:00:00.000Z ").toMatch(/^1 2026-03-01T1[02]:00:00\.000Z /);
      const again = await machine.open({ state });
      await again.close();
      expect(state.text).toMatch(/^1 2026-03-01T12:00:00\.000Z /);
    }
  });

  it("because no monotonic time can be read counts no time twice", async () => {
    const machine = new Machine();
    let broken = false;
    const monotonicNow = () => (broken ? Number.NaN : machine.monotonicTime);
    const license = await machine.open({ monotonicNow, clockTolerance: 0 });
    await machine.pass(HOUR);
    broken = true;
    await machine.pass(HOUR);
    expect(license.status).toBe("valid");
    broken = false;
    await machine.pass(HOUR);
    expect([license.status, license.remaining()]).toEqual(["valid", 19 * 3600]);
  });

  it("because no monotonic time can be read for a while does not stop the time that passes afterwards", async () => {
    const machine = new Machine("2026-03-02T09:00:00Z");
    let broken = false;
    const license = await machine.open({
      monotonicNow: () => (broken ? Number.NaN : machine.monotonicTime),
      clockTolerance: 300,
    });
    await machine.pass(MINUTE);
    broken = true;
    await machine.pass(MINUTE);
    broken = false;
    machine.monotonicTime += HOUR;
    expect(license.status).not.toBe("valid");
  });

  it("does not open a license", async () => {
    const monotonicNow = () => Number.NaN;
    await expect(new Machine().open({ monotonicNow })).rejects.toThrow("monotonicNow() must answer a number.");
  });

  it("stops a renewal, which goes on with the same lease when it is read again", async () => {
    const machine = new Machine("2026-03-02T09:00:00Z");
    let broken = false;
    const license = await machine.open({ now: () => new Date(broken ? Number.NaN : machine.wallTime) });
    const renewed = { issuedAt: "2026-03-02T09:00:00", expiration: "2026-03-03T09:00:00" };
    const checkoutBorrowLicense = vi.fn(async (_: { readonly ClientToken: string }) => ({
      SignedToken: licenseToken(renewed),
    }));
    const client = { checkoutBorrowLicense, checkInLicense: async () => ({}) };
    broken = true;
    await expect(license.renew(client)).rejects.toThrow("now() must answer a valid Date.");
    broken = false;
    await license.renew(client);
    const [first, second] = checkoutBorrowLicense.mock.calls.map(([{ ClientToken }]) => ClientToken);
    expect(second).toBe(first);
    expect(license.expiresAt).toEqual(new Date("2026-03-03T09:00:00Z"));
  });
});
