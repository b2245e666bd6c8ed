import type { ConsumptionConfiguration } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { ARN, NOON, studio, studioTerms } from "../../test/licenses.js";
import { decideCheckout, type Grant, type Refusal } from "./checkout.js";
import type { RequestedEntitlement } from "./checkout-request.js";
import type { LeaseKind } from "./lease.js";
import type { LicenseTerms } from "./license.js";

const provisional: ConsumptionConfiguration = { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } };
const both: ConsumptionConfiguration = { ...studioTerms.consumptionConfiguration, ...provisional };
const seat: RequestedEntitlement = { name: "seats", unit: "Count", amount: 1 };

const decide = (
  kind: LeaseKind,
  consumptionConfiguration: ConsumptionConfiguration,
  terms: Partial<LicenseTerms> = {},
  inUse = 0,
  requested: readonly RequestedEntitlement[] = [seat],
): Grant | Refusal =>
  decideCheckout(studio({ consumptionConfiguration, ...terms }), kind, requested, new Map([["seats", inUse]]), NOON);

describe("a PROVISIONAL checkout", () => {
  it("expires after its own time to live, also where the license can be borrowed for longer", () => {
    expect(decide("PROVISIONAL", both)).toMatchObject({ issuedAt: NOON, expiration: NOON + 3600 });
    expect(decide("BORROW", both)).toMatchObject({ expiration: NOON + 28_800 });
  });

  it("expires with the license's validity, where that is earlier", () => {
    const validity = { begin: NOON, end: NOON + 60 };
    expect(decide("PROVISIONAL", provisional, { validity })).toMatchObject({ expiration: NOON + 60 });
  });

  it("needs a ProvisionalConfiguration", () => {
    expect(decide("PROVISIONAL", studioTerms.consumptionConfiguration)).toEqual({
      refusal:
        `The license ${ARN} has no ProvisionalConfiguration, so its CheckoutType cannot be PROVISIONAL. ` +
        "Check out a license whose ConsumptionConfiguration has one.",
      partly: false,
    });
  });

  it("is refused as a whole, and says that a part could have been granted", () => {
    const requested: RequestedEntitlement[] = [seat, { name: "export", unit: "None", amount: 1 }];
    expect(decide("PROVISIONAL", provisional, {}, 5, requested)).toEqual({
      refusal:
        'The entitlement "seats" is at its maximum: 5 of 5 in use. Try again when some of it came back. ' +
        "Nothing was checked out, because partial checkouts are not supported.",
      partly: true,
    });
  });

  it("is refused while the license is not AVAILABLE", () => {
    expect(decide("PROVISIONAL", provisional, { status: "SUSPENDED" })).toEqual({
      refusal:
        `The license ${ARN} is SUSPENDED, and only an AVAILABLE license can be checked out. ` +
        "Ask its issuer, Example Software.",
      partly: false,
    });
  });
});

describe("a PERPETUAL checkout", () => {
  it("does not expire", () => {
    expect(decide("PERPETUAL", { RenewType: "Monthly" })).toMatchObject({ expiration: 253_402_300_799 });
  });

  it("is refused where the license limits the time of checkouts, provisional ones", () => {
    expect(decide("PERPETUAL", both)).toMatchObject({
      refusal:
        `The license ${ARN} has a ProvisionalConfiguration, which limits the time of every checkout, so its ` +
        "CheckoutType cannot be PERPETUAL. Give the CheckoutType PROVISIONAL.",
    });
  });

  it("is refused where the license limits the time of checkouts, borrowed ones", () => {
    expect(decide("PERPETUAL", studioTerms.consumptionConfiguration)).toMatchObject({
      refusal:
        `The license ${ARN} has a BorrowConfiguration, which limits the time of every checkout, so its ` +
        "CheckoutType cannot be PERPETUAL. Use CheckoutBorrowLicense.",
    });
  });
});
