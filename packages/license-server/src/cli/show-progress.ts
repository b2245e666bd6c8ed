import type { BackupProgress } from "../storage/backup/sqlite-backup.js";

/** Shows people how far a copy is, on one line of the terminal; nothing where standard error is none. */
export function showProgress(done: string): (progress: BackupProgress) => void {
  if (!process.stderr.isTTY) return () => {};
  return ({ remainingPages, totalPages }) => {
    const percent = totalPages === 0 ? 100 : Math.floor((100 * (totalPages - remainingPages)) / totalPages);
    process.stderr.write(`\r${percent} % ${done}${remainingPages === 0 ? "\n" : ""}`);
  };
}
