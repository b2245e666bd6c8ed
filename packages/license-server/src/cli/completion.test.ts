import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/** The program as it is installed. */
const PROGRAM = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

function completion(shell: string): string {
  const { status, stdout } = spawnSync(process.execPath, [PROGRAM, "completion", shell], { encoding: "utf8" });
  expect(status).toBe(0);
  return stdout;
}

/** What bash offers behind the words, the last of which is being typed. */
function offered(...words: string[]): readonly string[] {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const ask = `COMP_WORDS=(borrow-license ${quoted}); COMP_CWORD=${words.length}; _borrow_license; echo "\${COMPREPLY[@]}"`;
  const { status, stdout } = spawnSync("bash", ["-c", `${completion("bash")}\n${ask}`], { encoding: "utf8" });
  expect(status).toBe(0);
  return stdout.trim().split(" ");
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

  it("knows the same in zsh and in fish", () => {
    const zsh = completion("zsh");
    expect(zsh).toMatch(/^#compdef borrow-license\n/);
    expect(zsh).toContain('"license show"*) compadd -- --endpoint --region --json --version --versions --help ;;');
    const fish = completion("fish");
    expect(fish).toContain('complete -c borrow-license -n "__fish_use_subcommand" -a borrow\n');
    expect(fish).toContain('complete -c borrow-license -n "__fish_seen_subcommand_from serve" -l log-level\n');
  });

  it("ends with 2 for a shell that it does not know", () => {
    const { status, stderr } = spawnSync(process.execPath, [PROGRAM, "completion", "csh"], { encoding: "utf8" });
    expect([status, stderr.includes("Allowed choices are bash, zsh, fish.")]).toEqual([2, true]);
  });
});
