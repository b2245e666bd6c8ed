import { expect, it } from "vitest";
import { newConsumptionToken, newLicenseArn } from "./identifiers.js";

const countingBytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => index);

it("a license's ARN names the account, and a license by 128 random bits", () => {
  expect(newLicenseArn("123456789012", countingBytes)).toBe(
    "arn:aws:license-manager::123456789012:license:l-000102030405060708090a0b0c0d0e0f",
  );
});

it("a consumption token has the time in milliseconds and 80 random bits", () => {
  const now = new Date("2026-06-01T12:00:00.789Z");
  expect(newConsumptionToken(countingBytes, now)).toBe("019e830e1d1500010203040506070809");
});
