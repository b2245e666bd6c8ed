import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { StoryError } from "./story.ts";

const PACKAGE = createRequire(import.meta.url).resolve("@borrow-license/license-server");
const PROGRAM = join(dirname(PACKAGE), "cli", "main.js");

/** What requests are signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A running `borrow-license serve`. */
export interface ServerProcess {
  readonly url: string;
  /** The administrator's access key, which the first start shows. */
  readonly credentials: Credentials | undefined;
  /** Stops it as a terminal or a service manager does, and answers its exit code. */
  stop(): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Ends every server that still runs, for a story that did not get to its end. */
export function endServers(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Starts the licence server as its own process, on a free loopback port. */
export async function startServer(dataFolder: string, isFirstStart: boolean): Promise<ServerProcess> {
  const args = [PROGRAM, "serve", "--port", "0", "--data", dataFolder, "--log-level", "warn"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return { ...(await announced(child, isFirstStart)), stop: () => stop(child) };
}

/** What the server says about itself: its address, and the access key that it made. */
async function announced(
  child: ChildProcess,
  isFirstStart: boolean,
): Promise<Pick<ServerProcess, "credentials" | "url">> {
  if (child.stdout === null) throw new StoryError("The server has no output.");
  let text = "";
  for await (const line of createInterface(child.stdout)) {
    text += `${line}\n`;
    const [url] = /http:\/\/\S+:\d+/.exec(text) ?? [];
    const [, accessKeyId, secretAccessKey] = /^AWS_ACCESS_KEY_ID=(.+)\nAWS_SECRET_ACCESS_KEY=(.+)$/m.exec(text) ?? [];
    const isMade = accessKeyId !== undefined && secretAccessKey !== undefined;
    if (url === undefined || (isFirstStart && !isMade) || !text.includes("access keys")) continue;
    child.stdout.resume();
    return { url, credentials: isMade ? { accessKeyId, secretAccessKey } : undefined };
  }
  throw new StoryError("The server ended before it listened.");
}

async function stop(child: ChildProcess): Promise<number | null> {
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  const [code] = (await exited) as [number | null];
  return code;
}
