import type { CreateLicenseCommandInput } from "@borrow-license/client";
import { describe, expect, it } from "vitest";
import { CLIENTS } from "../setting/clients.js";
import type { OperationName } from "../setting/operations.js";
import { modeled, receivedError } from "../setting/received-error.js";
import { borrowRequest, checkoutRequest, versionRequest } from "../setting/requests.js";
import { type Scene, scenes } from "../setting/scene.js";

/** NoEntitlementsAllowedException and EntitlementNotAllowedException, for each way to check out. */

interface Way {
  readonly way: string;
  readonly operation: OperationName;
  readonly configuration: CreateLicenseCommandInput["ConsumptionConfiguration"];
  /** What a license can be, in messages. */
  readonly use: string;
  readonly request: (LicenseArn: string, Entitlements?: readonly object[]) => object;
}

const withEntitlements = (request: object, Entitlements: readonly object[] | undefined): object =>
  Entitlements === undefined ? request : { ...request, Entitlements };

const WAYS: readonly Way[] = [
  {
    way: "a borrow",
    operation: "CheckoutBorrowLicense",
    configuration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 1440 } },
    use: "borrowed",
    request: (LicenseArn, entitlements) => withEntitlements(borrowRequest(LicenseArn), entitlements),
  },
  {
    way: "a provisional checkout",
    operation: "CheckoutLicense",
    configuration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } },
    use: "checked out",
    request: (_arn, entitlements) => withEntitlements(checkoutRequest(), entitlements),
  },
  {
    way: "a perpetual checkout",
    operation: "CheckoutLicense",
    configuration: { RenewType: "None" },
    use: "checked out",
    request: (_arn, entitlements) => withEntitlements(checkoutRequest({ CheckoutType: "PERPETUAL" }), entitlements),
  },
];

const seats = (Value: string, Unit = "Count"): object => ({ Name: "seats", Value, Unit });
const feature = (Name: string, Value?: string): object => ({ Name, Unit: "None", ...(Value && { Value }) });

const scene = scenes();

