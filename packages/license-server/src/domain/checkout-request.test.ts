import type { CheckoutBorrowLicenseRequest, EntitlementData } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { borrowSeats, failure } from "../../test/licenses.js";
import { requestedEntitlements } from "./checkout-request.js";

const requested = (changes: Partial<CheckoutBorrowLicenseRequest>): ReturnType<typeof requestedEntitlements> =>
  requestedEntitlements({ ...borrowSeats("2", "token"), ...changes });

const refused = async (changes: Partial<CheckoutBorrowLicenseRequest>): Promise<string> => {
  const message = await failure(() => requested(changes));
  expect(message).toMatch(/^InvalidParameterValueException: /);
  return message.replace("InvalidParameterValueException: ", "");
};

const seats = (Value?: string): Partial<CheckoutBorrowLicenseRequest> => ({
  Entitlements: [{ Name: "seats", Unit: "Count", ...(Value === undefined ? {} : { Value }) }],
});

describe("a checkout's request", () => {
  it("asks for amounts and for features, with or without their value", () => {
    const Entitlements: EntitlementData[] = [
      { Name: "seats", Unit: "Count", Value: "9007199254740991" },
      { Name: "export", Unit: "None" },
      { Name: "import", Unit: "None", Value: "dxf" },
    ];
    expect(requested({ Entitlements })).toEqual([
      { name: "seats", unit: "Count", amount: 9_007_199_254_740_991 },
      { name: "export", unit: "None", amount: 1 },
      { name: "import", unit: "None", amount: 1, value: "dxf" },
    ]);
  });

  it.each(["0", "-1", "1.5", "1e3", "01", "+1", " 1", "", "two", "٣", "9007199254740992", "99999999999999999999"])(
    "asks for no amount of %j",
    async (value) => {
      expect(await refused(seats(value))).toBe(
        `Entitlements[0].Value is ${JSON.stringify(value)}. Give a positive whole number up to 9007199254740991, such as "1".`,
      );
    },
  );

  it("says how much of what is counted", async () => {
    expect(await refused(seats())).toBe(
      'Entitlements[0].Value is missing, and the entitlement has Unit "Count". ' +
        'Give a positive whole number up to 9007199254740991, such as "1".',
    );
  });

  it("asks for nothing twice, in whatever unit", async () => {
    const Entitlements: EntitlementData[] = [
      { Name: "seats", Unit: "Count", Value: "1" },
      { Name: "seats", Unit: "Gigabytes", Value: "1" },
    ];
    expect(await refused({ Entitlements })).toBe(
      'Entitlements[1].Name is "seats" again. Ask for each entitlement once.',
    );
  });

  it("asks for one entitlement at least and for 500 at most", async () => {
    expect(await refused({ Entitlements: [] })).toBe("Entitlements is empty. Ask for one entitlement at least.");
    const many = Array.from({ length: 501 }, (_, index): EntitlementData => ({ Name: `f${index}`, Unit: "None" }));
    expect(await refused({ Entitlements: many })).toBe("Entitlements has 501 elements. Give it at most 500.");
  });

  it("names the node, if it does, with more than blanks", async () => {
    expect(await refused({ NodeId: " " })).toBe('NodeId is " ", which is blank. Give it a name.');
  });

  it("names an entitlement with more than blanks, and a feature's value with whole characters", async () => {
    expect(await refused({ Entitlements: [{ Name: "", Unit: "None" }] })).toBe(
      'Entitlements[0].Name is "", which is blank. Give it a name.',
    );
    expect(await refused({ Entitlements: [{ Name: "a", Unit: "None", Value: "\0" }] })).toBe(
      'Entitlements[0].Value is "\\u0000", with half a character or a NUL in it. Give it whole characters.',
    );
  });

  it("has metadata with each name once", async () => {
    const CheckoutMetadata = [
      { Name: "a", Value: "1" },
      { Name: "a", Value: "1" },
    ];
    expect(await refused({ CheckoutMetadata })).toBe('CheckoutMetadata[1].Name is "a" again. Give each Name once.');
  });
});
