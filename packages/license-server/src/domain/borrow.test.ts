import type { Entitlement } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { ARN, failure, NOON, studio, studioTerms } from "../../test/licenses.js";
import { decideBorrow } from "./borrow.js";
import type { RequestedEntitlement } from "./checkout-request.js";
import type { License, LicenseTerms } from "./license.js";

const seats = (amount: number): RequestedEntitlement => ({ name: "seats", unit: "Count", amount });
const feature = (name: string, value?: string): RequestedEntitlement => ({
  name,
  unit: "None",
  amount: 1,
  ...(value === undefined ? {} : { value }),
});

/** What a checkout of the studio license is refused with, while so many seats are in use. */
const refused = (
  wanted: readonly RequestedEntitlement[],
  inUse = 0,
  terms: Partial<LicenseTerms> = {},
  now: number = NOON,
): Promise<string> => failure(() => decideBorrow(studio(terms), wanted, new Map([["seats", inUse]]), now));

/** The license with seats of another kind. */
const withSeats = (changes: Partial<Entitlement>): License =>
  studio({ entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 5, ...changes }] });

describe("a borrow", () => {
  it("grants all that is asked for, with a feature's value from the license", () => {
    expect(decideBorrow(studio(), [seats(2), feature("export")], new Map(), NOON)).toEqual({
      issuedAt: NOON,
      expiration: NOON + 28_800,
      entitlements: [
        { Name: "seats", Value: "2", Unit: "Count" },
        { Name: "export", Value: "pdf", Unit: "None" },
      ],
      holdings: [
        { entitlement: "seats", amount: 2, maximumInUse: 5 },
        { entitlement: "export", amount: 1, maximumInUse: 9_007_199_254_740_991 },
      ],
    });
  });

  it("grants the last seat", () => {
    expect(decideBorrow(studio(), [seats(1)], new Map([["seats", 4]]), NOON).holdings).toEqual([
      { entitlement: "seats", amount: 1, maximumInUse: 5 },
    ]);
  });

  it("grants a feature that is asked for with the value it has, and one without a value", () => {
    const license = studio({ entitlements: [...studioTerms.entitlements, { Name: "beta", Unit: "None" }] });
    expect(decideBorrow(license, [feature("export", "pdf"), feature("beta")], new Map(), NOON).entitlements).toEqual([
      { Name: "export", Value: "pdf", Unit: "None" },
      { Name: "beta", Unit: "None" },
    ]);
  });

  it("ends with the license's validity, where that is earlier", () => {
    const end = NOON + 60;
    const license = studio({ validity: { begin: NOON, end } });
    expect(decideBorrow(license, [seats(1)], new Map(), NOON).expiration).toBe(end);
  });

  it("ends after its time to live in a license without an end", () => {
    const license = studio({ validity: { begin: NOON } });
    expect(decideBorrow(license, [seats(1)], new Map(), NOON).expiration).toBe(NOON + 28_800);
  });

  it.each([
    ["MaxCount is 0", { MaxCount: 0 }],
    ["Overage is true", { Overage: true }],
  ])("may exceed any number where %s", (_what, changes) => {
    const { holdings } = decideBorrow(withSeats(changes), [seats(1000)], new Map([["seats", 5000]]), NOON);
    expect(holdings).toEqual([{ entitlement: "seats", amount: 1000, maximumInUse: 9_007_199_254_740_991 }]);
  });

  it("keeps the sum of what is in use a safe number even without a limit", async () => {
    const inUse = new Map([["seats", 9_007_199_254_740_990]]);
    expect(await failure(() => decideBorrow(withSeats({ MaxCount: 0 }), [seats(2)], inUse, NOON))).toBe(
      'NoEntitlementsAllowedException: The entitlement "seats" has not enough left for 2: 9007199254740990 of ' +
        "9007199254740991 in use. Ask for 1 at most, or try again when more of it came back.",
    );
  });
});

