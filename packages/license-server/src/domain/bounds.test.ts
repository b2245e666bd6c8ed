import { describe, expect, it } from "vitest";
import { failure } from "../../test/licenses.js";
import { checkListLength, checkName, checkText } from "./bounds.js";

const text = (value: string): Promise<string> => failure(() => checkText("Member", value));

describe("a text", () => {
  it("may be empty, and have 1,024 characters of any script", async () => {
    expect(await text("")).toBe("no error");
    expect(await text("😀".repeat(1024))).toBe("no error");
  });

  it("has no more characters than that", async () => {
    expect(await text("a".repeat(1025))).toBe(
      "InvalidParameterValueException: Member has 1025 characters. Give it at most 1024.",
    );
  });

  it("has no half of a surrogate pair, and no NUL", async () => {
    expect(await text("half \ud83d")).toBe(
      'InvalidParameterValueException: Member is "half \\ud83d", with half a character or a NUL in it. Give it whole characters.',
    );
    expect(await text("a\0b")).toBe(
      'InvalidParameterValueException: Member is "a\\u0000b", with half a character or a NUL in it. Give it whole characters.',
    );
  });

  it("that is a name is not blank", async () => {
    const message = 'InvalidParameterValueException: LicenseName is "  ", which is blank. Give it a name.';
    expect(await failure(() => checkName("LicenseName", "  "))).toBe(message);
  });

  it("that is a name is quoted in part where it is long", async () => {
    const message = await failure(() => checkName("LicenseName", " ".repeat(2000)));
    expect(message).toBe(
      `InvalidParameterValueException: LicenseName is "${" ".repeat(100)}…", which is blank. Give it a name.`,
    );
  });
});

describe("a list", () => {
  it("has no more elements than allowed", async () => {
    expect(await failure(() => checkListLength("List", [1, 2], 2))).toBe("no error");
    expect(await failure(() => checkListLength("List", [1, 2, 3], 2))).toBe(
      "InvalidParameterValueException: List has 3 elements. Give it at most 2.",
    );
  });
});
