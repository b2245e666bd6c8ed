import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { PROGRAM } from "../../test/installed-program.js";
import { createStudio } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import { startLicenseServer } from "../license-server.js";

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the program in a process of its own, for a server. */
type Run = (args: readonly string[], input?: string) => Promise<Ended>;

async function run(endpoint: string, args: readonly string[], input = ""): Promise<Ended> {
  const credentials = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "word", AWS_EC2_METADATA_DISABLED: "true" };
  const env = { PATH: process.env["PATH"], HOME: temporaryFolder(), ...credentials };
  const child = spawn(process.execPath, [PROGRAM, "license", ...args, "--endpoint", endpoint], { env });
  child.stdin.on("error", () => undefined).end(input);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status: status as number | null, stdout, stderr };
}

/** A server with licenses of these changes, in the order of their ARNs in a list. */
async function served(...changes: readonly Partial<typeof createStudio>[]): Promise<{ run: Run; arns: string[] }> {
  const server = await startLicenseServer({ issuer, dev: true });
  onTestFinished(() => server.close());
  const Validity = { Begin: "2020-01-01T00:00:00Z", End: "2100-01-01T00:00:00Z" };
  const arns: string[] = [];
  for (const [index, change] of changes.entries()) {
    const response = await fetch(server.url, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSLicenseManager.CreateLicense" },
      body: JSON.stringify({ ...createStudio, Validity, ClientToken: `create-${index}`, ...change }),
    });
    arns.push(((await response.json()) as { LicenseArn: string }).LicenseArn);
  }
  return { run: (args, input) => run(server.url, args, input), arns };
}

describe("borrow-license license list", () => {
  it("lists licenses for people, a line each, and as JSON", async () => {
    const { arns, run } = await served({});
    expect(await run(["list"])).toEqual({
      status: 0,
      stdout: `${arns[0]}  AVAILABLE  1  studio-2026  Example Ltd.\n`,
      stderr: "",
    });
    expect(JSON.parse((await run(["list", "--json"])).stdout)).toMatchObject([
      { LicenseArn: arns[0], LicenseName: "Studio for Example Ltd.", Version: "1" },
    ]);
  });

  it("lists those that meet every condition", async () => {
    const { arns, run } = await served({}, { ProductSKU: "other", Beneficiary: "Other Ltd." });
    const found = async (...args: string[]): Promise<readonly string[]> =>
      (JSON.parse((await run(["list", "--json", ...args])).stdout) as { LicenseArn: string }[]).map(
        ({ LicenseArn }) => LicenseArn,
      );
    expect(await found("--sku", "other")).toEqual([arns[1]]);
    expect(await found("--beneficiary", "Example Ltd.")).toEqual([arns[0]]);
    expect(await found("--beneficiary", "Example Ltd.", "--sku", "other")).toEqual([]);
    const fingerprint = "aws:000000000000:Example Software:issuer-fingerprint";
    expect(await found("--fingerprint", fingerprint, "--status", "AVAILABLE")).toEqual([...arns].sort());
    expect((await run(["list", "--status", "EXPIRED"])).stdout).toBe("There are no such licenses.\n");
  });

  it("goes on to further pages, up to a limit, and says that there are more", async () => {
    const { arns, run } = await served(...Array.from({ length: 103 }, () => ({})));
    const all = (await run(["list"])).stdout.trimEnd().split("\n");
    expect(all.map((line) => line.split("  ")[0])).toEqual([...arns].sort());
    const { stderr, stdout } = await run(["list", "--limit", "101"]);
    expect(stdout.trimEnd().split("\n")).toHaveLength(101);
    expect(stderr).toBe("Only the first 101 are shown; --limit shows more.\n");
  });

  it("ends with 3 and says why when the server refuses, and with 2 for a limit that is none", async () => {
    const { run } = await served();
    expect(await run(["list", "--status", "Available"])).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('"Available", which is no status'),
    });
    expect(await run(["list", "--limit", "0"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("from 1 to 9999999"),
    });
  });
});

