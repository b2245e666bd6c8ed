import type * as aws from "@aws-sdk/client-license-manager";
import type * as own from "@borrow-license/client";
import type * as small from "@borrow-license/client/fetch";
import { describe, expectTypeOf, it } from "vitest";

/**
 * The fetch client's types fit those of the generated client and of the AWS client in both directions, so that code
 * changes from one to another by its import. The type checker runs these tests; `tsc` fails where one does not hold.
 */

type Assignable<From, To> = [From] extends [To] ? true : false;
type Mutual<Left, Right> = [Assignable<Left, Right>, Assignable<Right, Left>];
type Yes = [true, true];

describe("inputs and outputs of the fetch client and of both others are mutually assignable", () => {
  it("for CheckInLicense", () => {
    expectTypeOf<Mutual<small.CheckInLicenseCommandInput, own.CheckInLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CheckInLicenseCommandInput, aws.CheckInLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CheckInLicenseCommandOutput, own.CheckInLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CheckInLicenseCommandOutput, aws.CheckInLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.CheckInLicenseCommandInput>().toEqualTypeOf<keyof own.CheckInLicenseCommandInput>();
    expectTypeOf<keyof small.CheckInLicenseCommandOutput>().toEqualTypeOf<keyof own.CheckInLicenseCommandOutput>();
  });

  it("for CheckoutBorrowLicense", () => {
    expectTypeOf<
      Mutual<small.CheckoutBorrowLicenseCommandInput, own.CheckoutBorrowLicenseCommandInput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.CheckoutBorrowLicenseCommandInput, aws.CheckoutBorrowLicenseCommandInput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.CheckoutBorrowLicenseCommandOutput, own.CheckoutBorrowLicenseCommandOutput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.CheckoutBorrowLicenseCommandOutput, aws.CheckoutBorrowLicenseCommandOutput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.CheckoutBorrowLicenseCommandInput>().toEqualTypeOf<
      keyof own.CheckoutBorrowLicenseCommandInput
    >();
    expectTypeOf<keyof small.CheckoutBorrowLicenseCommandOutput>().toEqualTypeOf<
      keyof own.CheckoutBorrowLicenseCommandOutput
    >();
  });

  it("for CheckoutLicense", () => {
    expectTypeOf<Mutual<small.CheckoutLicenseCommandInput, own.CheckoutLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CheckoutLicenseCommandInput, aws.CheckoutLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CheckoutLicenseCommandOutput, own.CheckoutLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CheckoutLicenseCommandOutput, aws.CheckoutLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.CheckoutLicenseCommandInput>().toEqualTypeOf<keyof own.CheckoutLicenseCommandInput>();
    expectTypeOf<keyof small.CheckoutLicenseCommandOutput>().toEqualTypeOf<keyof own.CheckoutLicenseCommandOutput>();
  });

  it("for CreateLicense", () => {
    expectTypeOf<Mutual<small.CreateLicenseCommandInput, own.CreateLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CreateLicenseCommandInput, aws.CreateLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CreateLicenseCommandOutput, own.CreateLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.CreateLicenseCommandOutput, aws.CreateLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.CreateLicenseCommandInput>().toEqualTypeOf<keyof own.CreateLicenseCommandInput>();
    expectTypeOf<keyof small.CreateLicenseCommandOutput>().toEqualTypeOf<keyof own.CreateLicenseCommandOutput>();
  });

  it("for CreateLicenseVersion", () => {
    expectTypeOf<
      Mutual<small.CreateLicenseVersionCommandInput, own.CreateLicenseVersionCommandInput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.CreateLicenseVersionCommandInput, aws.CreateLicenseVersionCommandInput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.CreateLicenseVersionCommandOutput, own.CreateLicenseVersionCommandOutput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.CreateLicenseVersionCommandOutput, aws.CreateLicenseVersionCommandOutput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.CreateLicenseVersionCommandInput>().toEqualTypeOf<
      keyof own.CreateLicenseVersionCommandInput
    >();
    expectTypeOf<keyof small.CreateLicenseVersionCommandOutput>().toEqualTypeOf<
      keyof own.CreateLicenseVersionCommandOutput
    >();
  });

  it("for DeleteLicense", () => {
    expectTypeOf<Mutual<small.DeleteLicenseCommandInput, own.DeleteLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.DeleteLicenseCommandInput, aws.DeleteLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.DeleteLicenseCommandOutput, own.DeleteLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.DeleteLicenseCommandOutput, aws.DeleteLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.DeleteLicenseCommandInput>().toEqualTypeOf<keyof own.DeleteLicenseCommandInput>();
    expectTypeOf<keyof small.DeleteLicenseCommandOutput>().toEqualTypeOf<keyof own.DeleteLicenseCommandOutput>();
  });

  it("for ExtendLicenseConsumption", () => {
    expectTypeOf<
      Mutual<small.ExtendLicenseConsumptionCommandInput, own.ExtendLicenseConsumptionCommandInput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.ExtendLicenseConsumptionCommandInput, aws.ExtendLicenseConsumptionCommandInput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.ExtendLicenseConsumptionCommandOutput, own.ExtendLicenseConsumptionCommandOutput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.ExtendLicenseConsumptionCommandOutput, aws.ExtendLicenseConsumptionCommandOutput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.ExtendLicenseConsumptionCommandInput>().toEqualTypeOf<
      keyof own.ExtendLicenseConsumptionCommandInput
    >();
    expectTypeOf<keyof small.ExtendLicenseConsumptionCommandOutput>().toEqualTypeOf<
      keyof own.ExtendLicenseConsumptionCommandOutput
    >();
  });

  it("for GetLicense", () => {
    expectTypeOf<Mutual<small.GetLicenseCommandInput, own.GetLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.GetLicenseCommandInput, aws.GetLicenseCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.GetLicenseCommandOutput, own.GetLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.GetLicenseCommandOutput, aws.GetLicenseCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.GetLicenseCommandInput>().toEqualTypeOf<keyof own.GetLicenseCommandInput>();
    expectTypeOf<keyof small.GetLicenseCommandOutput>().toEqualTypeOf<keyof own.GetLicenseCommandOutput>();
  });

  it("for GetLicenseUsage", () => {
    expectTypeOf<Mutual<small.GetLicenseUsageCommandInput, own.GetLicenseUsageCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.GetLicenseUsageCommandInput, aws.GetLicenseUsageCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.GetLicenseUsageCommandOutput, own.GetLicenseUsageCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.GetLicenseUsageCommandOutput, aws.GetLicenseUsageCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.GetLicenseUsageCommandInput>().toEqualTypeOf<keyof own.GetLicenseUsageCommandInput>();
    expectTypeOf<keyof small.GetLicenseUsageCommandOutput>().toEqualTypeOf<keyof own.GetLicenseUsageCommandOutput>();
  });

  it("for ListLicenses", () => {
    expectTypeOf<Mutual<small.ListLicensesCommandInput, own.ListLicensesCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.ListLicensesCommandInput, aws.ListLicensesCommandInput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.ListLicensesCommandOutput, own.ListLicensesCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<Mutual<small.ListLicensesCommandOutput, aws.ListLicensesCommandOutput>>().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.ListLicensesCommandInput>().toEqualTypeOf<keyof own.ListLicensesCommandInput>();
    expectTypeOf<keyof small.ListLicensesCommandOutput>().toEqualTypeOf<keyof own.ListLicensesCommandOutput>();
  });

  it("for ListLicenseVersions", () => {
    expectTypeOf<
      Mutual<small.ListLicenseVersionsCommandInput, own.ListLicenseVersionsCommandInput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.ListLicenseVersionsCommandInput, aws.ListLicenseVersionsCommandInput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.ListLicenseVersionsCommandOutput, own.ListLicenseVersionsCommandOutput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<
      Mutual<small.ListLicenseVersionsCommandOutput, aws.ListLicenseVersionsCommandOutput>
    >().toEqualTypeOf<Yes>();
    expectTypeOf<keyof small.ListLicenseVersionsCommandInput>().toEqualTypeOf<
      keyof own.ListLicenseVersionsCommandInput
    >();
    expectTypeOf<keyof small.ListLicenseVersionsCommandOutput>().toEqualTypeOf<
      keyof own.ListLicenseVersionsCommandOutput
    >();
  });
});

