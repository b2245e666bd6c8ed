import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of its own, that is soon full. */
export interface SmallDisk {
  readonly path: string;
  /** Takes what space is left. */
  fill(): void;
  /** Gives that space back. */
  empty(): void;
  remove(): void;
}

/**
 * Mounts a disk in memory, which only root may.
 *
 * @param megabytes its size
 */
export function mountSmallDisk(megabytes: number): SmallDisk {
  if (process.getuid?.() !== 0) throw new Error("Only root may mount a small disk. Run this target as root.");
  const path = mkdtempSync(join(tmpdir(), "borrow-license-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=700`, "borrow-license-test", path]);
  const filler = join(path, "filler");
  return {
    path,
    fill() {
      const { bavail, bsize } = statfsSync(path);
      try {
        writeFileSync(filler, Buffer.alloc(bavail * bsize));
      } catch (error) {
        // Whoever writes meanwhile took some of it, and the rest is taken.
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
      }
    },
    empty: () => rmSync(filler),
    remove() {
      // A process that ends may hold a file for a moment yet.
      execFileSync("umount", ["--lazy", path]);
      rmdirSync(path);
    },
  };
}
