import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { BorrowTokenNodeUnknownError } from "../borrow-token-error.js";

/** How a machine is asked who it is. Given by tests. */
export interface MachineReaders {
  /** As `process.platform`. */
  readonly platform: string;
  /** As `process.env`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Answers the text of a file, or fails. */
  readFile(path: string): Promise<string>;
  /** Answers what a program prints, or fails. */
  run(program: string, parameters: readonly string[]): Promise<string>;
}

export interface MachineNodeIdOptions {
  /** The application's name, the same in all its versions. Other applications get another id of the same machine. */
  readonly application: string;
  /** How the machine is asked. Given by tests. */
  readonly readers?: MachineReaders;
}

const SYSTEM: MachineReaders = {
  platform: process.platform,
  environment: process.env,
  readFile: (path) => readFile(path, "utf8"),
  run: (program, parameters) =>
    new Promise((resolve, reject) => {
      execFile(program, parameters, { timeout: 10_000, windowsHide: true }, (error, output) =>
        error === null ? resolve(output) : reject(error),
      );
    }),
};

/** An id that an operating system makes when it is installed: 128 bits in hexadecimal, with or without hyphens. */
const ID = "[0-9A-Fa-f]{8}-?(?:[0-9A-Fa-f]{4}-?){3}[0-9A-Fa-f]{12}";

/**
 * An id of this machine for one application, to borrow and to verify with as `nodeId`. It stays the same until the
 * operating system is installed anew, and is the same for copies of an image that was made with its id inside.
 *
 * The id is derived from the one of the operating system, which it does not reveal: `/etc/machine-id` on Linux, the
 * `IOPlatformUUID` on macOS, the `MachineGuid` on Windows.
 *
 * @throws BorrowTokenNodeUnknownError where there is no such id, and in containers, whose id says nothing. There the
 *   deployment has to give a `nodeId`.
 *
 * @example
 * const nodeId = process.env.NODE_ID ?? (await machineNodeId({ application: "com.example.editor" }));
 */
export async function machineNodeId({ application, readers = SYSTEM }: MachineNodeIdOptions): Promise<string> {
  if (application === "") throw new TypeError("The application's name must not be empty.");
  const id = (await systemId(readers)).replaceAll("-", "");
  if (/^(.)\1*$/.test(id)) throw nodeUnknown("its id has not been set");
  return createHmac("sha256", Buffer.from(id, "hex")).update(application).digest("hex");
}

function systemId(readers: MachineReaders): Promise<string> {
  switch (readers.platform) {
    case "linux":
      return linuxId(readers);
    case "darwin":
      return printedId(readers, MAC_COMMAND, new RegExp(`"IOPlatformUUID" = "(${ID})"`));
    case "win32":
      return printedId(readers, windowsCommand(readers), new RegExp(`MachineGuid\\s+REG_SZ\\s+(${ID})\\s*$`, "m"));
    default:
      throw nodeUnknown(`the platform ${readers.platform} has none that is known`);
  }
}

async function linuxId(readers: MachineReaders): Promise<string> {
  if (await isContainer(readers)) throw nodeUnknown("it is a container, whose id says nothing");
  for (const path of ["/etc/machine-id", "/var/lib/dbus/machine-id"]) {
    const text = await readers.readFile(path).catch(() => "");
    const [id] = new RegExp(`^${ID}$`).exec(text.trim()) ?? [];
    if (id !== undefined) return id;
  }
  throw nodeUnknown("neither /etc/machine-id nor /var/lib/dbus/machine-id has an id");
}

/** The variables by which systemd's container interface, Kubernetes, Amazon ECS and AWS Lambda make themselves known. */
const CONTAINER_VARIABLES = [
  "container",
  "KUBERNETES_SERVICE_HOST",
  "ECS_CONTAINER_METADATA_URI_V4",
  "AWS_LAMBDA_FUNCTION_NAME",
] as const;

/** The files that Docker, Podman, and systemd with those who follow its container interface, such as LXC, leave. */
const CONTAINER_FILES = [
  "/.dockerenv",
  "/run/.containerenv",
  "/run/systemd/container",
  "/run/host/container-manager",
] as const;

async function isContainer({ environment, readFile }: MachineReaders): Promise<boolean> {
  if (CONTAINER_VARIABLES.some((name) => environment[name] !== undefined)) return true;
  for (const path of CONTAINER_FILES) {
    const exists = await readFile(path).then(
      () => true,
      () => false,
    );
    if (exists) return true;
  }
  return false;
}

const MAC_COMMAND = ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"] as const;

/** The registry as 64-bit programs see it, also where this program has 32 bits. */
function windowsCommand({ environment }: MachineReaders): readonly [string, ...string[]] {
  const program = `${environment["SystemRoot"] ?? "C:\\Windows"}\\System32\\reg.exe`;
  const key = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography";
  return [program, "query", key, "/v", "MachineGuid", "/reg:64"];
}

async function printedId(
  readers: MachineReaders,
  [program, ...parameters]: readonly [string, ...string[]],
  pattern: RegExp,
): Promise<string> {
  const output = await readers.run(program, parameters).catch((cause: unknown) => {
    throw nodeUnknown(`${program} failed`, cause);
  });
  const [, id] = pattern.exec(output) ?? [];
  if (id === undefined) throw nodeUnknown(`${program} names none`);
  return id;
}

function nodeUnknown(reason: string, cause?: unknown): BorrowTokenNodeUnknownError {
  return new BorrowTokenNodeUnknownError(
    `This machine has no id of its own: ${reason}. Have the deployment give the nodeId, and borrow with that one.`,
    { cause },
  );
}
