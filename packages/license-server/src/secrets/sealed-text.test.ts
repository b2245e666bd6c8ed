import { createDecipheriv } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openSealedText, sealText } from "./sealed-text.js";

const KEY = new Uint8Array(32).fill(7);

describe("a sealed text", () => {
  it("can be opened with its key and purpose", () => {
    expect(openSealedText(KEY, "access-key:A", sealText(KEY, "access-key:A", "sécret"))).toBe("sécret");
  });

  it("is AES-256-GCM of nonce, text and tag", () => {
    const [version, encoded = ""] = sealText(KEY, "access-key:A", "secret").split(".");
    const bytes = Buffer.from(encoded, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", KEY, bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from("access-key:A")).setAuthTag(bytes.subarray(18));
    expect([version, decipher.update(bytes.subarray(12, 18)).toString() + decipher.final().toString()]).toEqual([
      "v1",
      "secret",
    ]);
  });

  it("is another one each time", () => {
    expect(sealText(KEY, "p", "secret")).not.toBe(sealText(KEY, "p", "secret"));
  });

  it("cannot be opened with another key, for another purpose, or changed in any byte", () => {
    const sealed = sealText(KEY, "access-key:A", "secret");
    expect(() => openSealedText(new Uint8Array(32), "access-key:A", sealed)).toThrow();
    expect(() => openSealedText(KEY, "access-key:B", sealed)).toThrow();
    const bytes = Buffer.from(sealed.slice(3), "base64url");
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => openSealedText(KEY, "access-key:A", `v1.${changed.toString("base64url")}`)).toThrow();
    }
    for (const other of ["", "v1.", `v2${sealed.slice(2)}`, sealed.slice(3)]) {
      expect(() => openSealedText(KEY, "access-key:A", other)).toThrow("The sealed text has no known form.");
    }
  });
});
