import type { Kysely } from "kysely";
import type { Tables } from "../database/tables.js";
import { type Finding, finding } from "./finding.js";

/** A deletion is asked for at a moment and complete at another one, which is not before that. */
export async function halfDeletions(query: Kysely<Tables>): Promise<readonly Finding[]> {
  const rows = await query
    .selectFrom("license")
    .select(["arn", "deletion_requested_at as requested", "deletion_date as date"])
    .where((license) =>
      license.or([
        license("deletion_requested_at", "is", null).and("deletion_date", "is not", null),
        license("deletion_requested_at", "is not", null).and("deletion_date", "is", null),
        license("deletion_date", "<", license.ref("deletion_requested_at")),
      ]),
    )
    .execute();
  return rows.map(({ arn, date, requested }) => {
    if (date === null) return finding("versions", `The deletion of the license ${arn} was asked for and has no date.`);
    if (requested === null)
      return finding("versions", `The deletion of the license ${arn} has a date and was not asked for.`);
    return finding(
      "versions",
      `The deletion of the license ${arn} has a date before the moment at which it was asked for.`,
    );
  });
}
