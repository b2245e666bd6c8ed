import { expect, it } from "vitest";
import { part } from "../../test/tokens.js";
import { parseCompactToken } from "./compact-token.js";

const HEADER = part({ alg: "PS384" });

it("takes a token apart", () => {
  const { header, payload } = parseCompactToken(`${HEADER}.${part("payload")}.AAAA`);
  expect(header).toEqual({ alg: "PS384" });
  expect(Buffer.from(payload).toString()).toBe("payload");
});

it.each([
  ["nothing", ""],
  ["one part", HEADER],
  ["two parts", `${HEADER}.AAAA`],
  ["four parts", `${HEADER}.AAAA.AAAA.AAAA`],
  ["the five parts of an encrypted token", `${HEADER}.AAAA.AAAA.AAAA.AAAA`],
  ["an empty header", ".AAAA.AAAA"],
  ["an empty payload", `${HEADER}..AAAA`],
  ["an empty signature", `${HEADER}.AAAA.`],
  ["padding", `${HEADER}.AAA=.AAAA`],
  ["the other base64 alphabet", `${HEADER}.AA+/.AAAA`],
  ["white space before", ` ${HEADER}.AAAA.AAAA`],
  ["white space behind", `${HEADER}.AAAA.AAAA\n`],
  ["white space inside", `${HEADER}.AA AA.AAAA`],
  ["a length that base64 does not have", `${HEADER}.AAAAA.AAAA`],
  ["spare bits that are not zero in the payload", `${HEADER}.AAB.AAAA`],
  ["spare bits that are not zero in the signature", `${HEADER}.AAAA.AB`],
  ["JSON serialization", JSON.stringify({ protected: HEADER, payload: "AAAA", signature: "AAAA" })],
  ["a header that is no JSON", `${part("alg")}.AAAA.AAAA`],
  ["a header that is a list", `${part("[]")}.AAAA.AAAA`],
  ["a header that is null", `${part("null")}.AAAA.AAAA`],
])("refuses %s", (_, token) => {
  expect(() => parseCompactToken(token)).toThrow(expect.objectContaining({ code: "malformed" }));
});

it.each([undefined, null, 7, {}, ["a.b.c"]])("refuses %s, which is no string", (value) => {
  expect(() => parseCompactToken(value as unknown as string)).toThrow(expect.objectContaining({ code: "malformed" }));
});

it("reads a token of 64 KiB and refuses a longer one before it looks into it", () => {
  const token = `${HEADER}.AAAA.${"A".repeat(65_536 - HEADER.length - 6)}`;
  expect(token).toHaveLength(65_536);
  expect(parseCompactToken(token).header).toEqual({ alg: "PS384" });
  expect(() => parseCompactToken(`${token}*`)).toThrow(expect.objectContaining({ code: "oversized" }));
});

it.each([`${HEADER}.secret`, `${part("secret")}.AAAA.AAAA`, `${HEADER}.secret=.AAAA`])(
  "keeps the token out of the error about %s",
  (token) => {
    expect(() => parseCompactToken(token)).toThrow(/^(?!.*(secret|c2VjcmV0)).*$/s);
    expect(() => parseCompactToken(token)).not.toThrow(expect.objectContaining({ cause: expect.anything() }));
  },
);
