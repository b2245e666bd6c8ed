import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { freePort } from "../../rehearsals/src/free-port.ts";
import { installBuiltPackages } from "./installed-packages.ts";
import { type CodeBlock, codeBlocks } from "./markdown-code.ts";

/** The port of the licence server that the pages name. A story takes a free one in its place. */
const DOCUMENTED_PORT = /\b4010\b/g;
/** The port of a server that a page writes itself. */
const DOCUMENTED_OWN_PORT = /\b4011\b/g;

/** What a story gave: the exit code of its commands, and everything that they printed. */
export interface StoryResult {
  readonly exitCode: number | null;
  readonly output: string;
}

/**
 * A page as somebody follows it: its named blocks of code are files of an empty folder, its blocks in `sh` are one
 * session of a shell, in which `borrow-license serve` and a page's own server run in the background. What a page installs from npm is the built
 * packages of the repository.
 */
export class Story {
  readonly folder: string;
  readonly #workspace: string;
  readonly #port: string;
  readonly #ownPort: string;
  readonly #blocks: readonly CodeBlock[];

  private constructor(
    workspace: string,
    folder: string,
    [port, ownPort]: readonly [string, string],
    blocks: readonly CodeBlock[],
  ) {
    this.#workspace = workspace;
    this.folder = folder;
    this.#port = port;
    this.#ownPort = ownPort;
    this.#blocks = blocks;
  }

  /**
   * @param pages the page's text, after the texts of those that it says have to be followed first
   */
  static async begin(workspace: string, pages: readonly string[]): Promise<Story> {
    const parent = join(workspace, "tools", "site", "build", "stories");
    mkdirSync(parent, { recursive: true });
    const folder = mkdtempSync(join(parent, "story-"));
    const port = String(await freePort());
    const ownPort = String(await freePort());
    const blocks = pages.flatMap(codeBlocks).map((block) => ({
      ...block,
      text: block.text.replace(DOCUMENTED_PORT, port).replace(DOCUMENTED_OWN_PORT, ownPort),
    }));
    const story = new Story(workspace, folder, [port, ownPort], blocks);
    story.#install();
    return story;
  }

  /** Lines that the pages show as printed. A `…` stands for anything. */
  get shownLines(): readonly RegExp[] {
    return this.#blocks
      .filter(({ language }) => language === "text")
      .flatMap(({ text }) => text.split("\n"))
      .map((line) => new RegExp(line.split("…").map(escaped).join(".*")));
  }

  /** The blocks that are files. */
  get namedBlocks(): readonly CodeBlock[] {
    return this.#blocks.filter(({ file }) => file !== undefined);
  }

  /** The names of the TypeScript files of the pages. */
  get programs(): readonly string[] {
    return this.#blocks.flatMap(({ file }) => (file?.endsWith(".ts") ? [file] : []));
  }

  /** All commands of the pages. */
  get commands(): string {
    return this.#blocks.flatMap(({ language, text }) => (language === "sh" ? [text] : [])).join("\n");
  }

  /** The texts of the files of the pages. */
  get files(): readonly string[] {
    return this.#blocks.flatMap(({ file, text }) => (file === undefined ? [] : [text]));
  }

  /** Runs all commands of the pages, one after the other, until one fails. */
  async run(): Promise<StoryResult> {
    const script = this.#blocks
      .filter(({ language }) => language === "sh")
      .flatMap(({ text }) => text.split("\n"))
      .map((line) => this.#command(line))
      .join("\n");
    return this.execute("bash", [
      "-c",
      `set -euo pipefail\ntrap 'kill $(jobs -p) 2>/dev/null || true' EXIT\n${script}\n`,
    ]);
  }

  /** Runs a program in the story's folder. */
  async execute(program: string, args: readonly string[]): Promise<StoryResult> {
    const path = [join(this.folder, "bin"), dirname(process.execPath), join(this.folder, "node_modules", ".bin")];
    const child = spawn(program, args, {
      cwd: this.folder,
      env: { ...process.env, PATH: [...path, process.env["PATH"] ?? ""].join(delimiter), NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr, exitCode] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve)),
    ]);
    return { exitCode, output: `${stdout}${stderr}` };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  #command(line: string): string {
    // The packages are there already, as they were built.
    if (/^npm install\b/.test(line)) return "";
    // Whatever it answers, it listens.
    if (/^node \S*server\.ts$/.test(line)) {
      const ready = "curl --silent --output health --retry 60 --retry-delay 1 --retry-connrefused";
      return `${line} &\n${ready} http://127.0.0.1:${this.#ownPort}/`;
    }
    if (!/\bborrow-license serve\b/.test(line)) return line;
    const ready = `curl --silent --fail --output health --retry 60 --retry-delay 1 --retry-all-errors http://127.0.0.1:${this.#port}/healthz`;
    // What npx starts would go on when npx is ended.
    return `BORROW_LICENSE_PORT=${this.#port} ${line.replace(/^npx /, "")} &\n${ready}`;
  }

  #install(): void {
    for (const { file, text } of this.#blocks) if (file !== undefined) this.#write(file, `${text}\n`);
    // A page that makes no project says what the reader's own has to be.
    if (!/^npm init\b/m.test(this.commands)) this.#write("package.json", '{ "type": "module" }\n');
    installBuiltPackages(this.#workspace, this.folder);
    const packages = join(this.#workspace, "packages");
    this.#program("borrow-license", join(packages, "license-server", "dist", "program", "main.js"));
    this.#program("vitest", join(this.#workspace, "node_modules", "vitest", "vitest.mjs"));
  }

  #write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  #program(name: string, file: string): void {
    this.#write(`node_modules/.bin/${name}`, `#!/bin/sh\nexec "${process.execPath}" "${file}" "$@"\n`);
    chmodSync(join(this.folder, "node_modules", ".bin", name), 0o755);
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/ +/g, " +");
}
