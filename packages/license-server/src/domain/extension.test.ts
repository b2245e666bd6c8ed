import { describe, expect, it } from "vitest";
import { ARN, failure, NOON, studio, studioTerms } from "../../test/licenses.js";
import { decideExtension } from "./extension.js";
import type { Lease } from "./lease.js";
import type { LicenseTerms } from "./license.js";

const lease: Lease = {
  consumptionToken: "0123456789abcdef0123456789abcdef",
  licenseArn: ARN,
  licenseVersion: 1,
  kind: "PROVISIONAL",
  account: "123456789012",
  issuedAt: NOON,
  expiration: NOON + 3600,
  holdings: [
    { entitlement: "seats", amount: 2 },
    { entitlement: "export", amount: 1 },
  ],
};

const hourly: Partial<LicenseTerms> = {
  consumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } },
};

const extended = (
  changes: Partial<Lease> = {},
  terms: Partial<LicenseTerms> = {},
  now = NOON + 1000,
  inUse = 2,
): ReturnType<typeof decideExtension> =>
  decideExtension({ ...lease, ...changes }, studio({ ...hourly, ...terms }), new Map([["seats", inUse]]), now);

/** What an extension is refused with, behind the lease's name. */
const refused = async (...parameters: Parameters<typeof extended>): Promise<string> => {
  const message = await failure(() => extended(...parameters));
  const start = `InvalidParameterValueException: LicenseConsumptionToken is "${lease.consumptionToken}", `;
  expect(message.slice(0, start.length)).toBe(start);
  return message.slice(start.length);
};

describe("an extension", () => {
  it("lasts for the time to live from now on, under the limits of the latest version", () => {
    const entitlements = [{ Name: "seats", Unit: "Count", MaxCount: 4 } as const, ...studioTerms.entitlements.slice(1)];
    expect(extended({}, { entitlements })).toEqual({
      expiration: NOON + 4600,
      holdings: [
        { entitlement: "seats", amount: 2, maximumInUse: 4 },
        { entitlement: "export", amount: 1, maximumInUse: 9_007_199_254_740_991 },
      ],
    });
  });

  it("ends with the license's validity", () => {
    expect(extended({}, { validity: { begin: NOON, end: NOON + 4000 } }).expiration).toBe(NOON + 4000);
  });

  it("never makes a lease shorter", () => {
    const consumptionConfiguration = { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 1 } };
    expect(extended({}, { consumptionConfiguration }).expiration).toBe(NOON + 3600);
  });

  it("is not for what was borrowed, or has no end", async () => {
    expect(await refused({ kind: "BORROW" })).toBe(
      "of a borrowed license. Borrow it again, which answers a new signed token.",
    );
    expect(await refused({ kind: "PERPETUAL" })).toBe("of a PERPETUAL checkout. It does not expire; keep using it.");
  });

  it("comes too late for what was returned or has expired", async () => {
    expect(await refused({ returnedAt: NOON + 60 })).toBe(
      "of a checkout that was returned at 2026-06-01T12:01:00Z. Check the license out again.",
    );
    expect(await refused({}, {}, NOON + 3600)).toBe(
      "of a checkout that expired at 2026-06-01T13:00:00Z. Check the license out again.",
    );
    expect(extended({}, {}, NOON + 3599).expiration).toBe(NOON + 7199);
  });

  it("is refused while the license is not available, with the reason", async () => {
    expect(await refused({}, { status: "DEACTIVATED" })).toBe(
      `of a license that cannot be extended. The license ${ARN} is DEACTIVATED, and only an AVAILABLE license can be ` +
        "extended. Ask its issuer, Example Software.",
    );
  });

  it("is refused where the latest version has no provisional checkouts any more", async () => {
    expect(await refused({}, { consumptionConfiguration: {} })).toBe(
      `of the license ${ARN}, which has no ProvisionalConfiguration any more. Ask the license's issuer.`,
    );
  });

  it("is refused where the latest version lacks an entitlement of the lease", async () => {
    expect(await refused({}, { entitlements: studioTerms.entitlements.slice(0, 1) })).toBe(
      'which holds "export", and the license has no such entitlement any more. Check the license out again.',
    );
  });

  it("is refused while more is in use than the latest version allows", async () => {
    expect(await refused({}, {}, NOON + 1000, 6)).toBe(
      'which holds "seats", of which 6 are in use and the license allows 5 by now. Return what is not needed.',
    );
    expect(extended({}, {}, NOON + 1000, 5).expiration).toBe(NOON + 4600);
  });
});
