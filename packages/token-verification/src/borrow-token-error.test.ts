import { expect, it, vi } from "vitest";
import { BorrowTokenError, BorrowTokenExpiredError, isBorrowTokenError } from "./borrow-token-error.js";

it("has a literal code and a name on each error", () => {
  const error = new BorrowTokenExpiredError(new Date(0), "The token has expired.");
  expect(error).toBeInstanceOf(BorrowTokenError);
  expect(error).toBeInstanceOf(Error);
  expect({ name: error.name, code: error.code }).toEqual({ name: "BorrowTokenExpiredError", code: "expired" });
});

it("recognises errors of another copy of the package", async () => {
  vi.resetModules();
  const copy = await import("./borrow-token-error.js");
  const error = new copy.BorrowTokenMalformedError("The token is no string.");
  expect(error).not.toBeInstanceOf(BorrowTokenError);
  expect(isBorrowTokenError(error)).toBe(true);
});

it.each([undefined, null, "expired", 7, {}, { code: "expired" }, new Error("expired"), Object.create(null)])(
  "does not take %s for an error of the package",
  (value) => {
    expect(isBorrowTokenError(value)).toBe(false);
  },
);
