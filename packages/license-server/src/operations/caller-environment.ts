import type { OperationContext } from "@borrow-license/server-stub";
import { LRUCache } from "lru-cache";
import { isCaller } from "../auth/caller.js";
import type { Policy } from "../auth/policy.js";
import { policyAccess } from "../auth/policy-access.js";
import { visibleLicenses } from "../auth/visible-licenses.js";
import type { OperationEnvironment } from "./operation-environment.js";

/** What the callers lately had is kept, so that not every call has to make it anew. */
const MAXIMUM_KEPT = 1000;

/** Tells what an operation stands on for one call. */
export type CallerEnvironment = (context: OperationContext) => OperationEnvironment;

/**
 * Makes what tells an operation what it stands on: the account is the caller's, the caller's policy decides, and licenses
 * of others are out of sight. Where nobody tells who calls, it is the service's own account.
 */
export function callerEnvironments(environment: OperationEnvironment): CallerEnvironment {
  const kept = new LRUCache<string, { readonly policy: Policy; readonly own: OperationEnvironment }>({
    max: MAXIMUM_KEPT,
  });
  return ({ caller, operation }) => {
    if (!isCaller(caller)) return environment;
    const { account, policy } = caller;
    const key = `${account} ${operation}`;
    const before = kept.get(key);
    if (before?.policy === policy) return before.own;
    const own = {
      ...environment,
      account,
      access: policyAccess(policy, environment.access),
      storage: visibleLicenses(environment.storage, account, operation),
    };
    kept.set(key, { policy, own });
    return own;
  };
}
