import { parse } from "csv-parse/sync";

/** What `smithy diff` says about one difference between two models. */
export interface DiffEvent {
  readonly severity: "NOTE" | "WARNING" | "DANGER" | "ERROR";
  /** Such as `RemovedShape` or `ModifiedTrait.Update.smithy.api#documentation`. */
  readonly id: string;
  /** The identifier of the shape or member. */
  readonly shape: string;
  readonly message: string;
}

/** Reads what `smithy diff --format csv` prints: a line of names, events, and on errors a summary of another form. */
export function parseDiffEvents(csv: string): readonly DiffEvent[] {
  const end = csv.search(/^(?:FAILURE|SUCCESS): /m);
  const records = parse(end < 0 ? csv : csv.slice(0, end), { columns: true, skip_empty_lines: true });
  return (records as DiffEvent[]).map(({ severity, id, shape, message }) => ({ severity, id, shape, message }));
}
