import { expect, it } from "vitest";
import { studio } from "../../test/licenses.js";
import { licenseUsage } from "./usage.js";

it("a license's usage has each entitlement, with how much is in use and how much can be", () => {
  const license = studio({
    entitlements: [
      { Name: "seats", Unit: "Count", MaxCount: 5 },
      { Name: "disk", Unit: "Gigabytes", MaxCount: 0 },
      { Name: "export", Unit: "None", Value: "pdf" },
    ],
  });
  const inUse = new Map([
    ["seats", 3],
    ["export", 2],
  ]);
  expect(licenseUsage(license, inUse)).toEqual({
    EntitlementUsages: [
      { Name: "seats", ConsumedValue: "3", MaxCount: "5", Unit: "Count" },
      { Name: "disk", ConsumedValue: "0", MaxCount: "0", Unit: "Gigabytes" },
      { Name: "export", ConsumedValue: "2", Unit: "None" },
    ],
  });
});
