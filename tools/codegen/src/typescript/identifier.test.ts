import { describe, expect, it } from "vitest";
import { declaredName, kebabCase, lowerCamelCase, propertyAccess, propertyName, quoted } from "./identifier.ts";

describe("names", () => {
  it.each([
    ["License", "License"],
    ["Error", "Error_"],
    ["Map", "Map_"],
    ["Partial", "Partial_"],
    ["class", "class_"],
    ["string", "string_"],
  ])("declare %s as %s", (name, expected) => {
    expect(declaredName(name)).toBe(expected);
  });

  it.each([
    ["CheckoutBorrowLicense", "checkoutBorrowLicense"],
    ["AWSLicenseManager", "awsLicenseManager"],
    ["URL", "url"],
    ["ISO8601DateTime", "iso8601DateTime"],
    ["already", "already"],
  ])("make %s lower camel case: %s", (name, expected) => {
    expect(lowerCamelCase(name)).toBe(expected);
  });

  it.each([
    ["BorrowTokenClaims", "borrow-token-claims"],
    ["JSONThing", "json-thing"],
    ["a_b", "a-b"],
  ])("make %s kebab case: %s", (name, expected) => {
    expect(kebabCase(name)).toBe(expected);
  });

  it("are quoted as properties where they have to be", () => {
    expect(propertyName("Bytes/Second")).toBe('"Bytes/Second"');
    expect(propertyName("class")).toBe("class");
    expect(propertyName("__proto__")).toBe('"__proto__"');
    expect(propertyAccess("Bytes/Second")).toBe('["Bytes/Second"]');
    expect(propertyAccess("Name")).toBe(".Name");
  });

  it("are safe as literals", () => {
    expect(quoted('a"b\\c\n\u2028</script>')).toBe('"a\\"b\\\\c\\n\\u2028<\\/script>"');
  });
});
