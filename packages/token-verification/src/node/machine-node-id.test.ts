import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type MachineReaders, machineNodeId } from "./machine-node-id.js";

const ID = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";

/** A machine with some files, and with one program that prints something. */
function machine(
  readers: Partial<MachineReaders> & { readonly files?: Record<string, string>; readonly output?: string },
) {
  const { files = {}, output, ...others } = readers;
  return {
    platform: "linux",
    environment: {},
    readFile: async (path: string) => files[path] ?? Promise.reject(new Error("ENOENT")),
    run: async () => output ?? Promise.reject(new Error("no such program")),
    ...others,
  };
}

function idOf(readers: MachineReaders, application = "com.example.editor"): Promise<string> {
  return machineNodeId({ application, readers });
}

describe("the id", () => {
  const linux = machine({ files: { "/etc/machine-id": `${ID}\n` } });

  it("is derived from the system's, which it does not show", async () => {
    // printf com.example.editor | openssl dgst -sha256 -mac HMAC -macopt hexkey:0f1e2d3c4b5a69788796a5b4c3d2e1f0
    expect(await idOf(linux)).toBe("39756471359aaeaa07412a80c241d66942572ac7362a9f7d3ee5ab35474695d9");
    expect(await idOf(linux)).not.toContain(ID.slice(0, 8));
  });

  it("is another one for another application and another machine", async () => {
    const other = machine({ files: { "/etc/machine-id": "0f1e2d3c4b5a69788796a5b4c3d2e1f1" } });
    const ids = [await idOf(linux), await idOf(linux, "com.example.viewer"), await idOf(other)];
    expect(new Set(ids).size).toBe(3);
  });

  it("needs an application", async () => {
    await expect(idOf(linux, "")).rejects.toThrow(TypeError);
  });

  it("is the same on every platform for the same system id", async () => {
    const dashed = "0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0";
    const mac = machine({
      platform: "darwin",
      output: `  |   "IOPlatformUUID" = "${dashed}"\n  |   "model" = <"Mac">\n`,
    });
    const output = `\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography\r\n    MachineGuid    REG_SZ    ${dashed}\r\n    Other    REG_SZ    text\r\n\r\n`;
    const windows = machine({ platform: "win32", output });
    const dbus = machine({ files: { "/etc/machine-id": "", "/var/lib/dbus/machine-id": ID } });
    expect(new Set([await idOf(linux), await idOf(mac), await idOf(windows), await idOf(dbus)]).size).toBe(1);
  });

  it("asks the programs by their full paths", async () => {
    const asked: unknown[] = [];
    const run = async (program: string, parameters: readonly string[]) => {
      asked.push([program, ...parameters]);
      return "";
    };
    for (const platform of ["darwin", "win32"]) {
      const environment = { SystemRoot: "D:\\WINNT" };
      await expect(idOf(machine({ platform, run, environment }))).rejects.toMatchObject({ code: "node-unknown" });
    }
    await expect(idOf(machine({ platform: "win32", run }))).rejects.toMatchObject({ code: "node-unknown" });
    const key = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Cryptography";
    expect(asked).toEqual([
      ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"],
      ["D:\\WINNT\\System32\\reg.exe", "query", key, "/v", "MachineGuid", "/reg:64"],
      ["C:\\Windows\\System32\\reg.exe", "query", key, "/v", "MachineGuid", "/reg:64"],
    ]);
  });
});

