import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateSigningKey } from "@borrow-license/token-verification/issuer";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { failure } from "../../test/licenses.js";
import { openSigningKey } from "./signing-key-file.js";

describe("a signing key's file", () => {
  it("is made with an RSA key of 3072 bits, for its owner alone, and nothing else is left behind", async () => {
    const folder = temporaryFolder();
    const { publicJwk } = await openSigningKey(join(folder, "signing-key.pem"), { mayCreate: true });
    expect(Buffer.from(publicJwk.n ?? "", "base64url")).toHaveLength(384);
    expect(readdirSync(folder)).toEqual(["signing-key.pem"]);
    expect(statSync(join(folder, "signing-key.pem")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, "signing-key.pem"), "utf8")).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
  });

  it("has the same key ever after", async () => {
    const path = join(temporaryFolder(), "signing-key.pem");
    const first = await openSigningKey(path, { mayCreate: true });
    const second = await openSigningKey(path, { mayCreate: true });
    expect(second.keyId).toBe(first.keyId);
  });

  it("is made once by those who start at the same time", async () => {
    const path = join(temporaryFolder(), "signing-key.pem");
    const issuers = await Promise.all([1, 2, 3].map(() => openSigningKey(path, { mayCreate: true })));
    expect(new Set(issuers.map(({ keyId }) => keyId)).size).toBe(1);
  });

  it.each([0o640, 0o604, 0o620, 0o666])("that others can read or change, mode %o, is refused", async (mode) => {
    const path = join(temporaryFolder(), "signing-key.pem");
    writeFileSync(path, "secret");
    chmodSync(path, mode);
    expect(await failure(() => openSigningKey(path, { mayCreate: true }))).toBe(
      `UnsafePermissionsError: Other users of this machine can read or change ${path} (its mode is ${mode.toString(8)}). ` +
        `Run: chmod 600 '${path}'. Where others may have read a signing key, replace it as well.`,
    );
  });

  it("that is missing is not made again where a server was used with one", async () => {
    const path = join(temporaryFolder(), "signing-key.pem");
    expect(await failure(() => openSigningKey(path, { mayCreate: false }))).toBe(
      `SigningKeyUnusableError: The signing key ${path} is missing, and the database beside it was used with one. ` +
        "Put it back. Where it is lost, put a new RSA private key in PKCS #8 PEM there and give applications its public key.",
    );
  });

  it("that holds no private key is refused without showing what it holds", async () => {
    const path = join(temporaryFolder(), "signing-key.pem");
    const { publicKeyPem } = await generateSigningKey({ modulusLength: 2048 });
    writeFileSync(path, publicKeyPem, { mode: 0o600 });
    const message = await failure(() => openSigningKey(path, { mayCreate: true }));
    expect(message).toMatch(/^SigningKeyUnusableError: The signing key .*signing-key\.pem cannot be used: /);
    expect(message).not.toContain(publicKeyPem.split("\n")[1]);
  });
});
