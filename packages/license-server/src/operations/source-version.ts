import { ConflictException } from "@borrow-license/server-stub";
import { quoted } from "../domain/invalid-parameter.js";
import type { License } from "../domain/license.js";
import { versionNumber } from "../domain/version-number.js";

/**
 * Checks that a caller knows a license's latest version.
 *
 * @throws InvalidParameterValueException when that is no number of a version
 * @throws ConflictException when it is another one
 */
export function checkSourceVersion(sourceVersion: string, { arn, version }: License): void {
  if (versionNumber("SourceVersion", sourceVersion) === version) return;
  throw new ConflictException({
    Message:
      `SourceVersion is ${quoted(sourceVersion)}, and the latest version of the license ${arn} is "${version}". ` +
      "Look at that one first, then give its number.",
  });
}
