import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { folderUntilTheEnd } from "../../test/folders.js";
import { createStudio } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import { type RunningLicenseServer, startLicenseServer } from "../license-server.js";
import { COMMANDS } from "./commands.js";
import { EXIT_CODES } from "./exit-codes.js";
import { run } from "./program.js";

const README = readFileSync(join(import.meta.dirname, "..", "..", "README.md"), "utf8");

const folder = folderUntilTheEnd();

/** A command that does something, by the words that lead to it. */
interface Leaf {
  readonly path: string;
  readonly command: Command;
}

function leaves(command: Command, path: string): readonly Leaf[] {
  if (command.commands.length === 0) return [{ path, command }];
  return command.commands.flatMap((child) => leaves(child, `${path} ${child.name()}`));
}

const ALL: readonly Leaf[] = (
  await Promise.all(COMMANDS.map(async ({ load, name }) => leaves(await load(), name)))
).flat();

interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the program within this process. */
async function call(...args: readonly string[]): Promise<Ended> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const written = (pieces: string[]) => (piece: unknown) => {
    pieces.push(String(piece));
    return true;
  };
  const logged = (pieces: string[]) => (line: unknown) => {
    pieces.push(`${String(line)}\n`);
  };
  const spies = [
    vi.spyOn(process.stdout, "write").mockImplementation(written(stdout)),
    vi.spyOn(process.stderr, "write").mockImplementation(written(stderr)),
    vi.spyOn(console, "log").mockImplementation(logged(stdout)),
    vi.spyOn(console, "error").mockImplementation(logged(stderr)),
  ];
  try {
    return { exitCode: await run(args), stdout: stdout.join(""), stderr: stderr.join("") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

describe("every command", () => {
  it.each(ALL)("$path explains itself, and each of its arguments and options", async ({ command, path }) => {
    expect(command.description()).toMatch(/^[A-Z].*\.$/);
    for (const { description, flags } of command.options) expect(description, flags).not.toBe("");
    for (const argument of command.registeredArguments) expect(argument.description, argument.name()).not.toBe("");
    const { exitCode, stderr, stdout } = await call(...path.split(" "), "--help");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`Usage: borrow-license ${path} `);
    expect(stdout).toMatch(new RegExp(`^Examples?:\\n  .*borrow-license ${path.split(" ")[0]} `, "m"));
    expect(stdout).toContain(
      "Exit codes: 0 done, 1 failed, 2 called or configured wrongly, 3 refused by the server, 4 not valid.",
    );
  });

  it.each(ALL)("$path says what is wrong with how it is called, as text and as JSON", async ({ path }) => {
    const wrong = "(?:unknown option '--no-such-option'|required option '[^']+' not specified)";
    const asText = await call(...path.split(" "), "--no-such-option");
    expect(asText).toMatchObject({ exitCode: 2, stdout: "" });
    expect(asText.stderr).toMatch(new RegExp(`^error: ${wrong}\\nRun it with --help to see what it takes\\.\\n$`));
    const asJson = await call(...path.split(" "), "--json", "--no-such-option");
    expect(asJson).toMatchObject({ exitCode: 2, stdout: "" });
    expect(JSON.parse(asJson.stderr)).toEqual({
      error: { code: "usage", message: expect.stringMatching(new RegExp(`^${wrong}$`)) },
      exitCode: 2,
    });
  });
});

describe("every command with --json", () => {
  const file = (name: string): string => join(folder, name);
  const data = ["--data", file("data")];
  let server: RunningLicenseServer;
  let endpoint: readonly string[] = [];
  let arn = "";
  let lease = "";
  let accessKeyId = "";

  beforeAll(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "any");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "any");
    vi.stubEnv("AWS_CONFIG_FILE", file("none"));
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", file("none"));
    mkdirSync(file("data"), { mode: 0o700 });
    server = await startLicenseServer({ dataFolder: file("data"), issuer, dev: true });
    endpoint = ["--endpoint", server.url];
    writeFileSync(file("key.pem"), await issuer.publicKeyPem());
    const Validity = { Begin: "2020-01-01T00:00:00Z", End: "2100-01-01T00:00:00Z" };
    writeFileSync(file("studio.json"), JSON.stringify({ ...createStudio, Validity }));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.close();
  });

  /** What each prints, in an order in which each finds what it needs. */
  const CALLS: readonly (readonly [path: string, args: () => readonly string[], expected: unknown])[] = [
    ["license create", () => [file("studio.json"), ...endpoint], { Status: "AVAILABLE", Version: "1" }],
    ["license list", () => endpoint, [{ ProductSKU: "studio-2026" }]],
    ["license show", () => [arn, ...endpoint], { LicenseName: "Studio for Example Ltd." }],
    ["license version", () => [arn, "--status", "AVAILABLE", ...endpoint], { Version: "2" }],
    [
      "borrow",
      () => [arn, "--entitlement", "seats=2", "--node-id", "n", "--out", file("token.jwt"), ...endpoint],
      { NodeId: "n" },
    ],
    ["license usage", () => [arn, ...endpoint], { EntitlementUsages: [{ Name: "seats", ConsumedValue: "2" }, {}] }],
    [
      "verify",
      () => [file("token.jwt"), "--key", file("key.pem"), "--node-id", "n"],
      { valid: true, claims: { nodeId: "n" } },
    ],
    ["inspect", () => [file("token.jwt")], { payload: { nodeId: "n" } }],
    ["leases", () => data, [{ nodeId: "n", holdings: [{ entitlement: "seats", amount: 2 }] }]],
    ["return", () => [lease, ...endpoint], { returned: true }],
    ["license delete", () => [arn, "--source-version", "2", ...endpoint], { Status: "DELETED" }],
    ["keys create", () => ["acme", "--bits", "2048", ...data], { name: "acme", version: 1 }],
    ["keys list", () => data, [{ name: "acme" }]],
    ["keys show", () => ["acme", ...data], [{ name: "acme", state: "signing" }]],
    ["keys rotate", () => ["acme", "--bits", "2048", ...data], { name: "acme", version: 2 }],
    ["keys export", () => ["acme", "--format", "pem", ...data], { format: "pem", keyIds: [{}, {}] }],
    ["keys retire", () => ["acme", ...data], [{ name: "acme" }, { name: "acme" }]],
    ["access-keys create", () => [...data, "--description", "builds"], { account: "000000000000" }],
    ["access-keys list", () => data, [{ description: "builds", status: "active" }]],
    ["access-keys disable", () => [accessKeyId, ...data], { outcome: "disabled" }],
    ["access-keys enable", () => [accessKeyId, ...data], { outcome: "enabled" }],
    ["access-keys delete", () => [accessKeyId, ...data], { outcome: "deleted" }],
    ["audit", () => [...data, "--limit", "1"], [{ operation: "DeleteAccessKey", outcome: "deleted" }]],
    ["doctor", () => data, { findings: [] }],
    ["backup", () => [...data, file("backup.sqlite")], { backup: file("backup.sqlite") }],
    ["restore", () => ["--data", file("other"), file("backup.sqlite")], { backup: file("backup.sqlite") }],
    ["serve", () => ["--print-config"], { port: { value: 4010, source: "default" } }],
    ["completion", () => ["bash"], { shell: "bash" }],
  ];

  it("is called here", () => {
    expect(CALLS.map(([path]) => path).sort()).toEqual(ALL.map(({ path }) => path).sort());
  });

  it.each(CALLS)("%s prints one JSON document", async (path, args, expected) => {
    const { exitCode, stdout } = await call(...path.split(" "), ...args(), "--json");
    expect(exitCode).toBe(0);
    const printed: unknown = JSON.parse(stdout);
    expect(printed).toMatchObject(expected as object);
    const {
      LicenseArn = arn,
      LicenseConsumptionToken = lease,
      accessKeyId: key = accessKeyId,
    } = printed as Record<string, string>;
    [arn, lease, accessKeyId] = [LicenseArn, LicenseConsumptionToken, key];
  });

  it("says as JSON what failed, with the exit code and the request that the server refused", async () => {
    const failed = async (...args: readonly string[]): Promise<unknown> => {
      const { stderr, stdout } = await call(...args, "--json");
      expect(stdout).toBe("");
      return JSON.parse(stderr);
    };
    expect(await failed("license", "show", "arn:aws:license-manager::000000000000:license:l-0", ...endpoint)).toEqual({
      error: {
        code: "InvalidParameterValueException",
        message: expect.stringMatching(/^InvalidParameterValueException: LicenseArn/),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
      exitCode: EXIT_CODES.refused,
    });
    expect(await failed("verify", file("token.jwt"), "--key", file("key.pem"), "--node-id", "other")).toEqual({
      error: { code: "wrong-node", message: expect.stringMatching(/^Not valid/) },
      exitCode: EXIT_CODES.invalid,
    });
    expect(await failed("leases", "--data", file("missing"))).toEqual({
      error: { code: "failed", message: expect.stringMatching(/^There is no database/) },
      exitCode: EXIT_CODES.failed,
    });
    expect(await failed("serve", "--config", file("none"))).toMatchObject({
      error: { code: "configuration-invalid", problems: [expect.stringContaining("cannot be read")] },
      exitCode: EXIT_CODES.misused,
    });
    expect(await failed("license", "shwo")).toEqual({
      error: { code: "usage", message: "unknown command 'shwo'\n(Did you mean show?)" },
      exitCode: EXIT_CODES.misused,
    });
  });
});

it("the README's configuration of a service is one", async () => {
  const [, yaml = ""] = /```yaml\n(data: .*?)```/s.exec(README) ?? [];
  const file = join(folder, "borrow-license.yaml");
  writeFileSync(file, yaml);
  const { exitCode, stdout } = await call("serve", "--config", file, "--print-config", "--json");
  expect(exitCode).toBe(0);
  const printed = JSON.parse(stdout) as Record<string, { readonly value: unknown; readonly source: string }>;
  const given = Object.entries(printed).filter(([, { source }]) => source === "file");
  expect(given).toHaveLength(yaml.trimEnd().split("\n").length);
  expect(printed["rateLimits"]?.value).toEqual({ "*": "50/100" });
});

it("the README has every command and every exit code", () => {
  for (const { path } of ALL) expect(README).toMatch(new RegExp(`\`${path}[ \`]`));
  for (const exitCode of Object.values(EXIT_CODES)) expect(README).toMatch(new RegExp(`^\\| ${exitCode} \\| `, "m"));
});
