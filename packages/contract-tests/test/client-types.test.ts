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

  it("for CheckoutLicense", () => {
    expectTypeOf<Mutual<own.CheckoutLicenseCommandInput, aws.CheckoutLicenseCommandInput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for CreateLicense", () => {
    expectTypeOf<Mutual<own.CreateLicenseCommandInput, aws.CreateLicenseCommandInput>>().toEqualTypeOf<[true, true]>();
  });

  it("for CreateLicenseVersion", () => {
    expectTypeOf<Mutual<own.CreateLicenseVersionCommandInput, aws.CreateLicenseVersionCommandInput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for DeleteLicense", () => {
    expectTypeOf<Mutual<own.DeleteLicenseCommandInput, aws.DeleteLicenseCommandInput>>().toEqualTypeOf<[true, true]>();
  });

  it("for ExtendLicenseConsumption", () => {
    expectTypeOf<
      Mutual<own.ExtendLicenseConsumptionCommandInput, aws.ExtendLicenseConsumptionCommandInput>
    >().toEqualTypeOf<[true, true]>();
  });

  it("for GetLicense", () => {
    expectTypeOf<Mutual<own.GetLicenseCommandInput, aws.GetLicenseCommandInput>>().toEqualTypeOf<[true, true]>();
  });

  it("for GetLicenseUsage", () => {
    expectTypeOf<Mutual<own.GetLicenseUsageCommandInput, aws.GetLicenseUsageCommandInput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for ListLicenses", () => {
    expectTypeOf<Mutual<own.ListLicensesCommandInput, aws.ListLicensesCommandInput>>().toEqualTypeOf<[true, true]>();
  });

  it("for ListLicenseVersions", () => {
    expectTypeOf<Mutual<own.ListLicenseVersionsCommandInput, aws.ListLicenseVersionsCommandInput>>().toEqualTypeOf<
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

  it("for CheckoutLicense", () => {
    expectTypeOf<Mutual<own.CheckoutLicenseCommandOutput, aws.CheckoutLicenseCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for CreateLicense", () => {
    expectTypeOf<Mutual<own.CreateLicenseCommandOutput, aws.CreateLicenseCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for CreateLicenseVersion", () => {
    expectTypeOf<Mutual<own.CreateLicenseVersionCommandOutput, aws.CreateLicenseVersionCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for DeleteLicense", () => {
    expectTypeOf<Mutual<own.DeleteLicenseCommandOutput, aws.DeleteLicenseCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for ExtendLicenseConsumption", () => {
    expectTypeOf<
      Mutual<own.ExtendLicenseConsumptionCommandOutput, aws.ExtendLicenseConsumptionCommandOutput>
    >().toEqualTypeOf<[true, true]>();
  });

  it("for GetLicense", () => {
    expectTypeOf<Mutual<own.GetLicenseCommandOutput, aws.GetLicenseCommandOutput>>().toEqualTypeOf<[true, true]>();
  });

  it("for GetLicenseUsage", () => {
    expectTypeOf<Mutual<own.GetLicenseUsageCommandOutput, aws.GetLicenseUsageCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });

  it("for ListLicenses", () => {
    expectTypeOf<Mutual<own.ListLicensesCommandOutput, aws.ListLicensesCommandOutput>>().toEqualTypeOf<[true, true]>();
  });

  it("for ListLicenseVersions", () => {
    expectTypeOf<Mutual<own.ListLicenseVersionsCommandOutput, aws.ListLicenseVersionsCommandOutput>>().toEqualTypeOf<
      [true, true]
    >();
  });
});