describe("no id", () => {
  const files = { "/etc/machine-id": ID };

  it.each<[string, string, MachineReaders]>([
    ["on Linux without any", "neither /etc/machine-id nor /var/lib/dbus/machine-id has an id", machine({})],
    [
      "on Linux before the first start",
      "neither /etc/machine-id nor /var/lib/dbus/machine-id has an id",
      machine({ files: { "/etc/machine-id": "uninitialized\n" } }),
    ],
    [
      "on Linux with something else in its place",
      "neither /etc/machine-id nor /var/lib/dbus/machine-id has an id",
      machine({ files: { "/etc/machine-id": `${ID}${ID}` } }),
    ],
    ["with zeros in its place", "its id has not been set", machine({ files: { "/etc/machine-id": "0".repeat(32) } })],
    ["with ones in its place", "its id has not been set", machine({ files: { "/etc/machine-id": "f".repeat(32) } })],
    ["on macOS without the program", "/usr/sbin/ioreg failed", machine({ platform: "darwin" })],
    [
      "on macOS with another answer",
      "/usr/sbin/ioreg names none",
      machine({ platform: "darwin", output: '"IOPlatformUUID" = "unknown"' }),
    ],
    [
      "on Windows with another answer",
      "C:\\Windows\\System32\\reg.exe names none",
      machine({ platform: "win32", output: "ERROR" }),
    ],
    ["on another platform", "the platform aix has none that is known", machine({ platform: "aix", files })],
    ["in Docker", "it is a container, whose id says nothing", machine({ files: { ...files, "/.dockerenv": "" } })],
    [
      "in Podman",
      "it is a container, whose id says nothing",
      machine({ files: { ...files, "/run/.containerenv": "" } }),
    ],
    [
      "in Kubernetes",
      "it is a container, whose id says nothing",
      machine({ files, environment: { KUBERNETES_SERVICE_HOST: "10.0.0.1" } }),
    ],
    [
      "in systemd-nspawn",
      "it is a container, whose id says nothing",
      machine({ files, environment: { container: "systemd-nspawn" } }),
    ],
    [
      "in Amazon ECS",
      "it is a container, whose id says nothing",
      machine({ files, environment: { ECS_CONTAINER_METADATA_URI_V4: "http://169.254.170.2/v4/1" } }),
    ],
    [
      "in AWS Lambda",
      "it is a container, whose id says nothing",
      machine({ files, environment: { AWS_LAMBDA_FUNCTION_NAME: "example" } }),
    ],
    [
      "in LXC",
      "it is a container, whose id says nothing",
      machine({ files: { ...files, "/run/systemd/container": "lxc" } }),
    ],
    [
      "where a container's manager names itself",
      "it is a container, whose id says nothing",
      machine({ files: { ...files, "/run/host/container-manager": "x" } }),
    ],
  ])("is told %s", async (_, reason, readers) => {
    await expect(idOf(readers)).rejects.toMatchObject({
      code: "node-unknown",
      message: `This machine has no id of its own: ${reason}. Have the deployment give the nodeId, and borrow with that one.`,
    });
  });
});

describe("this machine", () => {
  const folders: string[] = [];
  afterEach(async () => {
    vi.unstubAllEnvs();
    vi.resetModules();
    await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
  });

  /** The id where this machine says that it is a Windows whose `reg.exe` is that script. */
  async function idByProgram(script: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), "machine-node-id-"));
    folders.push(folder);
    const root = join(folder, "Windows");
    const program = `${root}\\System32\\reg.exe`;
    await writeFile(program, `#!/bin/sh\n${script}\n`);
    await chmod(program, 0o700);
    vi.stubEnv("SystemRoot", root);
    vi.spyOn(process, "platform", "get").mockReturnValue("win32");
    vi.resetModules();
    const { machineNodeId: idOfThisMachine } = await import("./machine-node-id.js");
    return idOfThisMachine({ application: "com.example.editor" });
  }

  it("is asked by running the program, with what the program prints as answer", async () => {
    const id = await idByProgram('echo "    MachineGuid    REG_SZ    0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0"');
    expect(id).toBe("39756471359aaeaa07412a80c241d66942572ac7362a9f7d3ee5ab35474695d9");
  });

  it("has no id where the program fails, whatever it has printed", async () => {
    const failing = 'echo "    MachineGuid    REG_SZ    0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0"; exit 1';
    await expect(idByProgram(failing)).rejects.toMatchObject({
      code: "node-unknown",
      cause: expect.objectContaining({ code: 1 }),
    });
  });
});

it("asks this machine unless told otherwise", async () => {
  const outcome = await machineNodeId({ application: "com.example.editor" }).catch(
    (error: { code?: unknown }) => error.code,
  );
  expect(outcome).toMatch(/^(?:[0-9a-f]{64}|node-unknown)$/);
});
