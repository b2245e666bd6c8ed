import { randomUUID } from "node:crypto";
import { link, open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { checkPrivateFile, PRIVATE_FILE } from "./permissions.js";

/**
 * Answers what is in a file, or `undefined` where there is none.
 *
 * @throws UnsafePermissionsError when other users can read or change it
 */
export async function readPrivateFile(path: string): Promise<string | undefined> {
  const file = await open(path, "r").catch(ignore("ENOENT"));
  if (file === undefined) return undefined;
  try {
    checkPrivateFile(path, await file.stat());
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/** Creates a file with all its content or not at all, also when the machine stops in between. Never replaces one. */
export async function createPrivateFile(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    const file = await open(unfinished, "wx", PRIVATE_FILE);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(unfinished, path).catch(ignore("EEXIST"));
  } finally {
    await unlink(unfinished).catch(ignore("ENOENT"));
  }
  await syncFolder(dirname(path));
}

/** Deletes a file, also for a machine that stops right after. */
export async function deletePrivateFile(path: string): Promise<void> {
  await unlink(path).catch(ignore("ENOENT"));
  await syncFolder(dirname(path));
}

/** Makes a file's name as durable as its content. Some systems cannot open folders. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(ignore("EISDIR", "EPERM"));
  await folder?.sync();
  await folder?.close();
}

function ignore(...codes: readonly string[]): (error: NodeJS.ErrnoException) => undefined {
  return (error) => {
    if (error.code === undefined || !codes.includes(error.code)) throw error;
    return undefined;
  };
}
