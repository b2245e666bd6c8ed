import type { ListLicensesRequest, ListLicensesResponse, OperationContext } from "@borrow-license/server-stub";
import { apiLicense } from "../domain/api-license.js";
import { epochSeconds } from "../domain/date-time.js";
import { licenseConditions } from "../domain/license-conditions.js";
import { checkAccess, checkRate } from "./admission.js";
import type { OperationEnvironment } from "./operation-environment.js";

const DEFAULT_PAGE = 100;

/** Lists the account's licenses in their latest versions, in the order of their ARNs. */
export async function listLicenses(
  environment: OperationEnvironment,
  input: ListLicensesRequest,
  context: OperationContext,
): Promise<ListLicensesResponse> {
  await checkRate(environment, context);
  await checkListAccess(environment, input, context);
  const { account, clock, pageTokens, storage } = environment;
  const { issuerAccount = account, ...conditions } = licenseConditions(input);
  const { MaxResults = DEFAULT_PAGE, NextToken } = input;
  const list = [context.operation, account, issuerAccount, conditions];
  const after = NextToken === undefined ? undefined : await pageTokens.read(list, NextToken);
  if (issuerAccount !== account) return { Licenses: [] };
  const now = epochSeconds(clock());
  const found = await storage.listLicenses({
    ...conditions,
    account,
    at: now,
    ...(after === undefined ? {} : { after }),
    limit: MaxResults + 1,
  });
  const page = found.slice(0, MaxResults);
  const last = page.at(-1);
  const more = found.length > page.length && last !== undefined;
  return {
    Licenses: page.map((license) => apiLicense(license, now)),
    ...(more ? { NextToken: await pageTokens.write({ list, after: last.arn }) } : {}),
  };
}

/** Whoever lists licenses by their ARNs has to be allowed each of them, and else all. */
async function checkListAccess(
  environment: OperationEnvironment,
  { LicenseArns }: ListLicensesRequest,
  context: OperationContext,
): Promise<void> {
  if (LicenseArns === undefined || LicenseArns.length === 0) return checkAccess(environment, context);
  for (const arn of LicenseArns) await checkAccess(environment, context, arn);
}
