import type { CheckoutLicenseRequest } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { type createStudio, failure } from "../../test/licenses.js";
import { type TestService, testService } from "../../test/service.js";
import type { Access } from "../auth/access.js";
import { openSqliteStorage } from "../storage/open-storage.js";

const hourly = { ConsumptionConfiguration: { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } } };
const FINGERPRINT = "aws:123456789012:Example Software:issuer-fingerprint";

const seats = (
  Value: string,
  ClientToken: string,
  change: Partial<CheckoutLicenseRequest> = {},
): CheckoutLicenseRequest => ({
  ProductSKU: "studio-2026",
  CheckoutType: "PROVISIONAL",
  KeyFingerprint: FINGERPRINT,
  Entitlements: [{ Name: "seats", Value, Unit: "Count" }],
  ClientToken,
  ...change,
});

const inUse = async ({ call }: TestService, LicenseArn: string): Promise<string | undefined> =>
  (await call("getLicenseUsage", { LicenseArn })).LicenseUsage?.EntitlementUsages?.[0]?.ConsumedValue;

/** The ARNs of two licenses of the product, in the order of a list. */
async function twoLicenses(
  { create }: TestService,
  ...changes: readonly Partial<typeof createStudio>[]
): Promise<readonly string[]> {
  const arns: string[] = [];
  for (const [index, change] of [...changes, {}, {}].slice(0, 2).entries()) {
    arns.push(await create({ ...hourly, ClientToken: `create-${index}`, ...change }));
  }
  return arns;
}

