import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decompressed, parseBody } from "./request-body.js";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("a body", () => {
  it("that is empty stands for an empty object", () => {
    expect(parseBody(new Uint8Array())).toEqual({});
  });

  it.each([
    ["truncated", encode('{"a":')],
    ["followed by more", encode("{} {}")],
    ["with a byte order mark", new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0x7d])],
    ["with bytes that are no UTF-8", new Uint8Array([0x22, 0xff, 0x22])],
    ["with half of a surrogate pair in UTF-8", new Uint8Array([0x22, 0xed, 0xa0, 0x80, 0x22])],
    ["with an overlong encoding", new Uint8Array([0x22, 0xc0, 0xaf, 0x22])],
  ])("%s is no JSON in UTF-8", (_what, body) => {
    expect(() => parseBody(body)).toThrow("The request's body must be JSON in UTF-8.");
  });
});

describe("a compressed body", () => {
  it("is what it was before", async () => {
    const body = new Uint8Array(gzipSync('{"a":1}'));
    expect(new TextDecoder().decode(await decompressed(body, " GZIP ", 100))).toBe('{"a":1}');
  });

  it("may be missing", async () => {
    expect(await decompressed(new Uint8Array(), "gzip", 100)).toEqual(new Uint8Array());
  });

  it("may not become larger than a body that is sent plainly", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(50 * 1024 * 1024)));
    expect(bomb.byteLength).toBeLessThan(100_000);
    await expect(decompressed(bomb, "gzip", 1024)).rejects.toMatchObject({
      name: "RequestEntityTooLargeException",
      statusCode: 413,
    });
  });

  it.each([
    ["is none", encode("{}")],
    ["is cut off", new Uint8Array(gzipSync('{"a":1}')).subarray(0, 20)],
    ["is followed by more", new Uint8Array([...gzipSync("{}"), 1, 2, 3])],
  ])("that %s is refused", async (_what, body) => {
    await expect(decompressed(body, "gzip", 100)).rejects.toMatchObject({ name: "SerializationException" });
  });

  it.each(["br", "gzip, gzip", "deflate", ""])("may not be encoded with %j", async (encoding) => {
    await expect(decompressed(encode("{}"), encoding, 100)).rejects.toMatchObject({
      name: "UnsupportedMediaTypeException",
    });
  });
});
