import type { CreateLicenseVersionRequest } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { ARN, createStudio, failure, studioTerms } from "../../test/licenses.js";
import { nextTerms } from "./next-terms.js";

const { Beneficiary: _, ProductSKU: __, ...members } = createStudio;
const request: CreateLicenseVersionRequest = { ...members, LicenseArn: ARN, Status: "AVAILABLE" };

describe("the terms of a next version", () => {
  it("are the request's, with the product and the beneficiary of the version before", () => {
    const change = { LicenseName: "Studio, renewed", Status: "SUSPENDED" as const };
    expect(nextTerms(studioTerms, { ...request, ...change }, ["key"])).toEqual({
      ...studioTerms,
      licenseName: "Studio, renewed",
      status: "SUSPENDED",
    });
  });

  it.each(["PENDING_DELETE", "DELETED"] as const)("cannot have the status %s", async (Status) => {
    expect(await failure(() => nextTerms(studioTerms, { ...request, Status }, ["key"]))).toBe(
      `InvalidParameterValueException: Status is "${Status}", which no version is given. Use DeleteLicense.`,
    );
  });

  it("cannot have another home region", async () => {
    expect(await failure(() => nextTerms(studioTerms, { ...request, HomeRegion: "eu-west-1" }, ["key"]))).toBe(
      'InvalidParameterValueException: HomeRegion is "eu-west-1", and the license\'s is "us-east-1", which cannot ' +
        "change. Give that one, or create another license.",
    );
  });

  it("follow the rules of a new license", async () => {
    expect(await failure(() => nextTerms(studioTerms, { ...request, Entitlements: [] }, ["key"]))).toBe(
      "InvalidParameterValueException: Entitlements is empty. Give one entitlement at least.",
    );
  });
});