describe("a license that cannot be borrowed", () => {
  const no = "NoEntitlementsAllowedException: ";

  it("says that it has no borrow configuration", async () => {
    expect(await refused([seats(1)], 0, { consumptionConfiguration: {} })).toBe(
      `${no}The license ${ARN} has no BorrowConfiguration, so it cannot be borrowed. ` +
        "Borrow from a license whose ConsumptionConfiguration has one.",
    );
  });

  it.each(["SUSPENDED", "DEACTIVATED", "PENDING_AVAILABLE", "EXPIRED"] as const)(
    "says that it is %s",
    async (status) => {
      expect(await refused([seats(1)], 0, { status })).toBe(
        `${no}The license ${ARN} is ${status}, and only an AVAILABLE license can be borrowed. ` +
          "Ask its issuer, Example Software.",
      );
    },
  );

  it.each([
    [1, "PENDING_DELETE"],
    [0, "DELETED"],
  ])("says when it is deleted in %d s that it is %s", async (seconds, status) => {
    const deleted = { ...studio(), deletion: { requestedAt: NOON, date: NOON + seconds } };
    expect(await failure(() => decideBorrow(deleted, [seats(1)], new Map(), NOON))).toBe(
      `${no}The license ${ARN} is ${status}, and only an AVAILABLE license can be borrowed. ` +
        "Ask its issuer, Example Software.",
    );
  });

  it("says that its validity has not begun", async () => {
    expect(await refused([seats(1)], 0, {}, 1_767_225_599)).toBe(
      `${no}The license ${ARN} is not valid yet: it is 2025-12-31T23:59:59Z, and its validity begins at ` +
        "2026-01-01T00:00:00Z. Try again then.",
    );
  });

  it("says that its validity is over, from the very end on", async () => {
    expect(await refused([seats(1)], 0, {}, 1_798_761_600)).toBe(
      `${no}The license ${ARN} is not valid any more: it is 2027-01-01T00:00:00Z, and its validity ended at ` +
        "2027-01-01T00:00:00Z. Ask its issuer, Example Software, for another one.",
    );
  });
});

describe("entitlements none of which can be granted", () => {
  const no = "NoEntitlementsAllowedException: ";

  it("are named where the license does not have them, with those that it has", async () => {
    expect(await refused([feature("print")])).toBe(
      `${no}The license has no entitlement "print"; it has "seats" in Unit "Count", "export" in Unit "None".`,
    );
  });

  it("are counted up where the license has many others", async () => {
    const entitlements = Array.from({ length: 12 }, (_, index): Entitlement => ({ Name: `f${index}`, Unit: "None" }));
    const message = await refused([feature("print")], 0, { entitlements });
    expect(message).toContain('"f9" in Unit "None" and 2 more.');
  });

  it("are named with both units where the units differ", async () => {
    expect(await refused([{ name: "seats", unit: "Gigabytes", amount: 1 }])).toBe(
      `${no}The license has the entitlement "seats" in Unit "Count", and it was asked for in Unit "Gigabytes". ` +
        "Ask for it in the license's unit.",
    );
  });

  it("are at their maximum, which the message tells with what is in use", async () => {
    expect(await refused([seats(1)], 5)).toBe(
      `${no}The entitlement "seats" is at its maximum: 5 of 5 in use. Try again when some of it came back.`,
    );
  });

  it("are more than are left, and the message says how many are", async () => {
    expect(await refused([seats(3)], 3)).toBe(
      `${no}The entitlement "seats" has not enough left for 3: 3 of 5 in use. ` +
        "Ask for 2 at most, or try again when more of it came back.",
    );
  });

  it("are more than the license has at all", async () => {
    expect(await refused([seats(6)], 0)).toBe(
      `${no}The entitlement "seats" has not enough left for 6: 0 of 5 in use. Ask for 5 at most.`,
    );
  });

  it("stay refused when more is in use than allowed", async () => {
    expect(await refused([seats(1)], 7)).toBe(
      `${no}The entitlement "seats" is at its maximum: 7 of 5 in use. Try again when some of it came back.`,
    );
  });

  it("are a feature with another value", async () => {
    expect(await refused([feature("export", "svg")])).toBe(
      `${no}The feature "export" has the Value "pdf", and "svg" was asked for. Leave Value out to get what it has.`,
    );
  });

  it("are a feature asked for with a value that has none", async () => {
    const entitlements: Entitlement[] = [{ Name: "export", Unit: "None" }];
    expect(await refused([feature("export", "svg")], 0, { entitlements })).toBe(
      `${no}The feature "export" has no Value, and "svg" was asked for. Leave Value out to get what it has.`,
    );
  });

  it("are all explained", async () => {
    expect(await refused([seats(1), feature("export", "svg")], 5)).toBe(
      `${no}The entitlement "seats" is at its maximum: 5 of 5 in use. Try again when some of it came back. ` +
        'The feature "export" has the Value "pdf", and "svg" was asked for. Leave Value out to get what it has.',
    );
  });

  it("are explained up to ten, and counted from there", async () => {
    const message = await refused(Array.from({ length: 12 }, (_, index) => feature(`f${index}`)));
    expect(message.match(/The license has no entitlement/g)).toHaveLength(10);
    expect(message).toMatch(/ And 2 more\.$/);
  });
});

describe("entitlements some of which cannot be granted", () => {
  it("are refused together, naming those that cannot", async () => {
    expect(await refused([seats(1), feature("export")], 5)).toBe(
      'EntitlementNotAllowedException: The entitlement "seats" is at its maximum: 5 of 5 in use. Try again when some of ' +
        "it came back. Nothing was checked out, because partial checkouts are not supported.",
    );
  });
});
