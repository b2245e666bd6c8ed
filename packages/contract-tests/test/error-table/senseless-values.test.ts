import { describe, expect, it } from "vitest";
import { CLIENTS } from "../setting/clients.js";
import { type OperationName, requestsAbout } from "../setting/operations.js";
import { modeled, receivedError } from "../setting/received-error.js";
import { borrowRequest, checkoutRequest } from "../setting/requests.js";
import { scenes } from "../setting/scene.js";

/** Well-formed values that make no sense: InvalidParameterValueException, which names the member, the value and the remedy. */

const LEASE = "00000000000000000000000000000000";
const scene = scenes();

const seats = (Value?: string): object => ({ Name: "seats", Unit: "Count", ...(Value !== undefined && { Value }) });
const COUNT = 'Give a positive whole number up to 9007199254740991, such as "1".';

/** The values that several operations take. */
const ENTITLEMENT_DATA: readonly [object, string][] = [
  [{ Entitlements: [seats("1"), seats("2")] }, 'Entitlements[1].Name is "seats" again. Ask for each entitlement once.'],
  [{ Entitlements: [] }, "Entitlements is empty. Ask for one entitlement at least."],
  ...["0", "-1", "1.5", "01", "1e1", "many", ""].map((value): [object, string] => [
    { Entitlements: [seats(value)] },
    `Entitlements[0].Value is "${value}". ${COUNT}`,
  ]),
  [{ Entitlements: [seats()] }, `Entitlements[0].Value is missing, and the entitlement has Unit "Count". ${COUNT}`],
  [{ NodeId: " " }, 'NodeId is " ", which is blank. Give it a name.'],
];

const TERMS: readonly [object, string][] = [
  [
    { Entitlements: [1, 2].map((MaxCount) => ({ Name: "seats", Unit: "Count", MaxCount })) },
    'Entitlements[1].Name is "seats" again. Give each entitlement once.',
  ],
  [
    { Validity: { Begin: "2026-02-01T00:00:00Z", End: "2026-01-01T00:00:00Z" } },
    'Validity.End is "2026-01-01T00:00:00Z", which is not after Validity.Begin, "2026-02-01T00:00:00Z". ' +
      "Give a later End, or none for a license without an end.",
  ],
  [
    { Entitlements: [{ Name: "seats", Unit: "Count", MaxCount: -1 }] },
    "Entitlements[0].MaxCount is -1. Give a positive whole number, or 0 for no limit.",
  ],
  [
    { ConsumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 0 } } },
    "ConsumptionConfiguration.ProvisionalConfiguration.MaxTimeToLiveInMinutes is 0. Give a whole number from 1 to 52560000.",
  ],
];

const FILTERS = 'Give one of "Beneficiary", "ProductSKU", "Fingerprint" and "Status".';

const SENSELESS: readonly [OperationName, object, string][] = [
  ...ENTITLEMENT_DATA.map((row): [OperationName, object, string] => ["CheckoutBorrowLicense", ...row]),
  ...ENTITLEMENT_DATA.map((row): [OperationName, object, string] => ["CheckoutLicense", ...row]),
  ...TERMS.map((row): [OperationName, object, string] => ["CreateLicense", ...row]),
  [
    "CheckoutLicense",
    { KeyFingerprint: "Example Software" },
    'KeyFingerprint is "Example Software", which is no fingerprint. Give the KeyFingerprint of the license\'s Issuer, ' +
      'such as "aws:123456789012:Example Software:issuer-fingerprint".',
  ],
  [
    "CreateLicense",
    { HomeRegion: "eu-west-1" },
    'HomeRegion is "eu-west-1", and this server serves us-east-1 and knows no server of that region. ' +
      'Give "us-east-1", or call the server of the license\'s region.',
  ],
  [
    "DeleteLicense",
    { SourceVersion: "latest" },
    'SourceVersion is "latest", which is no version. Give a positive whole number such as "1".',
  ],
  ["GetLicense", { Version: "0" }, 'Version is "0", which is no version. Give a positive whole number such as "1".'],
  [
    "ListLicenses",
    { Filters: [{ Name: "Name", Values: ["a"] }] },
    `Filters[0].Name is "Name", which is no filter. ${FILTERS}`,
  ],
  [
    "ListLicenses",
    { Filters: [{ Name: "Status", Values: ["Available"] }] },
    'Filters[0].Values[0] is "Available", which is no status. Give one of AVAILABLE, PENDING_AVAILABLE, DEACTIVATED, ' +
      "SUSPENDED, EXPIRED, PENDING_DELETE, DELETED.",
  ],
  [
    "ListLicenses",
    { NextToken: "abc" },
    'NextToken is "abc", which was not answered for this list. ' +
      "Give the NextToken of the answer before with the same other members, or none to begin anew.",
  ],
  [
    "ListLicenseVersions",
    { NextToken: "abc" },
    'NextToken is "abc", which was not answered for this list. ' +
      "Give the NextToken of the answer before with the same other members, or none to begin anew.",
  ],
];

