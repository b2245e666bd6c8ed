import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { PROGRAM } from "../../test/installed-program.js";

function completion(...args: string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM, "completion", ...args], { encoding: "utf8" });
  expect(status).toBe(0);
  return stdout;
}

const BASH = completion("bash");

/** What bash offers behind the words, the last of which is being typed. */
function offered(...words: string[]): readonly string[] {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  // The shell itself offers file names where the function answers nothing; `compopt` works within a completion only.
  const ask = `compopt() { :; }; COMP_WORDS=(borrow-license ${quoted}); COMP_CWORD=${words.length}; _borrow_license; echo "\${COMPREPLY[@]}"`;
  const { status, stdout } = spawnSync("bash", ["-c", `${BASH}\n${ask}`], { encoding: "utf8" });
  expect(status).toBe(0);
  return stdout.trim() === "" ? [] : stdout.trim().split(" ");
}

describe("completion", () => {
  it("offers commands, commands below them, and their options in bash", () => {
    expect(offered("bor")).toEqual(["borrow"]);
    expect(offered("license", "s")).toEqual(["show"]);
    expect(offered("license", "show", "--v")).toEqual(["--version", "--versions"]);
    expect(offered("license", "l")).toEqual(["list"]);
    expect(offered("license", "version", "--st")).toEqual(["--status"]);
    expect(offered("license", "delete", "--so")).toEqual(["--source-version"]);
    expect(offered("serve", "--port", "1", "--log")).toEqual(["--log-level"]);
    expect(offered("completion", "z")).toEqual(["zsh"]);
  });

  it("offers the values of options that have few, and no options where one takes a value", () => {
    expect(offered("serve", "--log-level", "w")).toEqual(["warn"]);
    expect(offered("license", "version", "arn", "--status", "S")).toEqual(["SUSPENDED"]);
    expect(offered("serve", "--region", "")).toEqual([]);
    expect(offered("serve", "--data", "")).toEqual([]);
    expect(offered("serve", "--dev", "--da")).toEqual(["--data", "--database", "--database-password-file"]);
  });

  it("describes commands and options in zsh and in fish", () => {
    const zsh = completion("zsh");
    expect(zsh).toMatch(/^#compdef borrow-license\n/);
    expect(zsh).toContain("'backup:copy the data folder'\\''s database'");
    const fish = completion("fish");
    expect(fish).toContain(" -f -a backup -d 'copy the data folder\\'s database'\n");
    expect(fish).toContain('complete -c borrow-license -n "__fish_seen_subcommand_from serve" -l dev -d ');
  });

  it("comes as JSON for programs", () => {
    expect(JSON.parse(completion("bash", "--json"))).toEqual({ shell: "bash", script: BASH });
  });

  it("ends with 2 for a shell that it does not know", () => {
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, "completion", "csh"], { encoding: "utf8" });
    expect([status, stderr.includes("Allowed choices are bash, zsh, fish.")]).toEqual([2, true]);
  });
});