describe("the members of both clients are the same", () => {
  it("in every input and output, by name", () => {
    expectTypeOf<keyof own.CheckInLicenseCommandInput>().toEqualTypeOf<keyof aws.CheckInLicenseCommandInput>();
    expectTypeOf<keyof own.CheckInLicenseCommandOutput>().toEqualTypeOf<keyof aws.CheckInLicenseCommandOutput>();
    expectTypeOf<keyof own.CheckoutBorrowLicenseCommandInput>().toEqualTypeOf<
      keyof aws.CheckoutBorrowLicenseCommandInput
    >();
    expectTypeOf<keyof own.CheckoutBorrowLicenseCommandOutput>().toEqualTypeOf<
      keyof aws.CheckoutBorrowLicenseCommandOutput
    >();
    expectTypeOf<keyof own.CheckoutLicenseCommandInput>().toEqualTypeOf<keyof aws.CheckoutLicenseCommandInput>();
    expectTypeOf<keyof own.CheckoutLicenseCommandOutput>().toEqualTypeOf<keyof aws.CheckoutLicenseCommandOutput>();
    // Tags came into the public service later; the model does not have them yet.
    expectTypeOf<keyof own.CreateLicenseCommandInput | "Tags">().toEqualTypeOf<keyof aws.CreateLicenseCommandInput>();
    expectTypeOf<keyof own.CreateLicenseCommandOutput>().toEqualTypeOf<keyof aws.CreateLicenseCommandOutput>();
    expectTypeOf<keyof own.CreateLicenseVersionCommandInput>().toEqualTypeOf<
      keyof aws.CreateLicenseVersionCommandInput
    >();
    expectTypeOf<keyof own.CreateLicenseVersionCommandOutput>().toEqualTypeOf<
      keyof aws.CreateLicenseVersionCommandOutput
    >();
    expectTypeOf<keyof own.DeleteLicenseCommandInput>().toEqualTypeOf<keyof aws.DeleteLicenseCommandInput>();
    expectTypeOf<keyof own.DeleteLicenseCommandOutput>().toEqualTypeOf<keyof aws.DeleteLicenseCommandOutput>();
    expectTypeOf<keyof own.ExtendLicenseConsumptionCommandInput>().toEqualTypeOf<
      keyof aws.ExtendLicenseConsumptionCommandInput
    >();
    expectTypeOf<keyof own.ExtendLicenseConsumptionCommandOutput>().toEqualTypeOf<
      keyof aws.ExtendLicenseConsumptionCommandOutput
    >();
    expectTypeOf<keyof own.GetLicenseCommandInput>().toEqualTypeOf<keyof aws.GetLicenseCommandInput>();
    expectTypeOf<keyof own.GetLicenseCommandOutput>().toEqualTypeOf<keyof aws.GetLicenseCommandOutput>();
    expectTypeOf<keyof own.GetLicenseUsageCommandInput>().toEqualTypeOf<keyof aws.GetLicenseUsageCommandInput>();
    expectTypeOf<keyof own.GetLicenseUsageCommandOutput>().toEqualTypeOf<keyof aws.GetLicenseUsageCommandOutput>();
    expectTypeOf<keyof own.ListLicensesCommandInput>().toEqualTypeOf<keyof aws.ListLicensesCommandInput>();
    expectTypeOf<keyof own.ListLicensesCommandOutput>().toEqualTypeOf<keyof aws.ListLicensesCommandOutput>();
    expectTypeOf<keyof own.ListLicenseVersionsCommandInput>().toEqualTypeOf<
      keyof aws.ListLicenseVersionsCommandInput
    >();
    expectTypeOf<keyof own.ListLicenseVersionsCommandOutput>().toEqualTypeOf<
      keyof aws.ListLicenseVersionsCommandOutput
    >();
  });

  it("in every structure, by name", () => {
    expectTypeOf<keyof own.BorrowConfiguration>().toEqualTypeOf<keyof aws.BorrowConfiguration>();
    expectTypeOf<keyof own.ConsumptionConfiguration>().toEqualTypeOf<keyof aws.ConsumptionConfiguration>();
    expectTypeOf<keyof own.DatetimeRange>().toEqualTypeOf<keyof aws.DatetimeRange>();
    expectTypeOf<keyof own.Entitlement>().toEqualTypeOf<keyof aws.Entitlement>();
    expectTypeOf<keyof own.EntitlementData>().toEqualTypeOf<keyof aws.EntitlementData>();
    expectTypeOf<keyof own.EntitlementUsage>().toEqualTypeOf<keyof aws.EntitlementUsage>();
    expectTypeOf<keyof own.Filter>().toEqualTypeOf<keyof aws.Filter>();
    expectTypeOf<keyof own.Issuer>().toEqualTypeOf<keyof aws.Issuer>();
    expectTypeOf<keyof own.IssuerDetails>().toEqualTypeOf<keyof aws.IssuerDetails>();
    expectTypeOf<keyof own.License>().toEqualTypeOf<keyof aws.License>();
    expectTypeOf<keyof own.LicenseUsage>().toEqualTypeOf<keyof aws.LicenseUsage>();
    expectTypeOf<keyof own.Metadata>().toEqualTypeOf<keyof aws.Metadata>();
    expectTypeOf<keyof own.ProvisionalConfiguration>().toEqualTypeOf<keyof aws.ProvisionalConfiguration>();
  });

  it("in every enum, by value", () => {
    expectTypeOf<own.EntitlementUnit>().toEqualTypeOf<aws.EntitlementUnit>();
    expectTypeOf<own.EntitlementDataUnit>().toEqualTypeOf<aws.EntitlementDataUnit>();
    expectTypeOf<own.CheckoutType>().toEqualTypeOf<aws.CheckoutType>();
    expectTypeOf<own.LicenseDeletionStatus>().toEqualTypeOf<aws.LicenseDeletionStatus>();
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
