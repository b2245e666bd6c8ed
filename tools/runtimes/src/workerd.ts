import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { PACKAGES } from "./portable-cases.ts";

const WORKSPACE = join(PACKAGES, "..");
const RUNTIMES = join(import.meta.dirname, "..");

/** The program, which its package finds for this kind of machine. The package has no declarations. */
const { default: PROGRAM } = createRequire(import.meta.url)("workerd") as { readonly default: string };

/** A worker that answers on a port of this machine. */
export interface RunningWorker {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves a worker with workerd, the runtime of Cloudflare's workers, which has the web's interfaces and no files.
 *
 * @param script the worker's module, in this workspace
 * @param folder the built package that the worker imports
 */
export async function serveInWorkerd(script: string, folder: string): Promise<RunningWorker> {
  const files = (await readdir(folder, { recursive: true })).filter((file) => file.endsWith(".js"));
  const modules = [script, ...files.map((file) => join(folder, file)).sort()];
  const configFolder = join(RUNTIMES, "test-results");
  await mkdir(configFolder, { recursive: true });
  const config = join(configFolder, "workerd.capnp");
  await writeFile(config, configuration(modules, configFolder));
  const workerd = spawn(PROGRAM, ["serve", config, "--control-fd=3"], {
    stdio: ["ignore", "inherit", "inherit", "pipe"],
  });
  return { url: `http://127.0.0.1:${await portOf(workerd)}/`, stop: () => stop(workerd) };
}

/** Modules have their places in the workspace for names, so that they find each other by relative paths. */
function configuration(modules: readonly string[], folder: string): string {
  const entries = modules.map(
    (path) => `(name = "${relative(WORKSPACE, path)}", esModule = embed "${relative(folder, path)}")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "stub", worker = (compatibilityDate = "2026-01-01", modules = [${entries.join(", ")}]))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "stub")],
);
`;
}

/** workerd tells on the control channel which port it was given. */
async function portOf(workerd: ChildProcess): Promise<number> {
  const ended = once(workerd, "exit").then(([code]) => {
    throw new Error(`workerd ended with exit code ${code}.`);
  });
  const [line] = (await Promise.race([
    once(createInterface({ input: workerd.stdio[3] as Readable }), "line"),
    ended,
  ])) as [string];
  return (JSON.parse(line) as { readonly port: number }).port;
}

async function stop(workerd: ChildProcess): Promise<void> {
  const exit = once(workerd, "exit");
  workerd.kill();
  await exit;
}
