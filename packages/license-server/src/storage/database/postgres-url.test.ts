import { expect, it } from "vitest";
import { isPostgresUrl, withoutPassword } from "./postgres-url.js";

it.each([
  ["postgres://me:open-sesame@db.example.com:5432/licenses", "postgres://me:***@db.example.com:5432/licenses"],
  ["postgresql://me@db.example.com/licenses?password=open-sesame", "postgresql://me@db.example.com/licenses"],
  ["postgres://me:open sesame%@db.example.com:port/licenses", "postgres://***@db.example.com:port/licenses"],
])("a URL is shown without its password: %s", (url, shown) => {
  expect(withoutPassword(url)).toBe(shown);
});

it("a file's name is no URL of PostgreSQL", () => {
  expect(isPostgresUrl("licenses.sqlite")).toBe(false);
  expect(isPostgresUrl("postgres://db.example.com/licenses")).toBe(true);
});