describe("errors of the fetch client and of the generated one are mutually assignable", () => {
  it("for AccessDeniedException", () => {
    expectTypeOf<Mutual<small.AccessDeniedException, own.AccessDeniedException>>().toEqualTypeOf<Yes>();
  });

  it("for AuthorizationException", () => {
    expectTypeOf<Mutual<small.AuthorizationException, own.AuthorizationException>>().toEqualTypeOf<Yes>();
  });

  it("for ConflictException", () => {
    expectTypeOf<Mutual<small.ConflictException, own.ConflictException>>().toEqualTypeOf<Yes>();
  });

  it("for EntitlementNotAllowedException", () => {
    expectTypeOf<
      Mutual<small.EntitlementNotAllowedException, own.EntitlementNotAllowedException>
    >().toEqualTypeOf<Yes>();
  });

  it("for InvalidParameterValueException", () => {
    expectTypeOf<
      Mutual<small.InvalidParameterValueException, own.InvalidParameterValueException>
    >().toEqualTypeOf<Yes>();
  });

  it("for NoEntitlementsAllowedException", () => {
    expectTypeOf<
      Mutual<small.NoEntitlementsAllowedException, own.NoEntitlementsAllowedException>
    >().toEqualTypeOf<Yes>();
  });

  it("for RateLimitExceededException", () => {
    expectTypeOf<Mutual<small.RateLimitExceededException, own.RateLimitExceededException>>().toEqualTypeOf<Yes>();
  });

  it("for RedirectException", () => {
    expectTypeOf<Mutual<small.RedirectException, own.RedirectException>>().toEqualTypeOf<Yes>();
  });

  it("for ResourceNotFoundException", () => {
    expectTypeOf<Mutual<small.ResourceNotFoundException, own.ResourceNotFoundException>>().toEqualTypeOf<Yes>();
  });

  it("for ServerInternalException", () => {
    expectTypeOf<Mutual<small.ServerInternalException, own.ServerInternalException>>().toEqualTypeOf<Yes>();
  });

  it("for UnsupportedDigitalSignatureMethodException", () => {
    expectTypeOf<
      Mutual<small.UnsupportedDigitalSignatureMethodException, own.UnsupportedDigitalSignatureMethodException>
    >().toEqualTypeOf<Yes>();
  });

  it("for ValidationException", () => {
    expectTypeOf<Mutual<small.ValidationException, own.ValidationException>>().toEqualTypeOf<Yes>();
  });

  it("for LicenseManagerServiceException", () => {
    expectTypeOf<
      Mutual<small.LicenseManagerServiceException, own.LicenseManagerServiceException>
    >().toEqualTypeOf<Yes>();
  });
});

it("answers what the command says", () => {
  type Answer = Awaited<ReturnType<typeof borrow>>;
  const borrow = (client: small.LicenseManagerClient, command: small.CheckoutBorrowLicenseCommand) =>
    client.send(command);
  expectTypeOf<Answer>().toEqualTypeOf<small.CheckoutBorrowLicenseCommandOutput>();
});
