import { expect, it } from "vitest";
import { ARN, NOON, studio } from "../../test/licenses.js";
import type { License } from "../domain/license.js";
import type { LicenseStorage } from "../storage/licenses/license-storage.js";
import { openSqliteStorage } from "../storage/open-storage.js";
import { visibleLicenses } from "./visible-licenses.js";

const [ONE, OTHER] = ["222222222222", "333333333333"];
const request = (clientToken: string) => ({
  account: "123456789012",
  operation: "CreateLicenseVersion",
  clientToken,
  digest: clientToken,
  response: "{}",
  answeredAt: NOON,
});

/** A license whose versions are for one account and the other in turns. */
async function sixVersions(): Promise<LicenseStorage> {
  const storage = await openSqliteStorage(":memory:");
  const version = (number: number): License => ({
    ...studio({ beneficiary: number % 2 === 0 ? ONE : OTHER }),
    version: number,
  });
  await storage.addLicense(version(1), request("1"));
  for (const number of [2, 3, 4, 5, 6]) await storage.addLicenseVersion(version(number), request(`${number}`));
  return storage;
}

it("a beneficiary's pages of versions are full although versions of others lie between them", async () => {
  const storage = visibleLicenses(await sixVersions(), ONE, "ListLicenseVersions");
  const page = async (before: number | undefined, limit: number): Promise<readonly number[]> =>
    (await storage.listLicenseVersions(ARN, before, limit)).map(({ version }) => version);
  expect(await page(undefined, 2)).toEqual([6, 4]);
  expect(await page(4, 2)).toEqual([2]);
  expect(await page(undefined, 3)).toEqual([6, 4, 2]);
  expect(await page(2, 2)).toEqual([]);
  await storage.close();
});
