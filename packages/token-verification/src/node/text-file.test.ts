import {
  chmod,
  type FileHandle,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { textFile } from "./text-file.js";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "text-file-"));
});
afterEach(() => rm(folder, { recursive: true }));

it("answers what was written", async () => {
  const file = textFile(join(folder, "license.jwt"));
  expect(await file.read()).toBeUndefined();
  await file.write("first");
  await file.write("ä second");
  expect(await file.read()).toBe("ä second");
  expect(await readdir(folder)).toEqual(["license.jwt"]);
});

it("lets its owner only read it, also where everybody could before", async () => {
  const path = join(folder, "license.jwt");
  await writeFile(path, "old");
  await chmod(path, 0o644);
  await textFile(path).write("new");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

it("shows readers the old text or the new one, and nothing between", async () => {
  const path = join(folder, "license.jwt");
  const file = textFile(path);
  const texts = ["a", "b"].map((letter) => letter.repeat(100_000));
  await file.write(texts[0] ?? "");
  const writes = Promise.all(Array.from({ length: 20 }, (_, index) => file.write(texts[index % 2] ?? "")));
  for (let read = 0; read < 50; read += 1) expect(texts).toContain(await file.read());
  await writes;
  expect(await readdir(folder)).toEqual(["license.jwt"]);
});

it("replaces the file that a symbolic link leads to, and not the link, also before the file is there", async () => {
  await mkdir(join(folder, "kept"));
  await symlink("second", join(folder, "first"));
  await symlink(join("kept", "license.jwt"), join(folder, "second"));
  const file = textFile(join(folder, "first"));
  for (const text of ["new", "newer"]) {
    await file.write(text);
    expect(await readFile(join(folder, "kept", "license.jwt"), "utf8")).toBe(text);
  }
  expect(await readlink(join(folder, "first"))).toBe("second");
  expect(await readlink(join(folder, "second"))).toBe(join("kept", "license.jwt"));
  expect((await readdir(folder)).sort()).toEqual(["first", "kept", "second"]);
  expect(await readdir(join(folder, "kept"))).toEqual(["license.jwt"]);
});

it("means the same file when the process goes to another folder", async () => {
  await mkdir(join(folder, "elsewhere"));
  const workingFolder = vi.spyOn(process, "cwd").mockReturnValue(folder);
  const moved = textFile("license.jwt");
  workingFolder.mockReturnValue(join(folder, "elsewhere"));
  await moved.write("text");
  expect(await moved.read()).toBe("text");
  expect((await readdir(folder)).sort()).toEqual(["elsewhere", "license.jwt"]);
});

it("fails where symbolic links lead nowhere", async () => {
  const path = join(folder, "license.jwt");
  await symlink("license.jwt", path);
  await expect(textFile(path).write("text")).rejects.toMatchObject({ code: "ELOOP" });
  expect(await readdir(folder)).toEqual(["license.jwt"]);
});

it("leaves the old text and nothing else where the new one cannot be put in place", async () => {
  const path = join(folder, "license.jwt");
  const file = textFile(join(path, "below"));
  await writeFile(path, "old");
  await expect(file.write("new")).rejects.toMatchObject({ code: "ENOTDIR" });
  expect(await readFile(path, "utf8")).toBe("old");
  expect(await readdir(folder)).toEqual(["license.jwt"]);
});

it("tells why a text cannot be written, and nothing of what it does about it", async () => {
  const file = textFile(join(folder, "missing", "license.jwt"));
  await expect(file.write("text")).rejects.toMatchObject({ code: "ENOENT", syscall: "open" });
});

it("fails where the file is there and cannot be read", async () => {
  await expect(textFile(folder).read()).rejects.toMatchObject({ code: "EISDIR" });
  await expect(textFile(folder).write("text")).rejects.toBeDefined();
  expect(await readdir(join(folder, ".."))).not.toContainEqual(expect.stringContaining(`${folder}.`));
});

/** Tells, of each wait for the disk, what was waited for and what the folder had in it. */
async function watchSyncs() {
  const handle = await open(folder, "r");
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const sync = prototype.sync;
  const syncs: { handle: FileHandle; isFolder: boolean; names: readonly string[] }[] = [];
  vi.spyOn(prototype, "sync").mockImplementation(async function (this: FileHandle) {
    const names = (await readdir(folder)).map((name) => name.replace(/[0-9a-f-]{36}/, "random"));
    syncs.push({ handle: this, isFolder: (await this.stat()).isDirectory(), names });
    await sync.call(this);
  });
  return syncs;
}

it("waits until the disk has the text, and then its name, and leaves nothing open", async () => {
  const syncs = await watchSyncs();
  await textFile(join(folder, "license.jwt")).write("text");
  expect(syncs).toMatchObject([
    { isFolder: false, names: ["license.jwt.random.tmp"], handle: { fd: -1 } },
    { isFolder: true, names: ["license.jwt"], handle: { fd: -1 } },
  ]);
});

it("does not open folders on Windows", async () => {
  const syncs = await watchSyncs();
  const platform = vi.spyOn(process, "platform", "get").mockReturnValue("win32");
  const file = textFile(join(folder, "license.jwt"));
  await file.write("text");
  expect(platform).toHaveBeenCalled();
  expect(syncs).toMatchObject([{ isFolder: false }]);
  expect(await file.read()).toBe("text");
});
