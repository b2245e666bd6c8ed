import { expect, it } from "vitest";
import { part } from "../../test/tokens.js";
import { parseCompactToken } from "./compact-token.js";
import { decodeText } from "./decode-text.js";
import { headerReader, openToken } from "./opened-token.js";

const HEADER = part({ alg: "PS384" });

it("takes a token apart", () => {
  expect(parseCompactToken(`${HEADER}.cGF5bG9hZA.AAAA`)).toEqual({
    header: HEADER,
    payload: "cGF5bG9hZA",
    signature: "AAAA",
    signingInput: `${HEADER}.cGF5bG9hZA`,
  });
});

it.each(["AA", "AQ", "Ag", "Aw", "AAA", "AAE", "AA8", "AAAA", "_-_-"])(
  "takes %s for canonical base64url",
  (payload) => {
    expect(parseCompactToken(`${HEADER}.${payload}.AAAA`).payload).toBe(payload);
  },
);

it.each([
  "A",
  "AAAAA",
  "AB",
  "AE",
  "AP",
  "A_",
  "AAB",
  "AA9",
  "AA==",
  "AAA=",
  "A+",
  "A/AA",
  "A A",
  "AA\n",
  "AАAA",
  "AA\0A",
])("does not take %j for canonical base64url", (payload) => {
  expect(() => parseCompactToken(`${HEADER}.${payload}.AAAA`)).toThrow(expect.objectContaining({ code: "malformed" }));
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
  [
    "JSON serialization with several signatures",
    JSON.stringify({ payload: "AAAA", signatures: [{ protected: HEADER, signature: "AAAA" }] }),
  ],
  ["JSON serialization between dots", `.${JSON.stringify({ protected: HEADER, payload: "AAAA", signature: "AAAA" })}.`],
  ["a dot before", `.${HEADER}.AAAA.AAAA`],
  ["a dot behind", `${HEADER}.AAAA.AAAA.`],
  ["dots alone", ".."],
  ["a zero byte", `${HEADER}.AA\0A.AAAA`],
  ["letters that look like others", `${HEADER}.AAАA.AAAA`],
  ["invalid UTF-8 in the header", `${part(Buffer.of(0x7b, 0xff, 0x7d))}.AAAA.AAAA`],
  ["a header that is no JSON", `${part("alg")}.AAAA.AAAA`],
  ["a header that is a list", `${part("[]")}.AAAA.AAAA`],
  ["a header that is null", `${part("null")}.AAAA.AAAA`],
  ["JSON serialization", JSON.stringify({ protected: HEADER, payload: "AAAA", signature: "AAAA" })],
])("refuses %s", (_, token) => {
  expect(() => openToken(token, headerReader(decodeText))).toThrow(expect.objectContaining({ code: "malformed" }));
});

it.each([" TOKEN", "TOKEN\n", "\r\nTOKEN\r\n"])("says that white space is around the token in %j", (text) => {
  expect(() => parseCompactToken(text.replace("TOKEN", `${HEADER}.AAAA.AAAA`))).toThrow(
    "The token has white space around it, such as a file's last line break. Use the token exactly as it was issued.",
  );
});

it("says of anything else that it is not three parts", () => {
  expect(() => parseCompactToken(`${HEADER}.AAAA`)).toThrow(
    "The token is not three parts in base64url with dots between them. Use the token exactly as it was issued.",
  );
});

it.each([undefined, null, 7, {}, ["a.b.c"], { protected: HEADER, payload: "AAAA", signature: "AAAA" }])(
  "refuses %s, which is no string",
  (value) => {
    expect(() => parseCompactToken(value as unknown as string)).toThrow(expect.objectContaining({ code: "malformed" }));
  },
);

it("reads a token of 64 KiB and refuses a longer one before it looks into it", () => {
  const token = `${HEADER}.AAAA.${"A".repeat(65_536 - HEADER.length - 6)}`;
  expect(token).toHaveLength(65_536);
  expect(parseCompactToken(token).header).toBe(HEADER);
  expect(() => parseCompactToken(`${token}*`)).toThrow(expect.objectContaining({ code: "oversized" }));
});

it.each([`${HEADER}.secret`, `${part("secret")}.AAAA.AAAA`, `${HEADER}.secret=.AAAA`])(
  "keeps the token out of the error about %s",
  (token) => {
    expect(() => openToken(token, headerReader(decodeText))).toThrow(/^(?!.*(secret|c2VjcmV0)).*$/s);
    expect(() => openToken(token, headerReader(decodeText))).not.toThrow(
      expect.objectContaining({ cause: expect.anything() }),
    );
  },
);
