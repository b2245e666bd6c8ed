import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";
import { describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { run } from "./program.js";

interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `borrow-license keys`, in this process, because it is run often here. */
async function keys(data: string, ...args: string[]): Promise<Outcome> {
  const [command = "", ...rest] = args;
  const printed = { stdout: "", stderr: "" };
  const keep = (name: keyof typeof printed) => (text: unknown) => {
    printed[name] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(keep("stdout")),
    vi.spyOn(process.stderr, "write").mockImplementation(keep("stderr")),
    vi.spyOn(console, "error").mockImplementation((line) => void keep("stderr")(`${line}\n`)),
  ];
  try {
    const exitCode = await run(["keys", command, "--data", data, ...rest]);
    return { exitCode, ...printed };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** A data folder of an earlier version, with a small key. */
async function dataFolder(): Promise<{ data: string; keyId: string }> {
  const data = temporaryFolder();
  const { privateKeyPem } = await generateSigningKey({ modulusLength: 2048 });
  writeFileSync(join(data, "signing-key.pem"), privateKeyPem, { mode: 0o600 });
  return { data, keyId: (await createBorrowTokenIssuer({ key: privateKeyPem })).keyId };
}

describe("borrow-license keys", () => {
  it("creates, lists, shows and rotates keys", async () => {
    const { data, keyId } = await dataFolder();
    const created = await keys(
      data,
      "create",
      "acme",
      "--issuer",
      "Acme",
      "--account",
      "123456789012",
      "--bits",
      "2048",
    );
    expect([created.exitCode, created.stderr]).toEqual([0, "signing key moved into the database\n"]);
    const [, acme = ""] = /^ID +(\S{43})\nname +acme, version 1\nstate +signing\n/.exec(created.stdout) ?? [];
    const rotated = JSON.parse(
      (await keys(data, "rotate", "--activate-in", "30d", "--bits", "2048", "--json")).stdout,
    ) as {
      keyId: string;
      createdAt: string;
      signsFrom: string;
    };
    expect(Date.parse(rotated.signsFrom) - Date.parse(rotated.createdAt)).toBe(2_592_000_000);
    expect((await keys(data, "list")).stdout).toBe(
      `${acme}  acme 1  signing  published  123456789012, Acme\n` +
        `${keyId}  default 1  signing  published  any account\n` +
        `${rotated.keyId}  default 2  next  published  any account\n`,
    );
    expect((await keys(data, "show", acme)).stdout).toBe(created.stdout);
    expect(JSON.parse((await keys(data, "show", "default", "--json")).stdout)).toMatchObject([
      { keyId },
      { version: 2 },
    ]);
  });

  it("takes an ID that begins with a hyphen for no option", async () => {
    const { data } = await dataFolder();
    await keys(data, "create", "acme", "--bits", "2048");
    const id = "-lBoXnfDqHy9p5SvAgYCDZXzUGvEZUJ6vRLMSFhSNBk";
    const message = (text: string): unknown => expect.stringContaining(text);
    for (const args of [
      ["show", id, "--json"],
      ["retire", "--json", id],
      ["export", id],
    ]) {
      const [command = "", ...rest] = args;
      expect(await keys(data, command, ...rest)).toMatchObject({ exitCode: 1, stderr: message(id) });
    }
  });

  it("exports public keys as JWK Set and PEM, and nothing private anywhere", async () => {
    const { data, keyId } = await dataFolder();
    await keys(data, "create", "acme", "--bits", "2048");
    const set = JSON.parse((await keys(data, "export", "default")).stdout) as { keys: Record<string, string>[] };
    expect(set.keys.map((key) => Object.keys(key))).toEqual([["kty", "n", "e", "alg", "use", "kid"]]);
    expect(set.keys[0]?.["kid"]).toBe(keyId);
    const file = join(temporaryFolder(), "public-key.pem");
    expect((await keys(data, "export", keyId, "--format", "pem", "--out", file)).exitCode).toBe(0);
    expect(readFileSync(file, "utf8")).toMatch(/^-----BEGIN PUBLIC KEY-----\n[^-]+-----END PUBLIC KEY-----\n$/);
  });

  it("retires a key when another one signs in its place", async () => {
    const { data, keyId } = await dataFolder();
    const refused = await keys(data, "retire", keyId);
    expect([refused.exitCode, refused.stdout]).toEqual([1, ""]);
    expect(refused.stderr).toContain(`borrow-license: ${keyId} is the only key that signs for default.`);
    await keys(data, "rotate", "--activate-in", "0", "--bits", "2048");
    expect((await keys(data, "retire", keyId, "--compromised")).stdout).toBe(
      `${keyId}  default 1  withdrawn  not published  any account\n`,
    );
    expect(await keys(data, "export", keyId)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("borrow-license: No such key is published"),
    });
  });

  it("takes a private key from a file that is for its owner alone", async () => {
    const { data } = await dataFolder();
    const file = join(temporaryFolder(), "own.pem");
    const { privateKeyPem } = await generateSigningKey({ modulusLength: 2048 });
    writeFileSync(file, privateKeyPem, { mode: 0o600 });
    expect((await keys(data, "create", "own", "--private-key", file, "--json")).stdout).toContain(
      '"modulusLength": 2048',
    );
    chmodSync(file, 0o644);
    const { exitCode, stderr } = await keys(data, "rotate", "own", "--private-key", file);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("Other users of this machine can read or change")]);
  });

  it.each([
    [["create", "acme", "--bits", "1024"], 2, "Give a whole number from 2048 to 8192."],
    [
      ["rotate", "--activate-in", "soon"],
      2,
      "Give a whole number of seconds, or one with m, h or d, such as 30d; 11574d is the longest.",
    ],
    [["rotate", "nothing", "--bits", "2048"], 1, "There is no signing key nothing."],
    [["create", "acme", "--private-key", "/nowhere.pem"], 1, "There is no file /nowhere.pem."],
  ])("refuses %j", async (args, code, message) => {
    const { data } = await dataFolder();
    const { exitCode, stderr } = await keys(data, ...args);
    expect([exitCode, stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});
