import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { PROGRAM } from "../../test/installed-program.js";

function accessKeys(data: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const [command = "", ...rest] = args;
  const all = [PROGRAM, "access-keys", command, "--data", data, ...rest];
  const { status, stderr, stdout } = spawnSync(process.execPath, all, { encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("borrow-license access-keys", () => {
  it("creates a key, shows its secret once, and keeps it encrypted", () => {
    const data = join(temporaryFolder(), "data");
    const { status, stdout } = accessKeys(
      data,
      "create",
      "--account",
      "123456789012",
      "--description",
      "build servers",
    );
    expect(status).toBe(0);
    const [, id = "", secret = ""] =
      /^AWS_ACCESS_KEY_ID=(BLAK[0-9A-F]{16})\nAWS_SECRET_ACCESS_KEY=(\S{40})\n$/.exec(stdout) ?? [];
    const listed = accessKeys(data, "list").stdout;
    expect(listed).toMatch(new RegExp(`^${id}  123456789012  active  \\S+  build servers\n$`));
    expect(accessKeys(data, "list", "--json").stdout).not.toContain(secret);
    for (const file of ["licenses.sqlite", "encryption-key"]) {
      expect(readFileSync(join(data, file)).includes(secret)).toBe(false);
    }
  });

  it("disables, enables and deletes a key", () => {
    const data = join(temporaryFolder(), "data");
    const { accessKeyId } = JSON.parse(accessKeys(data, "create", "--json").stdout) as { accessKeyId: string };
    expect(accessKeys(data, "disable", accessKeyId).stdout).toBe(`disabled ${accessKeyId}\n`);
    expect(accessKeys(data, "list").stdout).toContain("  disabled  ");
    expect(accessKeys(data, "enable", accessKeyId).stdout).toBe(`enabled ${accessKeyId}\n`);
    expect(accessKeys(data, "list").stdout).toContain("  active  ");
    expect(accessKeys(data, "delete", accessKeyId).stdout).toBe(`deleted ${accessKeyId}\n`);
    expect(accessKeys(data, "list").stdout).toBe("There are no access keys.\n");
    expect(accessKeys(data, "delete", accessKeyId)).toEqual({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining(`borrow-license: There is no access key ${accessKeyId}.`),
    });
  });

  it("makes temporary keys, and takes a policy from a file", () => {
    const folder = temporaryFolder();
    const data = join(folder, "data");
    const policy = { statements: [{ operations: ["Get*"], licenses: ["*"] }] };
    writeFileSync(join(folder, "policy.json"), JSON.stringify(policy));
    const { stdout } = accessKeys(data, "create", "--policy", join(folder, "policy.json"), "--expires-in", "2m");
    expect(stdout).toMatch(
      /^AWS_ACCESS_KEY_ID=BLTK[0-9A-F]{16}\nAWS_SECRET_ACCESS_KEY=\S{40}\nAWS_SESSION_TOKEN=\S{40}\n$/,
    );
    const [key] = JSON.parse(accessKeys(data, "list", "--json").stdout) as { createdAt: string; expiration: string }[];
    expect(key).toMatchObject({ policy, status: "active" });
    expect(Date.parse(key?.expiration ?? "") - Date.parse(key?.createdAt ?? "")).toBe(120_000);
    expect(accessKeys(data, "create", "--expires-in", "0").status).toBe(2);
  });

  it("refuses a policy that is none, and makes no key", () => {
    const data = join(temporaryFolder(), "data");
    const { status, stderr } = accessKeys(data, "create", "--operations", "Get Everything");
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('error: The policy is not right at "statements.0.operations.0".'),
    ]);
    expect(existsSync(data)).toBe(false);
  });

  it("refuses operations that there are not, and makes no key", () => {
    const data = join(temporaryFolder(), "data");
    const refused = (operations: string): unknown => accessKeys(data, "create", "--operations", operations);
    expect(refused("Get*,CheckoutBorowLicense")).toMatchObject({
      status: 2,
      stderr:
        "error: The policy allows CheckoutBorowLicense, which is no operation. Did you mean CheckoutBorrowLicense?\n",
    });
    expect(refused("Drop*")).toMatchObject({ status: 2, stderr: expect.stringContaining("Give * or some of Check") });
    expect(existsSync(data)).toBe(false);
  });

  it("does not go on without the key that secrets were encrypted with", () => {
    const data = join(temporaryFolder(), "data");
    accessKeys(data, "create");
    rmSync(join(data, "encryption-key"));
    const { status, stderr } = accessKeys(data, "create");
    expect([status, stderr]).toEqual([1, expect.stringContaining("is missing, and the database has secrets")]);
  });
});
