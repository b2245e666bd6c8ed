import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** The program as it is installed. */
export const PROGRAM: string = join(import.meta.dirname, "..", "..", "dist", "program", "main.js");

/** What requests are signed with. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A running `borrow-license serve`. */
export interface ServerProcess {
  readonly url: string;
  readonly pid: number;
  /** The administrator's access key, which the first start of a database shows. */
  readonly credentials: Credentials | undefined;
  /** All that it wrote to standard output and standard error. */
  output(): string;
  /** Ends it without letting it finish anything. */
  kill(): Promise<void>;
  /** Stops it as a service manager does, and answers its exit code. */
  stop(): Promise<number | null>;
}

export interface ServerProcessOptions {
  readonly dataFolder: string;
  /** Whether the database is new, so that the server makes an access key and shows it. Default: false. */
  readonly isFirstStart?: boolean;
  /** Flags of `serve` beside those that every server here has. */
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Options of Node.js itself. */
  readonly nodeOptions?: readonly string[];
}

const running = new Set<ChildProcess>();

/** Ends every server that still runs, after a test that did not get to its end. */
export function endServers(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Starts the program as a process of its own, on a free loopback port. */
export async function startServer(options: ServerProcessOptions): Promise<ServerProcess> {
  const { child, output } = spawnServer(options);
  const { credentials, url } = await announced(child, output, options.isFirstStart ?? false);
  return {
    url,
    pid: child.pid ?? 0,
    credentials,
    output,
    kill: async () => {
      await end(child, "SIGKILL");
    },
    stop: () => end(child, "SIGTERM"),
  };
}

/** Starts the program and does not wait until it listens. */
export function spawnServer({ dataFolder, environment = {}, flags = [], nodeOptions = [] }: ServerProcessOptions): {
  readonly child: ChildProcess;
  output(): string;
} {
  const args = [PROGRAM, "serve", "--port", "0", "--data", dataFolder, "--log-level", "warn", ...flags];
  const child = spawn(process.execPath, [...nodeOptions, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
  }
  return { child, output: () => text };
}

export async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, "exit");
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}

/** What the server says about itself: its address, and the access key that it made. */
async function announced(
  child: ChildProcess,
  output: () => string,
  isFirstStart: boolean,
): Promise<Pick<ServerProcess, "credentials" | "url">> {
  if (child.stdout === null) throw new Error("The server has no output.");
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
  throw new Error(`The server ended before it listened: ${output()}`);
}
