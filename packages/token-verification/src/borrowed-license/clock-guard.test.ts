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
