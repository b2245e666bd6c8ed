import type {
  ListLicenseVersionsRequest,
  ListLicenseVersionsResponse,
  OperationContext,
} from "@borrow-license/server-stub";
import { apiLicense } from "../domain/api-license.js";
import { epochSeconds } from "../domain/date-time.js";
import { checkAccess, checkRate } from "./admission.js";
import type { OperationEnvironment } from "./operation-environment.js";
import { unknownLicenseArn } from "./unknown-license.js";

const DEFAULT_PAGE = 100;

/** Lists a license's versions, the latest one first. */
export async function listLicenseVersions(
  environment: OperationEnvironment,
  { LicenseArn, MaxResults = DEFAULT_PAGE, NextToken }: ListLicenseVersionsRequest,
  context: OperationContext,
): Promise<ListLicenseVersionsResponse> {
  await checkRate(environment, context);
  await checkAccess(environment, context, LicenseArn);
  const { account, clock, pageTokens, storage } = environment;
  const list = [context.operation, account, LicenseArn];
  const before = NextToken === undefined ? undefined : Number(await pageTokens.read(list, NextToken));
  const found = await storage.listLicenseVersions(LicenseArn, before, MaxResults + 1);
  if (found.length === 0) throw unknownLicenseArn(LicenseArn);
  const now = epochSeconds(clock());
  const page = found.slice(0, MaxResults);
  const last = page.at(-1);
  const more = found.length > page.length && last !== undefined;
  return {
    Licenses: page.map((license) => apiLicense(license, now)),
    ...(more ? { NextToken: await pageTokens.write({ list, after: String(last.version) }) } : {}),
  };
}
