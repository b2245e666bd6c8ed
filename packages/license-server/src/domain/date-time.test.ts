import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { epochSeconds, formatDateTime, parseDateTime } from "./date-time.js";

const read = (text: string): string => formatDateTime(parseDateTime("Validity.Begin", text));

describe("a date and time", () => {
  it.each([
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"],
    ["2026-01-31T12:00:00.999Z", "2026-01-31T12:00:00Z"],
    ["2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z"],
    ["2026-01-31T12:00:00-05:30", "2026-01-31T17:30:00Z"],
    ["2026-12-31T23:00:00-14:00", "2027-01-01T13:00:00Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"],
    ["0099-06-01T00:00:00Z", "0099-06-01T00:00:00Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"],
  ])("is read from %s as %s", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it.each([
    ["a day that does not exist", "2026-02-31T00:00:00Z"],
    ["29 February outside a leap year", "2025-02-29T00:00:00Z"],
    ["31 April", "2026-04-31T00:00:00Z"],
    ["the hour 24", "2026-01-31T24:00:00Z"],
    ["the second 60", "2026-01-31T23:59:60Z"],
    ["no zone", "2026-01-31T12:00:00"],
    ["two zones", "2026-01-31T12:00:00ZZ"],
    ["a zone with a space, which the model's pattern lets pass", "2026-01-31T12:00:00+2 :00"],
    ["a zone that is nowhere", "2026-01-31T12:00:00+14:01"],
    ["a zone with a minute too many", "2026-01-31T12:00:00+01:60"],
    ["a year before the year 0", "-2026-01-31T12:00:00Z"],
    ["a year of five digits", "12026-01-31T12:00:00Z"],
    ["a year that its zone moves past 9999", "9999-12-31T23:00:00-14:00"],
    ["a line's end", "2026-01-31T12:00:00Z\n"],
    ["nothing", ""],
  ])("with %s is refused", async (_what, text) => {
    expect(await failure(() => parseDateTime("Validity.Begin", text))).toBe(
      `InvalidParameterValueException: Validity.Begin is ${JSON.stringify(text)}, which is no existing date and time in ` +
        "the years 0000 to 9999 with a zone from -14:00 to +14:00. Give one such as 2026-01-31T12:00:00Z.",
    );
  });

  it("of a clock lies in a whole second", () => {
    expect(epochSeconds(new Date("2026-06-01T12:00:00.999Z"))).toBe(1_780_315_200);
  });
});
