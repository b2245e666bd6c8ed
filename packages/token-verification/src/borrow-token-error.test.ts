import { readFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import * as errors from "./borrow-token-error.js";
import { BorrowTokenError, BorrowTokenExpiredError, isBorrowTokenError } from "./borrow-token-error.js";

/** Codes and names of classes, as the README's table of errors promises them. */
const DOCUMENTED = [
  ...readFileSync(new URL("../README.md", import.meta.url), "utf8").matchAll(
    /^\| `([a-z-]+)` +\| `(BorrowToken\w+)`/gm,
  ),
].map(([, code = "", name = ""]) => ({ code, name }));

it("has a literal code and a name on each error", () => {
  const error = new BorrowTokenExpiredError(new Date(0), "The token has expired.");
  expect(error).toBeInstanceOf(BorrowTokenError);
  expect(error).toBeInstanceOf(Error);
  expect({ name: error.name, code: error.code }).toEqual({ name: "BorrowTokenExpiredError", code: "expired" });
});

it.each(DOCUMENTED)("has $name with the code $code, as the README says", ({ code, name }) => {
  const Class = Reflect.get(errors, name) as new (
    ...args: unknown[]
  ) => { readonly code: string; readonly name: string };
  const error = new Class(new Date(0), new Date(0), "message");
  expect({ code: error.code, name: error.name }).toEqual({ code, name });
});

it("has no error that the README does not tell of", () => {
  const classes = Object.keys(errors).filter((name) => name.endsWith("Error") && /^BorrowToken(?!Error$)/.test(name));
  expect(DOCUMENTED.map(({ name }) => name).sort()).toEqual(classes.sort());
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
