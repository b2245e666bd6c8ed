import { type InvalidParameterValueException, ResourceNotFoundException } from "@borrow-license/server-stub";
import { invalidParameter } from "../domain/invalid-parameter.js";

const REMEDY = "Check the ARN, the account and the region";

/** The error for a license that is not there, where the operation models it. */
export function licenseNotFound(arn: string): ResourceNotFoundException {
  return new ResourceNotFoundException({ Message: `There is no license ${arn}. ${REMEDY}.` });
}

/** The error for a license that is not there, in operations that model no `ResourceNotFoundException`. */
export function unknownLicenseArn(arn: string): InvalidParameterValueException {
  return invalidParameter("LicenseArn", `is ${arn}, and there is no such license`, REMEDY);
}
