import type { OperationContext } from "@borrow-license/server-stub";
import { isCaller } from "../auth/caller.js";
import type { ChangeAuthor } from "../storage/audit/audit-event.js";
import type { OperationEnvironment } from "./operation-environment.js";

/** Who makes the changes of a call, for the audit log. */
export function changeAuthor(
  { account }: Pick<OperationEnvironment, "account">,
  { caller, requestId }: Pick<OperationContext, "caller" | "requestId">,
): ChangeAuthor {
  return isCaller(caller) ? { account, accessKeyId: caller.accessKeyId, requestId } : { account, requestId };
}
