import { expect, it } from "vitest";
import { bufferText } from "../node/buffer-text.js";
import { decodeText } from "./decode-text.js";

it.each([decodeText, bufferText])("decodes UTF-8, portably and with Buffer", (decode) => {
  expect(decode("eyJhIjoiw6Qg4oKsIPCfkY0ifQ")).toBe('{"a":"ä € 👍"}');
});

it.each([decodeText, bufferText])("keeps a byte order mark, which no JSON begins with", (decode) => {
  expect(decode(Buffer.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d).toString("base64url"))).toBe("\ufeff{}");
});

it.each([decodeText, bufferText])("keeps a replacement character that somebody has written", (decode) => {
  expect(decode(Buffer.from("\ufffd").toString("base64url"))).toBe("\ufffd");
});

it.each([
  ["a byte that begins nothing", Buffer.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)],
  ["an overlong form", Buffer.of(0x7b, 0x22, 0xc0, 0xa2, 0x22, 0x3a, 0x31, 0x7d)],
  ["a surrogate", Buffer.of(0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d)],
  ["a character that is cut short", Buffer.of(0x7b, 0xe2, 0x82)],
])("answers nothing for %s", (_, bytes) => {
  for (const decode of [decodeText, bufferText]) expect(decode(bytes.toString("base64url"))).toBeUndefined();
});
