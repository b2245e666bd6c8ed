import { randomUUID } from "node:crypto";
import { open, readFile, readlink, realpath, rename, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { StoredText } from "../borrowed-license/stored-text.js";

/**
 * A text in a file of which only its owner may read and write. A write makes another file beside it, waits until the
 * disk has it and puts it in place, so that neither a crash nor a reader meets half a text.
 *
 * @param path the file or a symbolic link to it, which stays, in a folder that exists and in which the application may write
 *
 * @example
 * const file = textFile("/var/lib/example/license.jwt");
 * const state = textFile("/var/lib/example/license.state");
 */
export function textFile(path: string): StoredText {
  // Taken now: the process may have another working folder when the text is written.
  const file = resolve(path);
  return {
    async read() {
      try {
        return await readFile(file, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    async write(text) {
      const target = await targetOf(file);
      const temporary = `${target}.${randomUUID()}.tmp`;
      try {
        await writeDurably(temporary, text);
        await rename(temporary, target);
      } catch (error) {
        await rm(temporary, { force: true });
        throw error;
      }
      await syncFolder(dirname(target));
    },
  };
}

/** The file that a path means in the end, whether it is there already or not: a symbolic link must not be replaced. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    const link = await readlink(path).catch(() => undefined);
    return link === undefined ? path : targetOf(resolve(dirname(path), link));
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new name durable where the system offers that. Windows does not let folders be opened. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
