import { spawn } from "node:child_process";
import { once } from "node:events";
import { userInfo } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { text } from "node:stream/consumers";
import { pino } from "pino";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { PROGRAM } from "../../test/installed-program.js";
import { borrowSeats, createStudio } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import { startLicenseServer } from "../license-server.js";
import { openStorage } from "../storage/open-storage.js";
import { moment } from "./moment-option.js";

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { PATH: process.env["PATH"] } });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status: status as number | null, stdout, stderr };
}

async function eventsOf(...args: string[]): Promise<readonly Record<string, unknown>[]> {
  return JSON.parse((await run("audit", "--json", ...args)).stdout) as Record<string, unknown>[];
}

describe("borrow-license audit", () => {
  it("shows what was changed by requests and by commands, while the server runs", async () => {
    const dataFolder = temporaryFolder();
    const server = await startLicenseServer({ dataFolder, issuer, dev: true });
    onTestFinished(() => server.close());
    const call = async (operation: string, input: unknown): Promise<Record<string, string>> => {
      const headers = {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": `AWSLicenseManager.${operation}`,
      };
      const response = await fetch(server.url, { method: "POST", headers, body: JSON.stringify(input) });
      return { requestId: response.headers.get("x-amzn-requestid") ?? "", ...((await response.json()) as object) };
    };
    const Validity = { Begin: "2020-01-01T00:00:00Z", End: "2100-01-01T00:00:00Z" };
    const { LicenseArn: arn = "" } = await call("CreateLicense", { ...createStudio, Validity });
    const borrowed = await call("CheckoutBorrowLicense", borrowSeats("2", "token-1", arn));
    const { LicenseConsumptionToken: lease = "" } = borrowed;
    const created = await run("access-keys", "create", "--data", dataFolder, "--description", "builds", "--json");
    const { accessKeyId, secretAccessKey } = JSON.parse(created.stdout) as Record<string, string>;

    const all = await run("audit", "--data", dataFolder);
    expect([all.status, all.stderr]).toEqual([0, ""]);
    const [third = "", second = "", first = "", end] = all.stdout.split("\n");
    const time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";
    const account = "000000000000";
    expect(third).toMatch(
      new RegExp(
        `^3  ${time}  CreateAccessKey  created  ${account}  user ${userInfo().username}  ${accessKeyId}  Description=builds  Policy=\\{`,
      ),
    );
    expect(second).toMatch(
      new RegExp(
        `^2  ${time}  CheckoutBorrowLicense  granted  ${account}  -  ${arn}  ${lease}  Version=1  Expiration=${time}$`,
      ),
    );
    expect(first).toMatch(
      new RegExp(`^1  ${time}  CreateLicense  created  ${account}  -  ${arn}  Version=1  Status=AVAILABLE$`),
    );
    expect(end).toBe("");
    expect(all.stdout).not.toContain(secretAccessKey);
    expect(await eventsOf("--data", dataFolder, "--lease", lease)).toEqual([
      {
        id: 2,
        at: borrowed["IssuedAt"],
        account,
        requestId: borrowed["requestId"],
        operation: "CheckoutBorrowLicense",
        licenseArn: arn,
        lease,
        outcome: "granted",
        details: { Version: "1", Expiration: borrowed["Expiration"] },
      },
    ]);
    const ofKey = ["--key", accessKeyId ?? "", "--operation", "CreateAccessKey", "--account", account];
    expect(await eventsOf("--data", dataFolder, ...ofKey, "--since", "1h", "--until", "2100-01-01")).toMatchObject([
      { id: 3, osUser: userInfo().username, keyId: accessKeyId },
    ]);
    const others = ["--license", arn, "--request", "other", "--access-key", "BLAK0000000000000000"];
    expect((await run("audit", "--data", dataFolder, ...others)).stdout).toBe("There are no such events.\n");
  });

  it("goes on with the next page where it says that there are more", async () => {
    const data = temporaryFolder();
    const storage = await openStorage({ database: join(data, "licenses.sqlite") });
    onTestFinished(() => storage.close());
    const key = { account: "123456789012", description: "", sealedSecret: "v1.", policy: "{}", createdAt: 100 };
    for (let index = 1; index <= 1002; index += 1) await storage.accessKeys.add({ ...key, id: `BLAK${index}` });
    const first = await run("audit", "--data", data, "--limit", "2", "--json");
    expect(first.stderr).toBe("Only the latest 2 events are shown; --before 1001 shows those before.\n");
    expect((JSON.parse(first.stdout) as { keyId: string }[]).map(({ keyId }) => keyId)).toEqual([
      "BLAK1002",
      "BLAK1001",
    ]);
    const rest = await eventsOf("--data", data, "--before", "1001", "--limit", "9999999");
    expect(rest.map(({ keyId }) => keyId)).toEqual(Array.from({ length: 1000 }, (_, index) => `BLAK${1000 - index}`));
  });

  it("tells whether the log is as the server sealed it", async () => {
    const dataFolder = temporaryFolder();
    const lines: string[] = [];
    const logger = pino({}, { write: (line: string) => lines.push(line) });
    const server = await startLicenseServer({ dataFolder, issuer, logger });
    await server.close();
    const { seal } = lines.map((line) => JSON.parse(line) as { seal?: string }).find((line) => "seal" in line) ?? {};
    await run("access-keys", "create", "--data", dataFolder);
    const fine = await run("audit", "--verify", "--seal", seal ?? "", "--data", dataFolder);
    expect([fine.status, fine.stderr]).toEqual([0, ""]);
    expect(fine.stdout).toMatch(
      new RegExp(`^Sealed +1 events\nNot sealed yet +1 events\nLast seal +${seal}, made at \\d{4}\\S+Z\n$`),
    );
    const database = new DatabaseSync(join(dataFolder, "licenses.sqlite"));
    database.exec("DROP TRIGGER audit_event_unchanged; UPDATE audit_event SET account = '999999999999' WHERE id = 1");
    database.close();
    const changed = await run("audit", "--verify", "--data", dataFolder, "--json");
    expect(changed.status).toBe(4);
    expect(JSON.parse(changed.stdout)).toMatchObject({
      sealedEvents: 1,
      unsealedEvents: 1,
      problems: ["Seal 1 does not fit: the events 1 to 1, or the seal, are not as they were."],
    });
    expect(JSON.parse(changed.stderr)).toEqual({
      error: { code: "invalid", message: "The audit log is not as it was sealed: 1 problem." },
      exitCode: 4,
    });
  });

  it("ends with 2 for a moment or a number that is none, and with 1 where there is no database", async () => {
    const folder = join(temporaryFolder(), "missing");
    expect(await run("audit", "--since", "yesterday")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Give a moment such as 2026-01-31, 2026-01-31T12:00:00Z, 90m, 24h or 7d."),
    });
    expect(await run("audit", "--before", "first")).toMatchObject({ status: 2 });
    expect(await run("audit", "--verify", "--seal", "1")).toMatchObject({ status: 2 });
    expect(await run("audit", "--data", folder)).toEqual({
      status: 1,
      stdout: "",
      stderr: `borrow-license: There is no database in the folder ${folder}. Name the server's folder with --data.\n`,
    });
  });
});

describe("a moment", () => {
  it("is a date, a date and time with a zone, or how long ago it was", () => {
    const now = 1_780_315_200_500;
    expect(moment("2026-06-01", now)).toBe(1_780_272_000);
    expect(moment("2026-06-01T14:00:00+02:00", now)).toBe(1_780_315_200);
    expect(moment("2026-06-01T12:00Z", now)).toBe(1_780_315_200);
    expect(moment("90m", now)).toBe(1_780_309_800);
    expect(moment("24h", now)).toBe(1_780_228_800);
    expect(moment("7d", now)).toBe(1_779_710_400);
  });

  it.each(["", "2026", "2026-02-30x", "2026-13-01", "2026-06-01T12:00:00", "0h", "7w"])("is not %j", (text) => {
    expect(() => moment(text)).toThrow("Give a moment such as");
  });
});
