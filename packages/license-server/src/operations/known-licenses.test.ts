import { expect, it } from "vitest";
import { borrowSeats, createStudio, failure, NOON, studio } from "../../test/licenses.js";
import { issuer, type TestService, testService } from "../../test/service.js";
import { aroundMethods } from "../observation/around-methods.js";
import { openSqliteStorage } from "../storage/open-storage.js";
import { KnownLicenses } from "./known-licenses.js";

/** Two services on one storage, which know nothing of each other, and how often the first one reads and signs. */
async function twoServices(): Promise<{
  readonly one: TestService;
  readonly other: TestService;
  readonly counts: { reads: number; signatures: number };
}> {
  const storage = await openSqliteStorage(":memory:");
  const counts = { reads: 0, signatures: 0 };
  const reading = aroundMethods(storage, (method, _args, call) => {
    if (method === "readForCheckout") counts.reads += 1;
    return call();
  });
  const signing = aroundMethods(issuer, (method, _args, call) => {
    if (method === "issue") counts.signatures += 1;
    return call();
  });
  return {
    one: await testService({ storage: reading, issuer: signing }),
    other: await testService({ storage }),
    counts,
  };
}

it("a license that was borrowed lately is signed for without a look at the storage", async () => {
  const { counts, one } = await twoServices();
  const arn = await one.create();
  for (const token of ["a", "b", "c"]) await one.call("checkoutBorrowLicense", borrowSeats("1", token, arn));
  expect(counts).toEqual({ reads: 1, signatures: 3 });
});

it("a known license that got another version elsewhere grants by that version", async () => {
  const { one, other } = await twoServices();
  const arn = await one.create();
  await one.call("checkoutBorrowLicense", borrowSeats("1", "a", arn));
  const { Beneficiary: _b, ProductSKU: _p, ...terms } = createStudio;
  const suspended = { ...terms, LicenseArn: arn, Status: "SUSPENDED", ClientToken: "suspend" } as const;
  await other.call("createLicenseVersion", suspended);
  expect(await failure(() => one.call("checkoutBorrowLicense", borrowSeats("1", "b", arn)))).toBe(
    `NoEntitlementsAllowedException: The license ${arn} is SUSPENDED, and only an AVAILABLE license can be borrowed. ` +
      "Ask its issuer, Example Software.",
  );
});

it("nobody gets a seat that went elsewhere, and nobody is refused one that came back elsewhere", async () => {
  const { counts, one, other } = await twoServices();
  const arn = await one.create();
  await one.call("checkoutBorrowLicense", borrowSeats("1", "a", arn));
  const { LicenseConsumptionToken = "" } = await other.call("checkoutBorrowLicense", borrowSeats("4", "b", arn));
  const full = 'NoEntitlementsAllowedException: The entitlement "seats" is at its maximum: 5 of 5 in use. ';
  expect(await failure(() => one.call("checkoutBorrowLicense", borrowSeats("1", "c", arn)))).toContain(full);
  // From then on it is known, and nothing is signed in vain any more.
  const { signatures } = counts;
  expect(await failure(() => one.call("checkoutBorrowLicense", borrowSeats("1", "c", arn)))).toContain(full);
  expect(counts.signatures).toBe(signatures);
  await other.call("checkInLicense", { LicenseConsumptionToken });
  expect(await failure(() => one.call("checkoutBorrowLicense", borrowSeats("4", "d", arn)))).toBe("no error");
});

it("a repeated borrow gets its answer, without a signature where the first was answered here", async () => {
  const { counts, one, other } = await twoServices();
  const arn = await one.create();
  const first = await one.call("checkoutBorrowLicense", borrowSeats("1", "a", arn));
  expect(await one.call("checkoutBorrowLicense", borrowSeats("1", "a", arn))).toEqual(first);
  expect(counts.signatures).toBe(1);
  const elsewhere = await other.call("checkoutBorrowLicense", borrowSeats("1", "b", arn));
  expect(await one.call("checkoutBorrowLicense", borrowSeats("1", "b", arn))).toEqual(elsewhere);
});

it("what a known license grants ends when its leases expire, and its validity does", async () => {
  const { one } = await twoServices();
  const arn = await one.create();
  await one.call("checkoutBorrowLicense", borrowSeats("5", "a", arn));
  one.wait(8 * 3600);
  expect(await failure(() => one.call("checkoutBorrowLicense", borrowSeats("5", "b", arn)))).toBe("no error");
  one.wait(365 * 86_400);
  expect(await failure(() => one.call("checkoutBorrowLicense", borrowSeats("5", "c", arn)))).toContain(
    "is not valid any more",
  );
});

it("an account is not told of a license that only another one has seen", () => {
  const known = new KnownLicenses();
  const request = { account: "123456789012", operation: "CheckoutBorrowLicense", clientToken: "a" };
  known.learn("123456789012", studio(), new Map([["seats", 1]]));
  expect(known.find(request, studio().arn)?.inUse).toEqual(new Map([["seats", 1]]));
  expect(known.find({ ...request, account: "210987654321" }, studio().arn)).toBeUndefined();
});

it("licenses with large terms are forgotten before they fill the memory", () => {
  const known = new KnownLicenses();
  const licenseName = "x".repeat(1024 * 1024);
  for (let index = 0; index < 40; index += 1) {
    known.learn("123456789012", { ...studio({ licenseName }), arn: `arn-${index}`, createdAt: NOON }, new Map());
  }
  const request = { account: "123456789012", operation: "CheckoutBorrowLicense", clientToken: "a" };
  const kept = Array.from({ length: 40 }, (_, index) => known.find(request, `arn-${index}`)).filter(Boolean);
  expect(kept.length).toBeGreaterThan(20);
  expect(kept.length).toBeLessThan(33);
});
