import { type OperationContext, ResourceNotFoundException } from "@borrow-license/server-stub";
import { quoted } from "../domain/invalid-parameter.js";
import type { Lease } from "../domain/lease.js";
import { checkAccess, checkAccessToNothing } from "./admission.js";
import type { OperationEnvironment } from "./operation-environment.js";

/**
 * Answers a checkout's lease, to a caller that may do the operation with its license.
 *
 * @throws ResourceNotFoundException when there is none, and what `checkAccess` throws
 */
export async function findCheckout(
  environment: OperationEnvironment,
  context: OperationContext,
  consumptionToken: string,
): Promise<Lease> {
  const lease = FORM.test(consumptionToken) ? await environment.storage.findLease(consumptionToken) : undefined;
  if (lease !== undefined) {
    await checkAccess(environment, context, lease.licenseArn);
    return lease;
  }
  await checkAccessToNothing(environment, context);
  const problem = `There is no checkout with the LicenseConsumptionToken ${quoted(consumptionToken)}.`;
  throw new ResourceNotFoundException({ Message: `${problem} Give the one that the checkout answered.` });
}

/** That of `newConsumptionToken`. What has another form is nothing to ask a database for. */
const FORM = /^[0-9a-f]{32}$/;