/** The same of the operation that has ValidationException only. */
const SENSELESS_VERSIONS: readonly [object, string][] = [
  ...TERMS,
  [{ SourceVersion: "one" }, 'SourceVersion is "one", which is no version. Give a positive whole number such as "1".'],
  [{ Status: "DELETED" }, 'Status is "DELETED", which no version is given. Use DeleteLicense.'],
  [
    { HomeRegion: "eu-west-1" },
    'HomeRegion is "eu-west-1", and the license\'s is "us-east-1", which cannot change. ' +
      "Give that one, or create another license.",
  ],
];

const SIGN_KEYS =
  /^Issuer\.SignKey is "alias\/none", and this server has no such key\. Leave it out, or name one that it has, such as "[\w-]{43}"\.$/;

const used = (operation: string): string =>
  `ClientToken is "once", which was used for another ${operation} request. ` +
  "Send the same request again to repeat it, or give a new ClientToken.";

describe.each(CLIENTS)("%s", (_name, module) => {
  it.each(SENSELESS)("learns from %s what is wrong with %j", async (operation, change, message) => {
    const { createLicense, send } = await scene(module);
    const request = requestsAbout(await createLicense(), LEASE)[operation];
    expect(await receivedError(module, send(operation, { ...request, ...change }))).toEqual(
      modeled("InvalidParameterValueException", message),
    );
  });

  it.each(SENSELESS_VERSIONS)("learns from CreateLicenseVersion what is wrong with %j", async (change, message) => {
    const { createLicense, send } = await scene(module);
    const request = requestsAbout(await createLicense(), LEASE).CreateLicenseVersion;
    expect(await receivedError(module, send("CreateLicenseVersion", { ...request, ...change }))).toEqual(
      modeled("ValidationException", message),
    );
  });

  it.each([
    ["CheckoutBorrowLicense", { NodeId: "other" }, "InvalidParameterValueException"],
    ["CheckoutLicense", { NodeId: "other" }, "InvalidParameterValueException"],
    ["CreateLicense", { LicenseName: "other" }, "InvalidParameterValueException"],
    ["CreateLicenseVersion", { LicenseName: "other" }, "ValidationException"],
  ] as const)("learns from %s that a client token was used for another request", async (operation, change, name) => {
    const { createLicense, send } = await scene(module);
    const configuration = {
      BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 60 },
      ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 },
    };
    const LicenseArn = await createLicense({ ConsumptionConfiguration: configuration });
    const request = { ...requestsAbout(LicenseArn, LEASE)[operation], ClientToken: "once" };
    const { $metadata: _, ...first } = await send(operation, request);
    const { $metadata: __, ...again } = await send(operation, request);
    expect(again).toEqual(first);
    expect(await receivedError(module, send(operation, { ...request, ...change }))).toEqual(
      modeled(name, used(operation)),
    );
  });

  it.each(["CreateLicense", "CreateLicenseVersion"] as const)(
    "learns from %s which signing keys there are when it names another",
    async (operation) => {
      const { createLicense, send } = await scene(module);
      const request = requestsAbout(await createLicense(), LEASE)[operation];
      const Issuer = { Name: "Example Software", SignKey: "alias/none" };
      const error = await receivedError(module, send(operation, { ...request, Issuer, ClientToken: "named" }));
      const name = operation === "CreateLicense" ? "InvalidParameterValueException" : "ValidationException";
      expect(error).toEqual(modeled(name, expect.stringMatching(SIGN_KEYS)));
    },
  );

  it("learns from CheckInLicense that the license is for somebody else", async () => {
    const { createLicense, send } = await scene(module);
    const { LicenseConsumptionToken } = await send("CheckoutBorrowLicense", borrowRequest(await createLicense()));
    const request = { LicenseConsumptionToken, Beneficiary: "Somebody" };
    expect(await receivedError(module, send("CheckInLicense", request))).toEqual(
      modeled(
        "InvalidParameterValueException",
        'Beneficiary is "Somebody", and the license is for somebody else. Give the license\'s Beneficiary, or leave it out.',
      ),
    );
  });

  it("learns from ExtendLicenseConsumption that what was borrowed is borrowed again", async () => {
    const { createLicense, send } = await scene(module);
    const { LicenseConsumptionToken } = await send("CheckoutBorrowLicense", borrowRequest(await createLicense()));
    expect(await receivedError(module, send("ExtendLicenseConsumption", { LicenseConsumptionToken }))).toEqual(
      modeled(
        "InvalidParameterValueException",
        `LicenseConsumptionToken is "${LicenseConsumptionToken}", of a borrowed license. ` +
          "Borrow it again, which answers a new signed token.",
      ),
    );
  });

  it("learns from ExtendLicenseConsumption why it comes too late, also in a dry run", async () => {
    const { cloud, createLicense, send } = await scene(module);
    await createLicense({ ConsumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } } });
    const { LicenseConsumptionToken } = await send("CheckoutLicense", checkoutRequest());
    cloud.setTime("2026-06-01T13:00:00Z");
    for (const DryRun of [true, false]) {
      const request = { LicenseConsumptionToken, DryRun };
      expect(await receivedError(module, send("ExtendLicenseConsumption", request))).toEqual(
        modeled(
          "InvalidParameterValueException",
          `LicenseConsumptionToken is "${LicenseConsumptionToken}", of a checkout that expired at ` +
            "2026-06-01T13:00:00Z. Check the license out again.",
        ),
      );
    }
  });
});
