import { describe, expectTypeOf, it } from "vitest";
import { checkoutBorrowLicenseOperation, getLicenseOperation } from "../src/generated/operations.js";
import {
  type CheckoutBorrowLicenseRequest,
  type CheckoutBorrowLicenseResponse,
  createLicenseManagerHandler,
  createLicenseManagerOperationsHandler,
  type EntitlementDataUnit,
  type LicenseManagerCall,
  type LicenseManagerService,
  type LicenseManagerServiceError,
  RedirectException,
} from "../src/index.js";

/** What users write, checked by the compiler. */
describe("the types", () => {
  it("have required members that are there, and enums that are unions", () => {
    expectTypeOf<CheckoutBorrowLicenseRequest["LicenseArn"]>().toEqualTypeOf<string>();
    expectTypeOf<CheckoutBorrowLicenseRequest["NodeId"]>().toEqualTypeOf<string | undefined>();
    expectTypeOf<"Count">().toExtend<EntitlementDataUnit>();
    expectTypeOf<"Pieces">().not.toExtend<EntitlementDataUnit>();
  });

  it("let a service offer some of the operations, and refuse others' names and outputs", () => {
    createLicenseManagerHandler({ getLicense: ({ LicenseArn }) => ({ License: { LicenseArn } }) });
    // @ts-expect-error there is no such operation
    createLicenseManagerHandler({ getLicence: () => ({}) });
    // @ts-expect-error a name is a text
    createLicenseManagerHandler({ getLicense: () => ({ License: { LicenseName: 1 } }) });
  });

  it("let interceptors tell input and output by the operation", () => {
    createLicenseManagerHandler(
      {},
      {
        interceptors: [
          async (call) => {
            expectTypeOf(call).toEqualTypeOf<LicenseManagerCall>();
            if (call.operation !== "CheckoutBorrowLicense") return call.next();
            expectTypeOf(call.input).toEqualTypeOf<CheckoutBorrowLicenseRequest>();
            const output = await call.next();
            expectTypeOf(output).toEqualTypeOf<CheckoutBorrowLicenseResponse>();
            return output;
          },
        ],
      },
    );
  });

  it("carry the type of the caller to the operations", () => {
    createLicenseManagerHandler(
      {
        getLicense(_input, { caller }) {
          expectTypeOf(caller).toEqualTypeOf<{ readonly account: string }>();
          return {};
        },
      },
      { identifyCaller: () => ({ account: "123456789012" }) as { readonly account: string } },
    );
  });

  it("ask for every operation of a handler for some", () => {
    const getLicense: LicenseManagerService["getLicense"] = () => ({});
    createLicenseManagerOperationsHandler([getLicenseOperation], { getLicense });
    // @ts-expect-error checkoutBorrowLicense is missing
    createLicenseManagerOperationsHandler([getLicenseOperation, checkoutBorrowLicenseOperation], { getLicense });
  });

  it("have errors with the members, the fault and the status of the model", () => {
    expectTypeOf<RedirectException["name"]>().toEqualTypeOf<"RedirectException">();
    expectTypeOf<RedirectException["statusCode"]>().toEqualTypeOf<308>();
    expectTypeOf<RedirectException["fault"]>().toEqualTypeOf<"client">();
    expectTypeOf<RedirectException["members"]["Location"]>().toEqualTypeOf<string | undefined>();
    // @ts-expect-error there is no such member
    new RedirectException({ location: "https://example.com/" });
    // @ts-expect-error a text is a text
    new RedirectException({ Message: 5 });
  });

  it("tell an error by its name", () => {
    const where = (error: LicenseManagerServiceError): string | undefined => {
      // @ts-expect-error not every error has a location
      error.members.Location;
      return error.name === "RedirectException" ? error.members.Location : undefined;
    };
    expectTypeOf(where).returns.toEqualTypeOf<string | undefined>();
  });

  it("have collections that nobody changes", () => {
    const change = (input: CheckoutBorrowLicenseRequest): void => {
      // @ts-expect-error a member
      input.LicenseArn = "arn";
      // @ts-expect-error an element
      input.Entitlements[0] = { Name: "seats", Unit: "Count" };
    };
    expectTypeOf(change).parameters.toEqualTypeOf<[CheckoutBorrowLicenseRequest]>();
  });
});
