import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { PROGRAM } from "../../test/installed-program.js";
import { COMMANDS } from "./commands.js";

const run = promisify(execFile);
const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
};
const say = async (...args: string[]): Promise<string> => (await run(process.execPath, [PROGRAM, ...args])).stdout;

describe("the program as it is published, one file for each command,", () => {
  it("is what is installed", () => {
    const folder = join(import.meta.dirname, "..", "..");
    expect(join(folder, manifest.bin["borrow-license"] ?? "")).toBe(PROGRAM);
  });

  it("knows its version", async () => {
    expect(await say("--version")).toBe(`${manifest.version}\n`);
  });

  it("has every command with all that it stands on", async () => {
    const helps = await Promise.all(COMMANDS.map(({ name }) => say(name, "--help")));
    for (const [index, { name }] of COMMANDS.entries()) expect(helps[index]).toContain(`borrow-license ${name}`);
  }, 60_000);

  it("says how it would run a server", async () => {
    expect(await say("serve", "--print-config")).toContain("port: 4010");
  });
});
