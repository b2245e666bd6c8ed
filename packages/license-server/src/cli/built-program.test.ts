import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { COMMANDS } from "./commands.js";

const run = promisify(execFile);
const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
};
const program = fileURLToPath(new URL(`../../${manifest.bin["borrow-license"]}`, import.meta.url));
const say = async (...args: string[]): Promise<string> => (await run(process.execPath, [program, ...args])).stdout;

describe("the program as it is published, one file for each command,", () => {
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
