import type { Access } from "./access.js";
import { allows, allowsSome, type Policy } from "./policy.js";

/** Allows what a caller's policy allows, and of that what `others` allows too. */
export function policyAccess(policy: Policy, others: Access): Access {
  return {
    authorize(request) {
      const { isNotFound, licenseArn, operation } = request;
      const isAllowed = isNotFound === true ? allowsSome(policy, operation) : allows(policy, operation, licenseArn);
      if (isAllowed) return others.authorize(request);
      const about = licenseArn === undefined ? "" : ` for the license ${licenseArn}`;
      const message = `The access key's policy does not allow ${operation}${about}. Add it to the policy, or use another key.`;
      return { decision: "operation-not-allowed", message };
    },
  };
}
