import type { OperationContext } from "@borrow-license/server-stub";
import { isCaller } from "../auth/caller.js";
import { policyAccess } from "../auth/policy-access.js";
import { visibleLicenses } from "../auth/visible-licenses.js";
import type { OperationEnvironment } from "./operation-environment.js";

/**
 * What an operation stands on for one call: the account is the caller's, the caller's policy decides, and licenses of
 * others are out of sight. Where nobody tells who calls, it is the service's own account.
 */
export function callerEnvironment(environment: OperationEnvironment, context: OperationContext): OperationEnvironment {
  const { caller } = context;
  if (!isCaller(caller)) return environment;
  const { account, policy } = caller;
  return {
    ...environment,
    account,
    access: policyAccess(policy, environment.access),
    storage: visibleLicenses(environment.storage, account, context.operation),
  };
}
