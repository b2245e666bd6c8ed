import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Severities of validation events that stop generation. */
const FATAL_SEVERITIES: ReadonlySet<string> = new Set(["WARNING", "DANGER", "ERROR"]);

/**
 * The validation events that stop generation, a line each.
 *
 * @param csv what `smithy validate --format csv` prints: the severity comes first, in quotation marks
 */
export function fatalEvents(csv: string): readonly string[] {
  return csv.split(/\r?\n/).filter((line) => FATAL_SEVERITIES.has(/^"([A-Z]+)",/.exec(line)?.[1] ?? ""));
}

interface BuildInformation {
  readonly validationEvents: readonly {
    readonly id: string;
    readonly severity: string;
    readonly shapeId?: string;
    readonly message: string;
    readonly filename: string;
    readonly line: number;
    readonly column: number;
  }[];
}

/**
 * The validation events that stop generation, a line each, of a build that went through: Smithy's command line stops at
 * errors and dangers only.
 *
 * @param output the output folder of `smithy build`
 */
export function builtEvents(output: string): readonly string[] {
  const file = join(output, "source", "build-info", "smithy-build-info.json");
  const { validationEvents } = JSON.parse(readFileSync(file, "utf8")) as BuildInformation;
  return validationEvents
    .filter(({ severity }) => FATAL_SEVERITIES.has(severity))
    .map(({ severity, id, shapeId = "", message, filename, line, column }) =>
      [severity, id, shapeId, `${filename}:${line}:${column}`, message].join(" "),
    );
}