describe.each(CLIENTS)("%s", (_name, module) => {
  describe.each(WAYS)("receives for $way", ({ configuration, operation, request, use }) => {
    const create = ({ createLicense }: Scene): Promise<string> =>
      createLicense({ ConsumptionConfiguration: configuration });

    /** What a checkout of a license with ten seats and a feature is refused with. */
    const refused = async (
      Entitlements?: readonly object[],
      before?: (scene: Scene, LicenseArn: string) => Promise<unknown> | unknown,
    ): Promise<unknown> => {
      const here = await scene(module);
      const LicenseArn = await create(here);
      await before?.(here, LicenseArn);
      const error = await receivedError(module, here.send(operation, request(LicenseArn, Entitlements)));
      return { ...error, message: error.message.replaceAll(LicenseArn, "{arn}") };
    };

    const no = (message: string): unknown => modeled("NoEntitlementsAllowedException", message);

    it("the reason when the license has no such entitlement", async () => {
      expect(await refused([feature("print")])).toEqual(
        no('The license has no entitlement "print"; it has "seats" in Unit "Count", "export" in Unit "None".'),
      );
    });

    it("both units when the entitlement has another one", async () => {
      expect(await refused([seats("1", "Gigabytes")])).toEqual(
        no(
          'The license has the entitlement "seats" in Unit "Count", and it was asked for in Unit "Gigabytes". ' +
            "Ask for it in the license's unit.",
        ),
      );
    });

    it("both values when the feature has another one", async () => {
      expect(await refused([feature("export", "svg")])).toEqual(
        no('The feature "export" has the Value "pdf", and "svg" was asked for. Leave Value out to get what it has.'),
      );
    });

    it("what is in use when the maximum is reached", async () => {
      const takeAll = ({ send }: Scene, arn: string): Promise<unknown> => send(operation, request(arn, [seats("10")]));
      expect(await refused(undefined, takeAll)).toEqual(
        no('The entitlement "seats" is at its maximum: 10 of 10 in use. Try again when some of it came back.'),
      );
    });

    it("how much is left when that is not enough", async () => {
      const takeSome = ({ send }: Scene, arn: string): Promise<unknown> => send(operation, request(arn, [seats("7")]));
      expect(await refused([seats("4")], takeSome)).toEqual(
        no(
          'The entitlement "seats" has not enough left for 4: 7 of 10 in use. ' +
            "Ask for 3 at most, or try again when more of it came back.",
        ),
      );
    });

    it.each(["SUSPENDED", "DEACTIVATED", "PENDING_AVAILABLE", "EXPIRED"] as const)(
      "the status when the issuer made the license %s",
      async (Status) => {
        const change = ({ send }: Scene, arn: string): Promise<unknown> =>
          send("CreateLicenseVersion", versionRequest(arn, { Status, ConsumptionConfiguration: configuration }));
        expect(await refused(undefined, change)).toEqual(
          no(
            `The license {arn} is ${Status}, and only an AVAILABLE license can be ${use}. ` +
              "Ask its issuer, Example Software.",
          ),
        );
      },
    );

    it("the moment when the license's validity has not begun", async () => {
      expect(await refused(undefined, ({ cloud }) => cloud.setTime("2025-12-31T23:59:59Z"))).toEqual(
        no(
          "The license {arn} is not valid yet: it is 2025-12-31T23:59:59Z, and its validity begins at " +
            "2026-01-01T00:00:00Z. Try again then.",
        ),
      );
    });

    it("the moment when the license's validity is over", async () => {
      expect(await refused(undefined, ({ cloud }) => cloud.setTime("2027-01-01T00:00:00Z"))).toEqual(
        no(
          "The license {arn} is not valid any more: it is 2027-01-01T00:00:00Z, and its validity ended at " +
            "2027-01-01T00:00:00Z. Ask its issuer, Example Software, for another one.",
        ),
      );
    });

    it("the part that cannot be granted when another one can", async () => {
      const message =
        'The entitlement "seats" has not enough left for 11: 0 of 10 in use. Ask for 10 at most. ' +
        "Nothing was checked out, because partial checkouts are not supported.";
      const name =
        operation === "CheckoutLicense" ? "NoEntitlementsAllowedException" : "EntitlementNotAllowedException";
      expect(await refused([feature("export"), seats("11")])).toEqual(modeled(name, message));
    });
  });

  it.each([
    {
      way: "borrow",
      configuration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } },
      send: ({ send }: Scene, arn: string) => send("CheckoutBorrowLicense", borrowRequest(arn)),
      message:
        "The license {arn} has no BorrowConfiguration, so it cannot be borrowed. " +
        "Borrow from a license whose ConsumptionConfiguration has one.",
    },
    {
      way: "check out provisionally",
      configuration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 60 } },
      send: ({ send }: Scene) => send("CheckoutLicense", checkoutRequest()),
      message:
        "The license {arn} has no ProvisionalConfiguration, so its CheckoutType cannot be PROVISIONAL. " +
        "Check out a license whose ConsumptionConfiguration has one.",
    },
    {
      way: "check out for good",
      configuration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } },
      send: ({ send }: Scene) => send("CheckoutLicense", checkoutRequest({ CheckoutType: "PERPETUAL" })),
      message:
        "The license {arn} has a ProvisionalConfiguration, which limits the time of every checkout, so its " +
        "CheckoutType cannot be PERPETUAL. Give the CheckoutType PROVISIONAL.",
    },
  ])("learns that a license is not configured to $way", async ({ configuration, message, send }) => {
    const here = await scene(module);
    const arn = await here.createLicense({ ConsumptionConfiguration: configuration });
    expect(await receivedError(module, send(here, arn))).toEqual(
      modeled("NoEntitlementsAllowedException", message.replace("{arn}", arn)),
    );
  });
});