describe("borrow-license license version", () => {
  it("changes the status and keeps all else", async () => {
    const { arns, run } = await served({ LicenseMetadata: [{ Name: "order", Value: "4711" }] });
    const [arn = ""] = arns;
    const before = JSON.parse((await run(["show", arn, "--json"])).stdout) as object;
    const { status, stdout } = await run(["version", arn, "--status", "SUSPENDED"]);
    expect([status, stdout]).toEqual([0, `License  ${arn}\nStatus   SUSPENDED\nVersion  2\n`]);
    const after: unknown = JSON.parse((await run(["show", arn, "--json"])).stdout);
    expect(after).toEqual({ ...before, Status: "SUSPENDED", Version: "2" });
  });

  it("changes what a file says, in YAML or JSON", async () => {
    const { arns, run } = await served({});
    const [arn = ""] = arns;
    const changed = await run(["version", arn, "-", "--json"], "LicenseName: Renewed\nClientToken: once\n");
    expect(JSON.parse(changed.stdout)).toEqual({ LicenseArn: arn, Status: "AVAILABLE", Version: "2" });
    expect((await run(["show", arn])).stdout).toContain("Name          Renewed\n");
  });

  it("keeps a suspended license suspended, and asks for the status of one that its validity made unavailable", async () => {
    const { arns, run } = await served({}, { Validity: { Begin: "2100-01-01T00:00:00Z" } });
    const [suspended = "", pending = ""] = arns;
    await run(["version", suspended, "--status", "SUSPENDED"]);
    const renamed = await run(["version", suspended, "-", "--json"], '{"LicenseName":"Renamed"}');
    expect(JSON.parse(renamed.stdout)).toMatchObject({ Status: "SUSPENDED", Version: "3" });
    expect(await run(["version", pending, "-"], '{"LicenseName":"Renamed"}')).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "borrow-license: The license is PENDING_AVAILABLE, which may come from its validity alone. " +
        "Give the new version's status with --status.\n",
    });
  });

  it("changes nothing where the version that it is for is not the latest", async () => {
    const { arns, run } = await served({});
    const [arn = ""] = arns;
    await run(["version", arn, "--status", "SUSPENDED"]);
    const { status, stderr } = await run(["version", arn, "--status", "AVAILABLE", "--source-version", "1"]);
    expect([status, stderr]).toEqual([
      3,
      expect.stringMatching(/^borrow-license: ConflictException: SourceVersion is "1", and the latest version/),
    ]);
  });

  it("ends with 2 where nothing changes", async () => {
    const { arns, run } = await served({});
    expect(await run(["version", arns[0] ?? ""])).toEqual({
      status: 2,
      stdout: "",
      stderr: "borrow-license: Say what changes: name a file, or a --status.\n",
    });
  });
});

describe("borrow-license license show", () => {
  it("shows every version, the latest first", async () => {
    const { arns, run } = await served({});
    const [arn = ""] = arns;
    await run(["version", arn, "--status", "SUSPENDED"]);
    const versions = JSON.parse((await run(["show", arn, "--versions", "--json"])).stdout) as { Version: string }[];
    expect(versions.map(({ Version }) => Version)).toEqual(["2", "1"]);
    const lines = (await run(["show", arn, "--versions"])).stdout.split("\n");
    expect(lines.filter((line) => /^(Status|Version|$)/.test(line))).toEqual([
      "Status        SUSPENDED",
      "Version       2",
      "",
      "Status        AVAILABLE",
      "Version       1",
      "",
    ]);
  });
});

describe("borrow-license license delete", () => {
  it("deletes a license, and says when that is complete", async () => {
    const { arns, run } = await served({});
    const [arn = ""] = arns;
    const { status, stdout } = await run(["delete", arn, "--source-version", "1"]);
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^License  ${arn}\nStatus   DELETED\nDeleted  \\d{4}-\\d\\d-\\d\\dT\\S+Z\n$`)),
    ]);
    const again = await run(["delete", arn, "--source-version", "1", "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ Status: "DELETED" });
  });

  it("wants to know the version that is to be deleted", async () => {
    const { arns, run } = await served({});
    expect(await run(["delete", arns[0] ?? ""])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("--source-version"),
    });
    expect(await run(["delete", arns[0] ?? "", "--source-version", "2"])).toMatchObject({ status: 3 });
  });
});
