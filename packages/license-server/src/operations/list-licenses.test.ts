import type { ListLicensesRequest } from "@borrow-license/server-stub";
import { describe, expect, it } from "vitest";
import { ARN, type createStudio, failure } from "../../test/licenses.js";
import { type TestService, testService } from "../../test/service.js";
import type { Access } from "../auth/access.js";
import { openSqliteStorage } from "../storage/open-storage.js";

/** Licenses with these changes; their ARNs in the order of a list. */
async function licenses(
  { create }: TestService,
  ...changes: readonly Partial<typeof createStudio>[]
): Promise<string[]> {
  const arns: string[] = [];
  for (const [index, change] of changes.entries()) arns.push(await create({ ClientToken: `${index}`, ...change }));
  return arns;
}

const arnsOf = async ({ call }: Pick<TestService, "call">, request: ListLicensesRequest): Promise<readonly unknown[]> =>
  ((await call("listLicenses", request)).Licenses ?? []).map(({ LicenseArn }) => LicenseArn);

const filtered = (Name: string, value: string): ListLicensesRequest => ({ Filters: [{ Name, Values: [value] }] });

describe("ListLicenses", () => {
  it("lists a license as GetLicense shows it", async () => {
    const { call, create } = await testService();
    const { License } = await call("getLicense", { LicenseArn: await create() });
    expect(await call("listLicenses", {})).toEqual({ Licenses: [License] });
  });

  it("lists page by page in the order of the ARNs, and the last page has no token", async () => {
    const service = await testService();
    const arns = (await licenses(service, {}, {}, {}, {}, {})).sort();
    const first = await service.call("listLicenses", { MaxResults: 2 });
    const second = await service.call("listLicenses", { MaxResults: 2, NextToken: first.NextToken });
    const last = await service.call("listLicenses", { MaxResults: 1, NextToken: second.NextToken });
    expect([first, second, last].flatMap(({ Licenses = [] }) => Licenses.map(({ LicenseArn }) => LicenseArn))).toEqual(
      arns,
    );
    expect(last).not.toHaveProperty("NextToken");
    expect(await arnsOf(service, {})).toEqual(arns);
  });

  it("goes on where it was after a restart, in another process on the same storage", async () => {
    const storage = await openSqliteStorage(":memory:");
    const service = await testService({ storage });
    const [, other] = (await licenses(service, {}, {})).sort();
    const { NextToken } = await service.call("listLicenses", { MaxResults: 1 });
    expect(await arnsOf(await testService({ storage }), { NextToken })).toEqual([other]);
  });

  it("refuses a token of another list, of another account, or none that it wrote", async () => {
    const storage = await openSqliteStorage(":memory:");
    const service = await testService({ storage });
    await licenses(service, {}, {});
    const { NextToken = "" } = await service.call("listLicenses", { MaxResults: 1 });
    const message =
      `InvalidParameterValueException: NextToken is ${JSON.stringify(NextToken.slice(0, 100))}`.slice(0, -1) +
      '…", which was not answered for this list. Give the NextToken of the answer before with the same other members, ' +
      "or none to begin anew.";
    const other = { ...filtered("ProductSKU", "studio-2026"), NextToken };
    expect(await failure(() => service.call("listLicenses", other))).toBe(message);
    const stranger = await testService({ storage, account: "999999999999" });
    expect(await failure(() => stranger.call("listLicenses", { NextToken }))).toBe(message);
    expect(await failure(() => service.call("listLicenses", { NextToken: ARN }))).toMatch(/^InvalidParameterValue/);
  });

  it("filters by beneficiary, product, fingerprint and status", async () => {
    const service = await testService();
    const [studio, other, future] = await licenses(
      service,
      {},
      { Beneficiary: "Other Ltd.", ProductSKU: "other", Issuer: { Name: "Other: Software" } },
      { Validity: { Begin: "2026-07-01T00:00:00Z" } },
    );
    const both = [studio, future].sort();
    expect(await arnsOf(service, filtered("Beneficiary", "Other Ltd."))).toEqual([other]);
    expect(await arnsOf(service, filtered("ProductSKU", "studio-2026"))).toEqual(both);
    const fingerprint = "aws:123456789012:Other: Software:issuer-fingerprint";
    expect(await arnsOf(service, filtered("Fingerprint", fingerprint))).toEqual([other]);
    expect(await arnsOf(service, filtered("Status", "PENDING_AVAILABLE"))).toEqual([future]);
    expect(await arnsOf(service, filtered("Status", "AVAILABLE"))).toEqual([studio, other].sort());
    expect(
      await arnsOf(service, { ...filtered("Status", "AVAILABLE"), LicenseArns: [studio ?? "", future ?? ""] }),
    ).toEqual([studio]);
    expect(
      await arnsOf(service, filtered("Fingerprint", "aws:999999999999:Other: Software:issuer-fingerprint")),
    ).toEqual([]);
  });

  it("lists deleted licenses only where it is asked for them", async () => {
    const service = await testService();
    const [kept, deleted = ""] = await licenses(service, {}, {});
    await service.call("deleteLicense", { LicenseArn: deleted, SourceVersion: "1" });
    expect(await arnsOf(service, {})).toEqual([kept]);
    expect(await service.call("listLicenses", filtered("Status", "DELETED"))).toMatchObject({
      Licenses: [{ LicenseArn: deleted, Status: "DELETED", Version: "2" }],
    });
  });

  it("lists the caller's licenses alone", async () => {
    const storage = await openSqliteStorage(":memory:");
    const service = await testService({ storage });
    const arn = await service.create();
    const stranger = await testService({ storage, account: "999999999999" });
    expect(await arnsOf(stranger, {})).toEqual([]);
    expect(await arnsOf(stranger, { LicenseArns: [arn] })).toEqual([]);
  });

  it("asks about each license that is named, or about the operation where none is", async () => {
    const asked: unknown[] = [];
    const access: Access = {
      authorize({ licenseArn, operation }) {
        asked.push([operation, licenseArn]);
        return { decision: "allowed" };
      },
    };
    const { call } = await testService({ access });
    await call("listLicenses", { LicenseArns: [ARN, `${ARN}1`] });
    await call("listLicenses", { LicenseArns: [] });
    expect(asked).toEqual([
      ["ListLicenses", ARN],
      ["ListLicenses", `${ARN}1`],
      ["ListLicenses", undefined],
    ]);
  });
});
