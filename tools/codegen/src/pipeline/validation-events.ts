/** Severities of validation events that stop generation. */
const FATAL = /^"(?:WARNING|DANGER|ERROR)",/;

/**
 * The validation events that stop generation, a line each.
 *
 * @param csv what `smithy validate --format csv` prints: the severity comes first, in quotation marks
 */
export function fatalEvents(csv: string): readonly string[] {
  return csv.split(/\r?\n/).filter((line) => FATAL.test(line));
}
