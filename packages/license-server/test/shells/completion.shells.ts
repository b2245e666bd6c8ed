import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../folders.js";
import { PROGRAM } from "../installed-program.js";

const run = promisify(execFile);

const scripts = new Map<string, string>();
beforeAll(async () => {
  for (const shell of ["bash", "zsh", "fish"]) {
    scripts.set(shell, (await run(process.execPath, [PROGRAM, "completion", shell])).stdout);
  }
});

/** A folder with the shell's script by the given name, and with a file to be completed. */
function folderWith(shell: string, name: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), scripts.get(shell) ?? "");
  writeFileSync(join(folder, "token.jwt"), "");
  return folder;
}

/**
 * Types something into an interactive shell on a terminal, then the tab key and the enter key.
 *
 * @param prepare what the shell is told first
 * @returns the words that the shell calls the program with
 */
async function typed(command: string, prepare: readonly string[], cwd: string, text: string): Promise<string> {
  // Bash writes what was typed when its terminal goes away, perhaps while its folder does.
  const env = { PATH: process.env["PATH"], TERM: "dumb", HOME: cwd, HISTFILE: "/dev/null" };
  // util-linux's script gives the shell a terminal.
  const terminal = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], { cwd, env });
  let output = "";
  const printed = (mark: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = mark.exec(output);
        if (found !== null) resolve(found[1] ?? "");
      };
      terminal.stdout.on("data", look);
      terminal.on("exit", () => reject(new Error(`The shell ended: ${output}`)));
      look();
    });
  terminal.stdout.setEncoding("utf8").on("data", (piece: string) => {
    output += piece;
  });
  try {
    // The shell repeats what is typed, so the marks are in two parts there.
    const calls = ['borrow-license() { echo "CAL""LED[$*]"; }', 'echo "REA""DY"'];
    terminal.stdin.write(`${[...prepare, ...calls].join("\n")}\n`);
    await printed(/(READY)/);
    terminal.stdin.write(`${text}\t\n`);
    return await printed(/CALLED\[(.*)\]/);
  } finally {
    terminal.kill("SIGKILL");
  }
}

const bash = (text: string): Promise<string> =>
  typed("bash --norc --noprofile -i", ["source ./script"], folderWith("bash", "script"), text);

const zsh = (text: string): Promise<string> => {
  const folder = folderWith("zsh", "_borrow-license");
  const prepare = [`fpath=(${folder} $fpath)`, "autoload -U compinit", "compinit -u -D", "bindkey '^I' complete-word"];
  return typed("zsh -f -i", prepare, folder, text);
};

/** What fish offers, without descriptions. */
async function fish(text: string): Promise<readonly string[]> {
  const cwd = folderWith("fish", "script");
  const ask = `source ./script; complete --do-complete '${text}'`;
  const { stdout } = await run("fish", ["--no-config", "--command", ask], { cwd, env: { ...process.env, HOME: cwd } });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t")[0] ?? "")
    .filter((word) => word !== "");
}

describe.each([
  ["bash", bash],
  ["zsh", zsh],
])("%s completes", (_name, complete) => {
  it.each([
    ["a command", "borrow-license ver", "verify"],
    ["a command below one", "borrow-license license us", "license usage"],
    ["an option of a command", "borrow-license serve --log-l", "serve --log-level"],
    [
      "an option behind another one's value",
      "borrow-license license list --region x --sk",
      "license list --region x --sku",
    ],
    ["an option's value", "borrow-license serve --log-level w", "serve --log-level warn"],
    [
      "a value of a command's option alone",
      "borrow-license license version arn:a --status SU",
      "license version arn:a --status SUSPENDED",
    ],
    ["an argument's value", "borrow-license completion f", "completion fish"],
    ["the name of a file for an argument", "borrow-license verify tok", "verify token.jwt"],
    ["the name of a file for an option", "borrow-license return --token tok", "return --token token.jwt"],
    ["nothing where some text is wanted", "borrow-license serve --region tok", "serve --region tok"],
  ])("%s", async (_what, text, called) => {
    expect((await complete(text)).trim()).toBe(called);
  });
});

describe("fish completes", () => {
  it("commands and those below them, with options apart", async () => {
    expect(await fish("borrow-license ver")).toEqual(["verify"]);
    expect(await fish("borrow-license license us")).toEqual(["usage"]);
    expect(await fish("borrow-license license us --")).not.toContain("--sku");
    expect(await fish("borrow-license license list --sk")).toEqual(["--sku"]);
  });

  it("values of options and arguments, and files", async () => {
    expect(await fish("borrow-license serve --log-level w")).toEqual(["warn"]);
    expect(await fish("borrow-license license version arn --status SU")).toEqual(["SUSPENDED"]);
    expect(await fish("borrow-license completion f")).toEqual(["fish"]);
    expect(await fish("borrow-license verify tok")).toEqual(["token.jwt"]);
    expect(await fish("borrow-license return --token tok")).toEqual(["token.jwt"]);
    expect(await fish("borrow-license serve --region tok")).toEqual([]);
  });
});
