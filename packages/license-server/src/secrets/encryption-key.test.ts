import { chmodSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { failure } from "../../test/licenses.js";
import { encryptionKeyOf, openEncryptionKey } from "./encryption-key.js";

describe("the encryption key's file", () => {
  it("is made once, for its owner alone", async () => {
    const path = join(temporaryFolder(), "encryption-key");
    const key = await openEncryptionKey(path, true);
    expect(key).toHaveLength(32);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(path, "utf8"), "base64")).toEqual(key);
    expect(await openEncryptionKey(path, true)).toEqual(key);
    expect(await openEncryptionKey(path, false)).toEqual(key);
  });

  it("is not made where secrets were encrypted with another one", async () => {
    const path = join(temporaryFolder(), "encryption-key");
    expect(await failure(() => openEncryptionKey(path, false))).toContain(
      `EncryptionKeyUnusableError: The encryption key ${path} is missing, and the database has secrets`,
    );
  });

  it("is refused where other users can read it", async () => {
    const path = join(temporaryFolder(), "encryption-key");
    await openEncryptionKey(path, true);
    chmodSync(path, 0o644);
    expect(await failure(() => openEncryptionKey(path, true))).toContain("UnsafePermissionsError: ");
  });

  it("is refused where it holds something else, which no message shows", async () => {
    const path = join(temporaryFolder(), "encryption-key");
    writeFileSync(path, "secret-but-short", { mode: 0o600 });
    expect(await failure(() => openEncryptionKey(path, true))).toBe(
      `EncryptionKeyUnusableError: The encryption key of ${path} must be 32 bytes in base64.`,
    );
    expect(() => encryptionKeyOf("A".repeat(44), "the environment")).toThrow("of the environment must be");
  });
});