describe("CheckoutLicense", () => {
  it("takes a license of the product until it expires, and answers no token that would hold offline", async () => {
    const service = await testService();
    const arn = await service.create(hourly);
    const { LicenseConsumptionToken, ...rest } = await service.call(
      "checkoutLicense",
      seats("2", "a", { NodeId: "node" }),
    );
    expect(LicenseConsumptionToken).toMatch(/^[0-9a-f]{32}$/);
    expect(rest).toEqual({
      CheckoutType: "PROVISIONAL",
      EntitlementsAllowed: [{ Name: "seats", Value: "2", Unit: "Count" }],
      NodeId: "node",
      IssuedAt: "2026-06-01T12:00:00Z",
      Expiration: "2026-06-01T13:00:00Z",
      LicenseArn: arn,
    });
    service.wait(3599);
    expect(await inUse(service, arn)).toBe("2");
    service.wait(1);
    expect(await inUse(service, arn)).toBe("0");
  });

  it("takes a license for good, until it is returned", async () => {
    const service = await testService();
    const arn = await service.create({ ConsumptionConfiguration: { RenewType: "None" } });
    const answer = await service.call("checkoutLicense", seats("1", "a", { CheckoutType: "PERPETUAL" }));
    expect(answer).not.toHaveProperty("Expiration");
    service.wait(100 * 365 * 86_400);
    expect(await inUse(service, arn)).toBe("1");
    const { LicenseConsumptionToken = "" } = answer;
    await service.call("checkInLicense", { LicenseConsumptionToken });
    expect(await inUse(service, arn)).toBe("0");
  });

  it("answers a repeated request with the first answer, also when nothing is left", async () => {
    const service = await testService();
    await service.create(hourly);
    const first = await service.call("checkoutLicense", seats("5", "a"));
    service.wait(60);
    expect(await service.call("checkoutLicense", seats("5", "a"))).toEqual(first);
    expect(await failure(() => service.call("checkoutLicense", seats("1", "a")))).toBe(
      'InvalidParameterValueException: ClientToken is "a", which was used for another CheckoutLicense request. ' +
        "Send the same request again to repeat it, or give a new ClientToken.",
    );
  });

  it("makes one checkout of a request that comes many times at once", async () => {
    const service = await testService();
    const arns = await twoLicenses(service);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => service.call("checkoutLicense", seats("1", "a"))),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const used = await Promise.all(arns.map((arn) => inUse(service, arn)));
    expect([...used].sort()).toEqual(["0", "1"]);
  });

  it("goes on to the product's next license where one has not enough left", async () => {
    const service = await testService();
    const arns = await twoLicenses(service);
    const answers = [
      await service.call("checkoutLicense", seats("4", "a")),
      await service.call("checkoutLicense", seats("4", "b")),
    ];
    expect(answers.map(({ LicenseArn }) => LicenseArn).sort()).toEqual([...arns].sort());
    expect(await failure(() => service.call("checkoutLicense", seats("4", "c")))).toMatch(
      /^NoEntitlementsAllowedException: None of 2 licenses grants this\. arn:\S+: The entitlement "seats" has not enough left for 4: 4 of 5 in use\. .* arn:\S+: The entitlement "seats" /,
    );
  });

  it("takes the beneficiary's where one is named", async () => {
    const service = await testService();
    const arns = await twoLicenses(service, { Beneficiary: "One Ltd." }, { Beneficiary: "Two Ltd." });
    for (const [index, Beneficiary] of ["One Ltd.", "Two Ltd."].entries()) {
      const { LicenseArn } = await service.call("checkoutLicense", seats("1", Beneficiary, { Beneficiary }));
      expect(LicenseArn).toBe(arns[index]);
    }
    expect(await failure(() => service.call("checkoutLicense", seats("1", "c", { Beneficiary: "Three Ltd." })))).toBe(
      'ResourceNotFoundException: There is no license with the ProductSKU "studio-2026", the KeyFingerprint ' +
        `"${FINGERPRINT}" and the Beneficiary "Three Ltd.". Give those of a license, as GetLicense shows them.`,
    );
  });

  it.each<[string, Partial<CheckoutLicenseRequest>]>([
    ["product", { ProductSKU: "other" }],
    ["issuer", { KeyFingerprint: "aws:123456789012:Other Software:issuer-fingerprint" }],
    ["issuer's account", { KeyFingerprint: "aws:999999999999:Example Software:issuer-fingerprint" }],
  ])("finds no license of another %s", async (_what, change) => {
    const service = await testService();
    await service.create(hourly);
    const { KeyFingerprint, ProductSKU } = seats("1", "a", change);
    expect(await failure(() => service.call("checkoutLicense", seats("1", "a", change)))).toBe(
      `ResourceNotFoundException: There is no license with the ProductSKU "${ProductSKU}", the KeyFingerprint ` +
        `"${KeyFingerprint}". Give those of a license, as GetLicense shows them.`,
    );
  });

  it.each<[Partial<CheckoutLicenseRequest>, string]>([
    [{ ProductSKU: " " }, 'ProductSKU is " ", which is blank. Give it a name.'],
    [{ Beneficiary: "" }, 'Beneficiary is "", which is blank. Give it a name.'],
    [
      { KeyFingerprint: "SHA256:0000" },
      'KeyFingerprint is "SHA256:0000", which is no fingerprint. Give the KeyFingerprint of the license\'s Issuer, ' +
        'such as "aws:123456789012:Example Software:issuer-fingerprint".',
    ],
    [{ Entitlements: [] }, "Entitlements is empty. Ask for one entitlement at least."],
  ])("refuses %j", async (change, message) => {
    const { call } = await testService();
    expect(await failure(() => call("checkoutLicense", seats("1", "a", change)))).toBe(
      `InvalidParameterValueException: ${message}`,
    );
  });

  it("refuses a part, which the operation has no error of its own for", async () => {
    const { call, create } = await testService();
    await create(hourly);
    const Entitlements = [
      { Name: "export", Unit: "None" as const },
      { Name: "seats", Value: "6", Unit: "Count" as const },
    ];
    expect(await failure(() => call("checkoutLicense", seats("1", "a", { Entitlements })))).toBe(
      'NoEntitlementsAllowedException: The entitlement "seats" has not enough left for 6: 0 of 5 in use. Ask for 5 at ' +
        "most. Nothing was checked out, because partial checkouts are not supported.",
    );
  });

  it("says why the product's only license is not available", async () => {
    const { call, create, wait } = await testService();
    const arn = await create(hourly);
    wait(365 * 86_400);
    expect(await failure(() => call("checkoutLicense", seats("1", "a")))).toBe(
      `NoEntitlementsAllowedException: The license ${arn} is not valid any more: it is 2027-06-01T12:00:00Z, and its ` +
        "validity ended at 2027-01-01T00:00:00Z. Ask its issuer, Example Software, for another one.",
    );
  });

  it("passes over licenses that the caller may not use, and says so where there are no others", async () => {
    const forbidden = new Set<string>();
    const access: Access = {
      authorize: ({ licenseArn = "" }) => ({
        decision: forbidden.has(licenseArn) ? "operation-not-allowed" : "allowed",
      }),
    };
    const service = await testService({ access });
    const [one = "", other = ""] = await twoLicenses(service);
    forbidden.add(one);
    expect(await service.call("checkoutLicense", seats("1", "a"))).toMatchObject({ LicenseArn: other });
    forbidden.add(other);
    const message = "The caller's policy does not allow CheckoutLicense. Allow it there, or use other credentials.";
    expect(await failure(() => service.call("checkoutLicense", seats("1", "b")))).toBe(
      `AuthorizationException: ${message}`,
    );
    expect(await failure(() => service.call("checkoutLicense", seats("1", "a")))).toBe(
      `AuthorizationException: ${message}`,
    );
  });

  it("finds no license that is deleted between the list of the product's licenses and the look at one", async () => {
    const access: Access = {
      async authorize({ licenseArn: LicenseArn, operation }) {
        // The list is read by now, and the license is not: whether the caller may use it is asked in between.
        if (operation === "CheckoutLicense" && LicenseArn !== undefined)
          await service.call("deleteLicense", { LicenseArn, SourceVersion: "1" });
        return { decision: "allowed" };
      },
    };
    const service = await testService({ access });
    await service.create(hourly);
    expect(await failure(() => service.call("checkoutLicense", seats("1", "a")))).toBe(
      `ResourceNotFoundException: There is no license with the ProductSKU "studio-2026", the KeyFingerprint ` +
        `"${FINGERPRINT}". Give those of a license, as GetLicense shows them.`,
    );
  });

  it("answers a request that the same one overtakes like that one, though the license is deleted by then", async () => {
    const storage = await openSqliteStorage(":memory:");
    const other = await testService({ storage });
    const LicenseArn = await other.create({ ConsumptionConfiguration: { RenewType: "None" } });
    const request = seats("1", "a", { CheckoutType: "PERPETUAL" });
    let answer: unknown;
    const overtaken: typeof storage = Object.create(storage, {
      findAnsweredRequest: {
        async value(...parameters: Parameters<typeof storage.findAnsweredRequest>) {
          const before = await storage.findAnsweredRequest(...parameters);
          if (answer !== undefined) return before;
          answer = await other.call("checkoutLicense", request);
          await other.call("deleteLicense", { LicenseArn, SourceVersion: "1" });
          return before;
        },
      },
      listLicenses: { value: storage.listLicenses.bind(storage) },
      readForCheckout: { value: storage.readForCheckout.bind(storage) },
    });
    const { call } = await testService({ storage: overtaken });
    expect(await call("checkoutLicense", request)).toEqual(answer);
    expect(answer).toMatchObject({ LicenseArn });
  });

  it("redirects where another region keeps the product's licenses", async () => {
    const storage = await openSqliteStorage(":memory:");
    const europe = await testService({ storage, region: "eu-west-1" });
    const arn = await europe.create({ ...hourly, HomeRegion: "eu-west-1" });
    const peers = { "eu-west-1": "https://licenses.example.com" };
    const { call } = await testService({ storage, peers });
    expect(await failure(() => call("checkoutLicense", seats("1", "a")))).toBe(
      `RedirectException: The license ${arn} has its home in the region eu-west-1. Send the request to that region's server.`,
    );
  });

  it("grants no more than there is, whoever comes at the same time", async () => {
    const service = await testService();
    const arn = await service.create(hourly);
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => service.call("checkoutLicense", seats("1", `token-${index}`))),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    const reasons = results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));
    expect(new Set(reasons)).toEqual(
      new Set([
        'NoEntitlementsAllowedException: The entitlement "seats" is at its maximum: 5 of 5 in use. Try again when some of it came back.',
      ]),
    );
    expect(await inUse(service, arn)).toBe("5");
  });
});
