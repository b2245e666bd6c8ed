import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { ADMINISTRATOR_POLICY, allows, checkedPolicy } from "./policy.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-1";

const policy = (operations: readonly string[], licenses: readonly string[]) => ({
  statements: [{ operations, licenses }],
});

describe("a policy", () => {
  it("allows nothing by itself", () => {
    expect(allows({ statements: [] }, "GetLicense", ARN)).toBe(false);
  });

  it("allows an administrator everything", () => {
    expect(allows(ADMINISTRATOR_POLICY, "DeleteLicense", ARN)).toBe(true);
    expect(allows(ADMINISTRATOR_POLICY, "CreateLicense", undefined)).toBe(true);
  });

  it.each([
    ["GetLicense", "GetLicense", true],
    ["GetLicense", "GetLicenseUsage", false],
    ["Get*", "GetLicenseUsage", true],
    ["*License", "CheckoutBorrowLicense", true],
    ["*License", "GetLicenseUsage", false],
    ["Check*License", "CheckoutBorrowLicense", true],
    ["Check*License", "CheckLicense", true],
    ["Check*kLicense", "CheckLicense", false],
    ["*e*e*", "GetLicense", true],
    ["*z*", "GetLicense", false],
    ["getlicense", "GetLicense", false],
    ["*", "GetLicense", true],
  ])("with the operation %s: %s is allowed: %s", (pattern, operation, expected) => {
    expect(allows(policy([pattern], ["*"]), operation, ARN)).toBe(expected);
  });

  it.each([
    [ARN, ARN, true],
    [ARN, `${ARN}2`, false],
    ["arn:aws:license-manager::123456789012:license:*", ARN, true],
    ["arn:aws:license-manager::999999999999:license:*", ARN, false],
    ["arn:aws:license-manager::*:license:l-1", ARN, true],
    ["arn:aws:license-manager::*:license:l-1", "arn:aws:license-manager::1:license:l-12", false],
  ])("with the license %s: %s is allowed: %s", (pattern, arn, expected) => {
    expect(allows(policy(["GetLicense"], [pattern]), "GetLicense", arn)).toBe(expected);
  });

  it("needs all licenses for a call that is about no single one", () => {
    expect(allows(policy(["*"], ["arn:*"]), "CreateLicense", undefined)).toBe(false);
    expect(allows(policy(["*"], ["*"]), "CreateLicense", undefined)).toBe(true);
  });

  it("takes operations and licenses of one statement together", () => {
    const statements = [
      { operations: ["GetLicense"], licenses: [ARN] },
      { operations: ["DeleteLicense"], licenses: [`${ARN}2`] },
    ];
    expect(allows({ statements }, "DeleteLicense", ARN)).toBe(false);
  });

  it("is compared in little time, however it is written", () => {
    const start = process.cpuUsage().user;
    expect(allows(policy(["*"], [`arn:${"*a".repeat(1000)}b`]), "GetLicense", `arn:${"a".repeat(2000)}`)).toBe(false);
    expect(process.cpuUsage().user - start).toBeLessThan(1_000_000);
  });
});

describe("a policy that somebody wrote", () => {
  it("is taken as it is", () => {
    expect(checkedPolicy(JSON.parse(JSON.stringify(ADMINISTRATOR_POLICY)))).toEqual(ADMINISTRATOR_POLICY);
  });

  it.each([
    ["its top", null],
    ["statements", {}],
    ["statements.0.operations", policy([], ["*"])],
    ["statements.0.operations.0", policy(["Get License"], ["*"])],
    ["statements.0.licenses.0", policy(["*"], ["license:l-1"])],
    ["statements.0.effect", { statements: [{ operations: ["*"], licenses: ["*"], effect: "deny" }] }],
  ])("is refused with the place of what is wrong: %s", async (place, value) => {
    expect(await failure(() => checkedPolicy(value))).toContain(
      `TypeError: The policy is not right at "${place}". Give`,
    );
  });
});
