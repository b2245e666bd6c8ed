import { expect, it } from "vitest";
import { writeZonelessUtcDateTime } from "./date-claims.js";

it.each([
  ["0000-01-01T00:00:00.999Z", "0000-01-01T00:00:00"],
  ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59"],
])("writes %s as %s", (date, text) => {
  expect(writeZonelessUtcDateTime(new Date(date), "claim")).toBe(text);
});

it.each(["+010000-01-01T00:00:00Z", "-000001-12-31T23:59:59Z"])(
  "refuses to write %s, which has no such form",
  (date) => {
    expect(() => writeZonelessUtcDateTime(new Date(date), "claim")).toThrow(
      "The claim claim must be a date in the years 0 to 9999. Have its issuer write it so.",
    );
  },
);
