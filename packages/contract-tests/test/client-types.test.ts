import type * as aws from "@aws-sdk/client-license-manager";
import type * as own from "@borrow-license/client";
import type * as stub from "@borrow-license/server-stub";
import { describe, expect, expectTypeOf, it } from "vitest";

/**
 * The generated client's types and those of the AWS client fit each other in both directions, so that code changes
 * from one to the other by its import. The type checker runs these tests; `tsc` fails where one does not hold.
 */

type Assignable<From, To> = [From] extends [To] ? true : false;
type Mutual<Left, Right> = [Assignable<Left, Right>, Assignable<Right, Left>];

describe("command inputs of both clients are mutually assignable", () => {
  it("for CheckInLicense", () => {
    expectTypeOf<Mutual<own.CheckInLicenseCommandInput, aws.CheckInLicenseCommandInput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for CheckoutBorrowLicense", () => {
    expectTypeOf<Mutual<own.CheckoutBorrowLicenseCommandInput, aws.CheckoutBorrowLicenseCommandInput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for CreateLicense", () => {
    expectTypeOf<Mutual<own.CreateLicenseCommandInput, aws.CreateLicenseCommandInput>>().toEqualTypeOf<[true, true]>();
  });

  it("for GetLicense", () => {
    expectTypeOf<Mutual<own.GetLicenseCommandInput, aws.GetLicenseCommandInput>>().toEqualTypeOf<[true, true]>();
  });

  it("for GetLicenseUsage", () => {
    expectTypeOf<Mutual<own.GetLicenseUsageCommandInput, aws.GetLicenseUsageCommandInput>>().toEqualTypeOf<
      [true, true]
    >();
  });
});

describe("command outputs of both clients are mutually assignable", () => {
  it("for CheckInLicense", () => {
    expectTypeOf<Mutual<own.CheckInLicenseCommandOutput, aws.CheckInLicenseCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for CheckoutBorrowLicense", () => {
    expectTypeOf<
      Mutual<own.CheckoutBorrowLicenseCommandOutput, aws.CheckoutBorrowLicenseCommandOutput>
    >().toEqualTypeOf<[true, true]>();
  });

  it("for CreateLicense", () => {
    expectTypeOf<Mutual<own.CreateLicenseCommandOutput, aws.CreateLicenseCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for GetLicense", () => {
    expectTypeOf<Mutual<own.GetLicenseCommandOutput, aws.GetLicenseCommandOutput>>().toEqualTypeOf<[true, true]>();
  });

  it("for GetLicenseUsage", () => {
    expectTypeOf<Mutual<own.GetLicenseUsageCommandOutput, aws.GetLicenseUsageCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });
});

describe("the members of both clients are the same", () => {
  it("in every input and output, by name", () => {
    expectTypeOf<keyof own.CheckoutBorrowLicenseCommandInput>().toEqualTypeOf<
      keyof aws.CheckoutBorrowLicenseCommandInput
    >();
    expectTypeOf<keyof own.CheckoutBorrowLicenseCommandOutput>().toEqualTypeOf<
      keyof aws.CheckoutBorrowLicenseCommandOutput
    >();
    expectTypeOf<keyof own.CheckInLicenseCommandInput>().toEqualTypeOf<keyof aws.CheckInLicenseCommandInput>();
    // Tags came into the public service later; the model does not have them yet.
    expectTypeOf<keyof own.CreateLicenseCommandInput | "Tags">().toEqualTypeOf<keyof aws.CreateLicenseCommandInput>();
    expectTypeOf<keyof own.CreateLicenseCommandOutput>().toEqualTypeOf<keyof aws.CreateLicenseCommandOutput>();
    expectTypeOf<keyof own.GetLicenseCommandInput>().toEqualTypeOf<keyof aws.GetLicenseCommandInput>();
    expectTypeOf<keyof own.License>().toEqualTypeOf<keyof aws.License>();
    expectTypeOf<keyof own.Entitlement>().toEqualTypeOf<keyof aws.Entitlement>();
    expectTypeOf<keyof own.ConsumptionConfiguration>().toEqualTypeOf<keyof aws.ConsumptionConfiguration>();
    expectTypeOf<keyof own.BorrowConfiguration>().toEqualTypeOf<keyof aws.BorrowConfiguration>();
    expectTypeOf<keyof own.IssuerDetails>().toEqualTypeOf<keyof aws.IssuerDetails>();
    expectTypeOf<keyof own.EntitlementUsage>().toEqualTypeOf<keyof aws.EntitlementUsage>();
  });

  it("in every enum, by value", () => {
    expectTypeOf<own.EntitlementUnit>().toEqualTypeOf<aws.EntitlementUnit>();
    expectTypeOf<own.EntitlementDataUnit>().toEqualTypeOf<aws.EntitlementDataUnit>();
    expectTypeOf<own.LicenseStatus>().toEqualTypeOf<aws.LicenseStatus>();
    expectTypeOf<own.RenewType>().toEqualTypeOf<aws.RenewType>();
    expectTypeOf<own.DigitalSignatureMethod>().toEqualTypeOf<aws.DigitalSignatureMethod>();
  });
});

describe("the server's types", () => {
  it("have required members that are never undefined", () => {
    expectTypeOf<stub.CheckoutBorrowLicenseRequest["LicenseArn"]>().toEqualTypeOf<string>();
    expectTypeOf<stub.CheckoutBorrowLicenseRequest["NodeId"]>().toEqualTypeOf<string | undefined>();
    // @ts-expect-error A required member cannot be left out.
    const incomplete: stub.EntitlementData = { Name: "seats" };
    expect(incomplete).toBeDefined();
  });
});
