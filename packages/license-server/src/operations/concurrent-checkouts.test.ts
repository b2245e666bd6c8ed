import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { borrowSeats, failure } from "../../test/licenses.js";
import { issuer, testService } from "../../test/service.js";
import type { TokenIssuer } from "../signing/token-issuer.js";
import { openSqliteStorage } from "../storage/open-storage.js";

const TEN_SEATS = { Entitlements: [{ Name: "seats", Unit: "Count", MaxCount: 10 }] as const };
const hundred = Array.from({ length: 100 }, (_, index) => `token-${index}`);

/**
 * An issuer that begins to sign once so many tokens are to be signed, so that all checkouts were decided on the same
 * counts. It signs one after the other, in the order of the checkouts.
 */
function signingTogether(count: number): TokenIssuer {
  const waiting: (() => void)[] = [];
  let signed: Promise<unknown> = Promise.resolve();
  return {
    keyId: issuer.keyId,
    async issue(claims) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === count) for (const begin of waiting) begin();
      });
      const token = signed.then(() => issuer.issue(claims));
      signed = token;
      return token;
    },
  };
}

describe("checkouts at the same time", () => {
  it("are a hundred for ten seats, and ten get one", async () => {
    const { call, create } = await testService({ issuer: signingTogether(100) });
    const arn = await create(TEN_SEATS);
    const checkouts = hundred.map((token) =>
      failure(() => call("checkoutBorrowLicense", borrowSeats("1", token, arn))),
    );
    const outcomes = await Promise.all(checkouts);
    expect(outcomes.filter((outcome) => outcome === "no error")).toHaveLength(10);
    expect(new Set(outcomes.filter((outcome) => outcome !== "no error"))).toEqual(
      new Set([
        'NoEntitlementsAllowedException: The entitlement "seats" is at its maximum: 10 of 10 in use. ' +
          "Try again when some of it came back.",
      ]),
    );
    const { LicenseUsage } = await call("getLicenseUsage", { LicenseArn: arn });
    expect(LicenseUsage?.EntitlementUsages?.[0]?.ConsumedValue).toBe("10");
  });

  it("through two servers of one database never grant more than there is", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    const together = signingTogether(100);
    const storages = [await openSqliteStorage(file), await openSqliteStorage(file)] as const;
    const one = await testService({ storage: storages[0], issuer: together });
    const other = await testService({ storage: storages[1], issuer: together });
    const arn = await one.create(TEN_SEATS);
    const checkouts = hundred.map((token, index) =>
      failure(() => (index % 2 === 0 ? one : other).call("checkoutBorrowLicense", borrowSeats("1", token, arn))),
    );
    const outcomes = await Promise.all(checkouts);
    expect(outcomes.filter((outcome) => outcome === "no error")).toHaveLength(10);
    await Promise.all(storages.map((storage) => storage.close()));
  });

  it("are refused as partial where only one of two entitlements went to somebody faster", async () => {
    const { call, create } = await testService({ issuer: signingTogether(2) });
    const arn = await create();
    const all = borrowSeats("5", "seats", arn);
    const both = {
      ...borrowSeats("1", "both", arn),
      Entitlements: [...borrowSeats("1", "", arn).Entitlements, EXPORT],
    };
    const outcomes = await Promise.all(
      [all, both].map((request) => failure(() => call("checkoutBorrowLicense", request))),
    );
    expect(outcomes).toEqual([
      "no error",
      'EntitlementNotAllowedException: The entitlement "seats" is at its maximum: 5 of 5 in use. Try again when some of it ' +
        "came back. Nothing was checked out, because partial checkouts are not supported.",
    ]);
  });

  it("with one client token are one checkout, and all get its answer", async () => {
    const { call, create } = await testService({ issuer: signingTogether(20) });
    const arn = await create();
    const request = borrowSeats("3", "token", arn);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => JSON.stringify(await call("checkoutBorrowLicense", request))),
    );
    expect(new Set(answers).size).toBe(1);
    const { LicenseUsage } = await call("getLicenseUsage", { LicenseArn: arn });
    expect(LicenseUsage?.EntitlementUsages?.[0]?.ConsumedValue).toBe("3");
  });

  it("with one client token and different bodies are one checkout, and the others are refused", async () => {
    const { call, create } = await testService({ issuer: signingTogether(2) });
    const arn = await create();
    const outcomes = await Promise.all(
      ["1", "2"].map((seats) => failure(() => call("checkoutBorrowLicense", borrowSeats(seats, "token", arn)))),
    );
    expect(outcomes).toEqual([
      "no error",
      'InvalidParameterValueException: ClientToken is "token", which was used for another CheckoutBorrowLicense request. ' +
        "Send the same request again to repeat it, or give a new ClientToken.",
    ]);
  });
});

const EXPORT = { Name: "export", Unit: "None" } as const;

describe("a checkout", () => {
  it("that cannot be signed takes nothing and leaves its client token free", async () => {
    const storage = await openSqliteStorage(":memory:");
    const broken = { keyId: issuer.keyId, issue: () => Promise.reject(new Error("The signer is away.")) };
    const failing = await testService({ storage, issuer: broken });
    const request = borrowSeats("5", "token", await failing.create());
    expect(await failure(() => failing.call("checkoutBorrowLicense", request))).toBe("Error: The signer is away.");
    const working = await testService({ storage });
    expect((await working.call("checkoutBorrowLicense", request)).LicenseArn).toBe(request.LicenseArn);
  });

  it("is found again by its client token after the storage was closed and opened", async () => {
    const file = join(temporaryFolder(), "licenses.sqlite");
    const before = await openSqliteStorage(file);
    const service = await testService({ storage: before });
    const request = borrowSeats("2", "token", await service.create());
    const first = await service.call("checkoutBorrowLicense", request);
    await before.close();
    const after = await openSqliteStorage(file);
    const { call } = await testService({ storage: after });
    expect(JSON.stringify(await call("checkoutBorrowLicense", request))).toBe(JSON.stringify(first));
    await after.close();
  });
});
