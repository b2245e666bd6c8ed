import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { PROGRAM } from "../../test/installed-program.js";
import { ARN, NOON, studio } from "../../test/licenses.js";
import { openSqliteStorage } from "../storage/open-storage.js";

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stderr, stdout } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** A data folder with a license in its database. */
async function dataFolder(): Promise<string> {
  const folder = temporaryFolder();
  const storage = await openSqliteStorage(join(folder, "licenses.sqlite"));
  const key = { account: "123456789012", operation: "CreateLicense", clientToken: "create" };
  await storage.addLicense(studio(), { ...key, digest: "digest", response: "{}", answeredAt: NOON });
  await storage.close();
  return folder;
}

it("doctor says that everything is in order, or what is not, and ends accordingly", async () => {
  const folder = await dataFolder();
  const file = join(folder, "licenses.sqlite");
  expect(run("doctor", "--data", folder)).toEqual({
    status: 0,
    stdout: `Everything is in order in ${file}.\n`,
    stderr: "",
  });
  const database = new DatabaseSync(file);
  database.exec("UPDATE license_version SET version = 2");
  database.close();
  const message = `The license ${ARN} has 1 versions from 2 to 2, and 1 is said to be the latest.`;
  const { status, stderr, stdout } = run("doctor", "--data", folder);
  expect(status).toBe(4);
  const remedy = expect.stringMatching(/^Something other than the server changed .* Restore a backup /);
  const [line = "", empty, toDo = ""] = stdout.trimEnd().split("\n");
  expect([line, empty, toDo.replace("versions: ", "")]).toEqual([`versions  ${message}`, "", remedy]);
  expect(stderr).toContain("The database is not in order: 1 finding.");
  expect(JSON.parse(run("doctor", "--data", folder, "--json").stdout)).toEqual({
    location: file,
    findings: [{ check: "versions", message, remedy }],
  });
});

it("doctor finds that a file is no database any more", async () => {
  const folder = await dataFolder();
  const file = join(folder, "licenses.sqlite");
  writeFileSync(file, readFileSync(file).fill(0xff, 0, 2048));
  const { status, stderr, stdout } = run("doctor", "--data", folder);
  expect([status, stdout]).toEqual([
    4,
    expect.stringMatching(
      /^file {2}The database cannot be opened, .*: file is not a database\.\n\nfile: Stop the server, /,
    ),
  ]);
  expect(stderr).toBe("borrow-license: The database is not in order: 1 finding.\n");
});

/** Those that only look. */
const LOOKING = [
  "doctor",
  "leases",
  "audit",
  "audit --verify",
  "keys list",
  "keys show default",
  "keys export",
  "access-keys list",
];

it.each(LOOKING)("%s makes no database where there is none, nor anything else", (command) => {
  const folder = join(temporaryFolder(), "mistyped");
  const { status, stderr, stdout } = run(...command.split(" "), "--data", folder);
  expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
  expect(stderr).toContain(`There is no database in the folder ${folder}.`);
  expect(existsSync(folder)).toBe(false);
});

it.each(LOOKING)(
  "%s refuses a database of an older schema, and leaves it to the server to change it",
  async (command) => {
    const folder = await dataFolder();
    writeFileSync(join(folder, "encryption-key"), randomBytes(32).toString("base64"), { mode: 0o600 });
    const file = join(folder, "licenses.sqlite");
    const database = new DatabaseSync(file);
    const migrations = database.prepare("SELECT name FROM kysely_migration ORDER BY name");
    database.exec("DELETE FROM kysely_migration WHERE name = (SELECT max(name) FROM kysely_migration)");
    const before = migrations.all();
    const { status, stderr, stdout } = run(...command.split(" "), "--data", folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toContain(
      `The database ${file} has migrations up to ${String(before.at(-1)?.["name"])}, and this program`,
    );
    expect(migrations.all()).toEqual(before);
    database.close();
  },
);

it("backup copies the database, and restore makes a data folder of it, once", async () => {
  const folder = await dataFolder();
  const copy = join(folder, "copy");
  expect(run("backup", "--data", folder, copy)).toEqual({
    status: 0,
    stdout: `The database is copied to ${copy}\n`,
    stderr: "",
  });
  const other = join(temporaryFolder(), "data");
  expect(run("restore", "--data", other, copy)).toEqual({
    status: 0,
    stdout: `The database is restored in ${other}\n`,
    stderr: "",
  });
  const storage = await openSqliteStorage(join(other, "licenses.sqlite"));
  expect(await storage.findLicense(ARN)).toEqual(studio());
  await storage.close();
  expect(readdirSync(other).sort()).toEqual([".gitignore", "licenses.sqlite"]);
  const again = run("restore", "--data", other, copy);
  expect(again.status).toBe(1);
  expect(again.stderr).toContain(`There is a file ${join(other, "licenses.sqlite")} already.`);
});

it("a restore that fails leaves nothing behind, and what was there before as it was", async () => {
  const folder = temporaryFolder();
  const damaged = join(folder, "damaged");
  writeFileSync(damaged, "This is no database, although it is long enough to be looked at.".repeat(20));
  const refused = { status: 1, stdout: "", stderr: expect.stringContaining("file is not a database") };
  expect(run("restore", "--data", join(folder, "var", "data"), damaged)).toEqual(refused);
  expect(readdirSync(folder)).toEqual(["damaged"]);

  const other = join(folder, "other");
  mkdirSync(other, { mode: 0o700 });
  writeFileSync(join(other, ".gitignore"), "mine");
  writeFileSync(join(other, "encryption-key"), "key");
  expect(run("restore", "--data", other, damaged)).toEqual(refused);
  expect(readdirSync(other).sort()).toEqual([".gitignore", "encryption-key"]);

  writeFileSync(join(other, "licenses.sqlite"), "", { mode: 0o600 });
  expect(run("restore", "--data", other, damaged)).toEqual(refused);
  expect(readFileSync(join(other, ".gitignore"), "utf8")).toBe("mine");
  expect(readdirSync(other).sort()).toEqual([".gitignore", "encryption-key", "licenses.sqlite"]);
});
