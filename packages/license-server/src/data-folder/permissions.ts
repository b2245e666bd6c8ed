import type { Stats } from "node:fs";
import { UnsafePermissionsError } from "../license-server-error.js";

/** Only the owner may read, write and search the folder. */
export const PRIVATE_FOLDER = 0o700;

/** Only the owner may read and write the file. */
export const PRIVATE_FILE = 0o600;

const READ_OR_WRITTEN_BY_OTHERS = 0o066;
const WRITTEN_BY_OTHERS = 0o022;

/**
 * @param path for the message
 * @throws UnsafePermissionsError when users other than the owner can read or change the file
 */
export function checkPrivateFile(path: string, { mode }: Stats): void {
  if (!isPosix() || (mode & READ_OR_WRITTEN_BY_OTHERS) === 0) return;
  throw new UnsafePermissionsError(
    `Other users of this machine can read or change ${path} (its mode is ${octal(mode)}). ` +
      `Run: chmod 600 '${path}'. Where others may have read a signing key, replace it as well.`,
  );
}

/**
 * @param path for the message
 * @throws UnsafePermissionsError when users other than the owner can replace what is in the folder
 */
export function checkPrivateFolder(path: string, { mode }: Stats): void {
  if (!isPosix() || (mode & WRITTEN_BY_OTHERS) === 0) return;
  throw new UnsafePermissionsError(
    `Other users of this machine can change what is in the folder ${path} (its mode is ${octal(mode)}). ` +
      `Run: chmod 700 '${path}', or choose another folder.`,
  );
}

/** Elsewhere, a file's mode says nothing about who may read it. */
function isPosix(): boolean {
  return process.platform !== "win32";
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(3, "0");
}
