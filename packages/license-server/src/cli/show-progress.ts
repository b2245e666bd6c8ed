import type { BackupProgress } from "../storage/backup/sqlite-backup.js";

/** Shows people how far a copy is, on one line of the terminal; nothing where standard error is none. */
export function showProgress(done: string): (progress: BackupProgress) => void {
  if (!process.stderr.isTTY) return () => {};
  return ({ remainingPages, totalPages }) => {
    const percent = totalPages === 0 ? 100 : Math.floor((100 * (totalPages - remainingPages)) / totalPages);
    process.stderr.write(`\r${percent} % ${done}${remainingPages === 0 ? "\n" : ""}`);
  };
}

/** The same for steps. */
export function showSteps(what: string): (done: number, all: number) => void {
  if (!process.stderr.isTTY) return () => {};
  return (done, all) => {
    process.stderr.write(`\r${done} of ${all} ${what}${done === all ? "\n" : ""}`);
  };
}

/** The same for what has no known end: `undefined` ends the line. */
export function showCount(count: number | undefined, done: string): void {
  if (process.stderr.isTTY) process.stderr.write(count === undefined ? "\n" : `\r${count} ${done}`);
}
