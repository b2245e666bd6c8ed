import { randomUUID } from "node:crypto";
import { open, rename, unlink } from "node:fs/promises";

/**
 * Writes a file for its owner alone, mode 0600, with all its content or not at all: whoever reads it meanwhile, and
 * whoever finds it after a crash, sees what was there before or what is new.
 */
export async function writePrivateFile(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}`;
  try {
    const file = await open(unfinished, "wx", 0o600);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await unlink(unfinished).catch(() => undefined);
    throw error;
  }
}
