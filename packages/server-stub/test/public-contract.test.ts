import { describe, expect, it } from "vitest";
import {
  AccessDeniedException,
  AuthorizationException,
  ConflictException,
  createLicenseManagerHandler,
  EntitlementNotAllowedException,
  InvalidParameterValueException,
  licenseManagerDefinition,
  NoEntitlementsAllowedException,
  RateLimitExceededException,
  RedirectException,
  ResourceNotFoundException,
  ServerInternalException,
  UnsupportedDigitalSignatureMethodException,
  ValidationException,
} from "../src/index.js";

/**
 * What the public service's description says about the wire, written out: a change of the model that leaves it fails
 * here. Members, their types and the values of enums are compared with the AWS client's types, in the contract tests.
 */

describe("the operations", () => {
  it.each([
    ["CheckInLicense", "AccessDenied Authorization Conflict InvalidParameterValue RateLimitExceeded ResourceNotFound"],
    [
      "CheckoutBorrowLicense",
      "AccessDenied Authorization EntitlementNotAllowed InvalidParameterValue NoEntitlementsAllowed RateLimitExceeded " +
        "Redirect ResourceNotFound UnsupportedDigitalSignatureMethod",
    ],
    [
      "CheckoutLicense",
      "AccessDenied Authorization InvalidParameterValue NoEntitlementsAllowed RateLimitExceeded Redirect " +
        "ResourceNotFound UnsupportedDigitalSignatureMethod",
    ],
    ["CreateLicense", "AccessDenied Authorization InvalidParameterValue RateLimitExceeded Redirect"],
    ["CreateLicenseVersion", "AccessDenied Authorization Conflict RateLimitExceeded Redirect ResourceNotFound"],
    ["DeleteLicense", "AccessDenied Authorization Conflict InvalidParameterValue RateLimitExceeded Redirect"],
    ["ExtendLicenseConsumption", "AccessDenied Authorization InvalidParameterValue RateLimitExceeded ResourceNotFound"],
    ["GetLicense", "AccessDenied Authorization InvalidParameterValue RateLimitExceeded"],
    ["GetLicenseUsage", "AccessDenied Authorization InvalidParameterValue RateLimitExceeded"],
    ["ListLicenseVersions", "AccessDenied Authorization InvalidParameterValue RateLimitExceeded"],
    ["ListLicenses", "AccessDenied Authorization InvalidParameterValue RateLimitExceeded"],
  ])("have %s, which fails with the errors of the public description", (name, errors) => {
    const operation = licenseManagerDefinition.operations.find((candidate) => candidate.name === name);
    // Beside these, every operation can fail with ValidationException and ServerInternalException.
    expect([...(operation?.errors.keys() ?? [])].sort()).toEqual(errors.split(" ").map((error) => `${error}Exception`));
  });

  it("are these and no others", () => {
    expect(licenseManagerDefinition.operations.map(({ name }) => name).sort()).toEqual([
      "CheckInLicense",
      "CheckoutBorrowLicense",
      "CheckoutLicense",
      "CreateLicense",
      "CreateLicenseVersion",
      "DeleteLicense",
      "ExtendLicenseConsumption",
      "GetLicense",
      "GetLicenseUsage",
      "ListLicenseVersions",
      "ListLicenses",
    ]);
  });
});

describe("the errors", () => {
  it.each([
    [AccessDeniedException, 401, "client"],
    [AuthorizationException, 403, "client"],
    [ConflictException, 409, "client"],
    [EntitlementNotAllowedException, 400, "client"],
    [InvalidParameterValueException, 400, "client"],
    [NoEntitlementsAllowedException, 400, "client"],
    [RateLimitExceededException, 429, "client"],
    [RedirectException, 308, "client"],
    [ResourceNotFoundException, 400, "client"],
    [ServerInternalException, 500, "server"],
    [UnsupportedDigitalSignatureMethodException, 400, "client"],
    [ValidationException, 400, "client"],
  ])("have %o with status %i, a fault of the %s", (ErrorClass, statusCode, fault) => {
    expect(new ErrorClass()).toMatchObject({ statusCode, fault });
  });

  it("are these and no others", () => {
    expect(licenseManagerDefinition.errorNames.size).toBe(12);
  });
});

describe("the constraints", () => {
  const arn = (length: number): string => "arn:aws:license-manager:::".padEnd(length, "x");
  // Most of an ARN's length can only be in its last part, of 1,024 characters at most.
  const longestArn = `arn:aws${"a".repeat(2048 - 7 - 5 - 1024)}:a:::${"x".repeat(1024)}`;
  const borrow = {
    LicenseArn: arn(40),
    Entitlements: [],
    DigitalSignatureMethod: "JWT_PS384",
    ClientToken: "token-1",
  };
  const license = {
    LicenseName: "Studio",
    ProductName: "Studio",
    ProductSKU: "studio-1",
    Issuer: { Name: "Example" },
    HomeRegion: "us-east-1",
    Validity: { Begin: "2026-01-01T00:00:00Z" },
    Entitlements: [],
    Beneficiary: "123456789012",
    ConsumptionConfiguration: {},
    ClientToken: "token-1",
  };
  const begin = (length: number) => ({ Validity: { Begin: `2026-01-01T00:00:00.${"0".repeat(length - 21)}Z` } });

  /** The status that a request gets from a service that accepts everything. */
  async function status(operation: string, body: object): Promise<number> {
    const handler = createLicenseManagerHandler({
      checkoutBorrowLicense: () => ({}),
      createLicense: () => ({}),
      listLicenses: () => ({}),
    });
    const headers = { "x-amz-target": `AWSLicenseManager.${operation}`, "content-type": "application/x-amz-json-1.1" };
    const request = new Request("http://localhost/", { method: "POST", headers, body: JSON.stringify(body) });
    return (await handler(request)).status;
  }

  it.each([
    ["an ARN of 2,048 characters", "CheckoutBorrowLicense", { ...borrow, LicenseArn: longestArn }],
    ["a client token of 2,048 characters", "CheckoutBorrowLicense", { ...borrow, ClientToken: "x".repeat(2048) }],
    ["a date of 50 characters", "CreateLicense", { ...license, ...begin(50) }],
    ["one result a page", "ListLicenses", { MaxResults: 1 }],
    ["100 results a page", "ListLicenses", { MaxResults: 100 }],
    ["texts without bounds", "CreateLicense", { ...license, ProductName: "x".repeat(5000) }],
  ])("let %s pass", async (_value, operation, body) => {
    expect(await status(operation, body)).toBe(200);
  });

  it.each([
    ["an ARN of 2,049 characters", "CheckoutBorrowLicense", { ...borrow, LicenseArn: `${longestArn}x` }],
    ["an ARN without a partition", "CheckoutBorrowLicense", { ...borrow, LicenseArn: "arn:x:y:::z" }],
    ["a client token of 2,049 characters", "CheckoutBorrowLicense", { ...borrow, ClientToken: "x".repeat(2049) }],
    ["a client token with a space", "CheckoutBorrowLicense", { ...borrow, ClientToken: "a b" }],
    ["a date of 51 characters", "CreateLicense", { ...license, ...begin(51) }],
    ["a date without a zone", "CreateLicense", { ...license, Validity: { Begin: "2026-01-01T00:00:00" } }],
    ["no result a page", "ListLicenses", { MaxResults: 0 }],
    ["101 results a page", "ListLicenses", { MaxResults: 101 }],
  ])("stop %s", async (_value, operation, body) => {
    expect(await status(operation, body)).toBe(400);
  });
});
