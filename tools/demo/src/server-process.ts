import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { StoryError } from "./story.ts";

const PACKAGE = createRequire(import.meta.url).resolve("@borrow-license/license-server");
const PROGRAM = join(dirname(PACKAGE), "cli", "main.js");

/** A running `borrow-license serve`. */
export interface ServerProcess {
  readonly url: string;
  /** Stops it as a terminal or a service manager does, and answers its exit code. */
  stop(): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Ends every server that still runs, for a story that did not get to its end. */
export function endServers(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Starts the licence server as its own process, on a free loopback port. */
export async function startServer(dataFolder: string): Promise<ServerProcess> {
  const args = [PROGRAM, "serve", "--port", "0", "--data", dataFolder, "--log-level", "warn"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return { url: await announcedUrl(child), stop: () => stop(child) };
}

async function announcedUrl(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new StoryError("The server has no output.");
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\/\/\S+:\d+/.exec(line) ?? [];
    if (url !== undefined) {
      child.stdout.resume();
      return url;
    }
  }
  throw new StoryError("The server ended before it listened.");
}

async function stop(child: ChildProcess): Promise<number | null> {
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const [code] = (await exited) as [number | null];
  return code;
}
