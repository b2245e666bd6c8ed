import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { failure } from "../../test/licenses.js";
import { openDataFolder } from "./data-folder.js";

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("a data folder", () => {
  it("is created for its owner alone, with the folders above it", async () => {
    const path = join(temporaryFolder(), "var", "data");
    expect(await openDataFolder(path)).toEqual({
      path,
      databaseFile: join(path, "licenses.sqlite"),
      isUsed: false,
      encryptionKeyFile: join(path, "encryption-key"),
      signingKeyFile: join(path, "signing-key.pem"),
    });
    expect([mode(path), mode(join(path, "licenses.sqlite"))]).toEqual(["700", "600"]);
  });

  it("is given as an absolute path", async () => {
    const path = join(temporaryFolder(), "data");
    expect((await openDataFolder(relative(process.cwd(), path))).path).toBe(path);
  });

  it("keeps itself out of git where it was created, because of the key in it", async () => {
    const path = join(temporaryFolder(), "data");
    await openDataFolder(path);
    expect(readFileSync(join(path, ".gitignore"), "utf8")).toBe("*\n");
  });

  it("is used once its database was written to", async () => {
    const path = temporaryFolder();
    const { databaseFile } = await openDataFolder(path);
    writeFileSync(databaseFile, "something");
    expect((await openDataFolder(path)).isUsed).toBe(true);
  });

  it("is refused where other users can change what is in it", async () => {
    const path = join(temporaryFolder(), "data");
    mkdirSync(path);
    chmodSync(path, 0o775);
    expect(await failure(() => openDataFolder(path))).toBe(
      `UnsafePermissionsError: Other users of this machine can change what is in the folder ${path} (its mode is 775). ` +
        `Run: chmod 700 '${path}', or choose another folder.`,
    );
  });

  it("is refused where other users can read its database", async () => {
    const path = temporaryFolder();
    const { databaseFile } = await openDataFolder(path);
    chmodSync(databaseFile, 0o644);
    expect(await failure(() => openDataFolder(path))).toBe(
      `UnsafePermissionsError: Other users of this machine can read or change ${databaseFile} (its mode is 644). ` +
        `Run: chmod 600 '${databaseFile}'. Where others may have read a signing key, replace it as well.`,
    );
  });

  it("is refused where it is no folder", async () => {
    const path = join(temporaryFolder(), "file");
    writeFileSync(path, "");
    expect(await failure(() => openDataFolder(path))).toMatch(
      /^DataFolderUnusableError: The data folder .*file cannot be used: EEXIST: .* Choose a folder that this user can write to\.$/,
    );
  });
});
