import { afterEach, describe, expect, it, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe.each(["with a Buffer", "without one"])("%s", (runtime) => {
  async function encoder() {
    if (runtime === "without one") vi.stubGlobal("Buffer", undefined);
    return (await import("./encode-base64url.js")).encodeBase64url;
  }

  it.each<[string, string | Uint8Array]>([
    ["", ""],
    ["Zg", "f"],
    ["Zm8", "fo"],
    ["Zm9v", "foo"],
    ["wr_Dvw", "¿ÿ"],
    ["-_8", Uint8Array.of(0xfb, 0xff)],
    ["AQI", Uint8Array.of(0, 1, 2, 3).subarray(1, 3)],
  ])("gives %j", async (encoded, input) => {
    expect((await encoder())(input)).toBe(encoded);
  });
});
