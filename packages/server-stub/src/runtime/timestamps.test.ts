import { describe, expect, it } from "vitest";
import { dateTimeText, epochSeconds, httpDateText, parseDateTime, parseHttpDate } from "./timestamps.js";

describe("a date-time", () => {
  it.each([
    ["2026-01-31T12:00:00Z", 1769860800000],
    ["2026-01-31T12:00:00.25Z", 1769860800250],
    ["2026-01-31T12:00:00.123456789Z", 1769860800123],
    ["2026-01-31T12:00:00+01:00", 1769857200000],
    ["2026-01-31T12:00:00-00:30", 1769862600000],
    ["2024-02-29t00:00:00z", 1709164800000],
    ["0001-01-01T00:00:00Z", -62135596800000],
  ])("is read from %s", (text, milliseconds) => {
    expect(parseDateTime(text)?.getTime()).toBe(milliseconds);
  });

  it.each([
    "2026-02-31T12:00:00Z",
    "2025-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-31T24:00:00Z",
    "2026-01-31T12:60:00Z",
    "2026-01-31T12:00:00",
    "2026-01-31 12:00:00Z",
    "2026-01-31T12:00:00+24:00",
    "2026-01-31T12:00:00+01:60",
    "2026-01-31T12:00Z",
    "",
  ])("is not read from %s", (text) => {
    expect(parseDateTime(text)).toBeUndefined();
  });

  it("is written without a fraction that is zero", () => {
    expect(dateTimeText(new Date(1769860800000))).toBe("2026-01-31T12:00:00Z");
    expect(dateTimeText(new Date(1769860800250))).toBe("2026-01-31T12:00:00.250Z");
  });
});

describe("an HTTP date", () => {
  it("is read and written", () => {
    expect(parseHttpDate("Sat, 31 Jan 2026 12:00:00 GMT")?.getTime()).toBe(1769860800000);
    expect(httpDateText(new Date(1769860800000))).toBe("Sat, 31 Jan 2026 12:00:00 GMT");
  });

  it.each([
    "Sat, 31 Feb 2026 12:00:00 GMT",
    "Sat, 31 Xxx 2026 12:00:00 GMT",
    "31 Jan 2026 12:00:00 GMT",
    "Sun, 31 Jan 2026 12:00:00 GMT",
  ])("is not read from %s", (text) => {
    expect(parseHttpDate(text)).toBeUndefined();
  });
});

describe("epoch seconds", () => {
  it("keep a fraction", () => {
    expect(epochSeconds(new Date(1500))).toBe(1.5);
  });
});
