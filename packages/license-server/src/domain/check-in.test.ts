import { describe, expect, it } from "vitest";
import { ARN, failure, NOON, studio } from "../../test/licenses.js";
import { decideCheckIn } from "./check-in.js";
import { END_OF_TIME } from "./date-time.js";
import type { Lease } from "./lease.js";
import type { LicenseTerms } from "./license.js";

const lease: Lease = {
  consumptionToken: "0123456789abcdef0123456789abcdef",
  licenseArn: ARN,
  licenseVersion: 1,
  kind: "BORROW",
  account: "123456789012",
  issuedAt: NOON,
  expiration: NOON + 28_800,
  holdings: [
    { entitlement: "export", amount: 1 },
    { entitlement: "seats", amount: 2 },
  ],
};

const notEarly: Partial<LicenseTerms> = {
  consumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: false, MaxTimeToLiveInMinutes: 480 } },
};

const fixedSeats: Partial<LicenseTerms> = {
  entitlements: [
    { Name: "seats", Unit: "Count", MaxCount: 5, AllowCheckIn: false },
    { Name: "export", Unit: "None", AllowCheckIn: true },
  ],
};

describe("a return", () => {
  it("gives back what the lease holds", () => {
    expect(decideCheckIn(lease, studio(), undefined, NOON + 1)).toBe("give-back");
    expect(decideCheckIn(lease, studio(), "Example Ltd.", NOON + 1)).toBe("give-back");
  });

  it("of a returned lease succeeds and gives nothing back, whatever the license allows", () => {
    const returned = { ...lease, returnedAt: NOON + 1 };
    expect(decideCheckIn(returned, studio(), undefined, NOON + 2)).toBe("nothing-to-give-back");
    expect(decideCheckIn(returned, studio(notEarly), undefined, NOON + 2)).toBe("nothing-to-give-back");
  });

  it("of an expired lease succeeds and gives nothing back, because it is not early", () => {
    expect(decideCheckIn(lease, studio(notEarly), undefined, NOON + 28_800)).toBe("nothing-to-give-back");
    expect(decideCheckIn(lease, studio(fixedSeats), undefined, NOON + 28_800)).toBe("nothing-to-give-back");
  });

  it("is refused before the lease expires where the license allows no early check-in", async () => {
    expect(await failure(() => decideCheckIn(lease, studio(notEarly), undefined, NOON + 28_799))).toBe(
      `ConflictException: The license ${ARN} does not allow early check-in (AllowEarlyCheckIn is false). ` +
        "It gives back what it holds by itself when it expires, at 2026-06-01T20:00:00Z.",
    );
  });

  it("is refused where one of the entitlements allows no check-in", async () => {
    expect(await failure(() => decideCheckIn(lease, studio(fixedSeats), undefined, NOON + 1))).toBe(
      'ConflictException: The entitlement "seats" does not allow check-in (AllowCheckIn is false). ' +
        "It gives back what it holds by itself when it expires, at 2026-06-01T20:00:00Z.",
    );
  });

  it.each(["PROVISIONAL", "PERPETUAL"] as const)(
    "of a %s lease is not refused because borrowed ones have to be kept",
    (kind) => {
      expect(decideCheckIn({ ...lease, kind }, studio(notEarly), undefined, NOON + 1)).toBe("give-back");
    },
  );

  it("of a lease without an end is refused where an entitlement allows no check-in", async () => {
    const forGood: Lease = { ...lease, kind: "PERPETUAL", expiration: END_OF_TIME };
    expect(await failure(() => decideCheckIn(forGood, studio(fixedSeats), undefined, NOON + 1))).toBe(
      'ConflictException: The entitlement "seats" does not allow check-in (AllowCheckIn is false). It does not expire.',
    );
  });

  it("is not refused for an entitlement that the lease does not hold", () => {
    const holdings = [{ entitlement: "export", amount: 1 }];
    expect(decideCheckIn({ ...lease, holdings }, studio(fixedSeats), undefined, NOON + 1)).toBe("give-back");
  });

  it("is refused to somebody else than the license's beneficiary", async () => {
    expect(await failure(() => decideCheckIn(lease, studio(), "Somebody", NOON + 1))).toBe(
      'InvalidParameterValueException: Beneficiary is "Somebody", and the license is for somebody else. ' +
        "Give the license's Beneficiary, or leave it out.",
    );
  });
});
