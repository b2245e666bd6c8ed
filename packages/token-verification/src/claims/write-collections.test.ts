import { expect, it } from "vitest";
import { writeMap, writeStructure } from "./write-collections.js";

const withPath = (value: unknown, path: string) => `${path}=${value}`;

it("writes a structure with its path, and none where there is none", () => {
  expect(writeStructure("value", "claim", withPath)).toBe("claim=value");
  expect(writeStructure(undefined, "claim", withPath)).toBeUndefined();
});

it("writes each value of a map with its path, and no map where there is none", () => {
  expect(writeMap({ first: 1, "two words": 2 }, "claim", withPath)).toEqual({
    first: "claim.first=1",
    "two words": 'claim["two words"]=2',
  });
  expect(writeMap(undefined, "claim", withPath)).toBeUndefined();
});

it.each([null, undefined])("refuses to write %s for a value of a map", (value) => {
  expect(() => writeMap({ first: value }, "claim", withPath)).toThrow(
    expect.objectContaining({ code: "claim-invalid", claim: "claim.first" }),
  );
});
