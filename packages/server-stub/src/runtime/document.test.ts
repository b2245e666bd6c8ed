import { expect, it } from "vitest";
import { writeDocument } from "./document.js";
import { expectArray } from "./expectations.js";
import { OutputDefect, OutputWriter } from "./output-writer.js";

it.each([new Date(0), new Map([["a", 1]]), new Set([1]), new Uint8Array(2), new ArrayBuffer(2), Promise.resolve(1)])(
  "a document is no %o, of which JSON would have nothing",
  (value) => {
    const write = (): unknown => writeDocument({ nested: [value] }, "Document", new OutputWriter());
    expect(write).toThrow(new OutputDefect("The value at '/Document/nested/0' must be a JSON value."));
  },
);

it("a document of an output is copied with all that JSON knows", () => {
  const document = { text: "a", number: 1.5, flag: true, nothing: null, list: [{ deep: "b" }] };
  expect(writeDocument(document, "Document", new OutputWriter())).toEqual(document);
});

it.each([
  ["at its beginning", Object.assign(new Array(2), { 1: "a" })],
  ["alone", new Array(2)],
])("a list with holes %s is no list", (_where, list) => {
  expect(() => expectArray(list, "List", new OutputWriter())).toThrow(
    new OutputDefect("The value at '/List' must be a list without holes."),
  );
});

it("a list may have elements that are undefined, of which its elements' shape decides", () => {
  expect(expectArray([undefined, "a"], "List", new OutputWriter())).toEqual([undefined, "a"]);
});
