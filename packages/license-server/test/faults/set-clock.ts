import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../folders.js";

/** The clock of processes that are started with its environment. Others go by the machine's. */
export interface SetClock {
  /** What makes a process go by this clock. Its timers do not, like those of a machine whose clock is set. */
  readonly environment: Readonly<Record<string, string>>;
  /** Sets it, to so many seconds from the machine's clock. */
  set(seconds: number): void;
}

/** A clock that can be set at any time, by libfaketime. On Debian: apt-get install faketime. */
export function settableClock(): SetClock {
  const file = join(temporaryFolder(), "clock");
  const set = (seconds: number): void => writeFileSync(file, `${seconds < 0 ? "" : "+"}${seconds}`);
  set(0);
  return {
    environment: {
      LD_PRELOAD: faketimeLibrary(),
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    },
    set,
  };
}

function faketimeLibrary(): string {
  const roots = ["/usr/lib", "/usr/local/lib"].filter((root) => existsSync(root));
  const folders = roots.flatMap((root) => [root, ...readdirSync(root).map((name) => join(root, name))]);
  const files = folders.map((folder) => join(folder, "faketime", "libfaketime.so.1"));
  const found = files.find((file) => existsSync(file));
  if (found === undefined) throw new Error("libfaketime is not installed. On Debian: apt-get install faketime.");
  return found;
}
