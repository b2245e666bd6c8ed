import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { PROGRAM } from "../../test/installed-program.js";
import { borrowSeats, createStudio } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import { type RunningLicenseServer, startLicenseServer } from "../license-server.js";

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function leases(...args: string[]): Ended {
  const { status, stderr, stdout } = spawnSync(process.execPath, [PROGRAM, "leases", ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

async function call({ url }: RunningLicenseServer, operation: string, input: unknown): Promise<Record<string, string>> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSLicenseManager.${operation}` },
    body: JSON.stringify(input),
  });
  return (await response.json()) as Record<string, string>;
}

it("leases shows who holds what until when, while the server runs, and nothing that was returned", async () => {
  const dataFolder = temporaryFolder();
  const server = await startLicenseServer({ dataFolder, issuer, dev: true });
  onTestFinished(() => server.close());
  expect(leases("--data", dataFolder)).toEqual({ status: 0, stdout: "Nothing is borrowed.\n", stderr: "" });
  const Validity = { Begin: "2020-01-01T00:00:00Z", End: "2100-01-01T00:00:00Z" };
  const { LicenseArn: arn = "" } = await call(server, "CreateLicense", { ...createStudio, Validity });
  const first = await call(server, "CheckoutBorrowLicense", borrowSeats("2", "token-1", arn));
  const second = await call(server, "CheckoutBorrowLicense", borrowSeats("1", "token-2", arn));
  await call(server, "CheckInLicense", { LicenseConsumptionToken: second["LicenseConsumptionToken"] });

  const { stdout } = leases("--data", dataFolder);
  const [header = "", line = "", ...others] = stdout.trimEnd().split("\n");
  expect(others).toEqual([]);
  expect(header.trim().split(/ {2,}/)).toEqual(["EXPIRES", "ACCOUNT", "NODE", "HOLDS", "LEASE", "LICENSE"]);
  const lease = first["LicenseConsumptionToken"] ?? "";
  expect(line.split(/ {2,}/)).toEqual([first["Expiration"], "000000000000", "workstation-7", "seats=2", lease, arn]);
  // What is under a name begins where the name does.
  expect([line.indexOf("workstation-7"), line.indexOf(lease)]).toEqual([
    header.indexOf("NODE"),
    header.indexOf("LEASE"),
  ]);
  expect(JSON.parse(leases("--data", dataFolder, "--license", arn, "--json").stdout)).toMatchObject([
    {
      consumptionToken: first["LicenseConsumptionToken"],
      licenseArn: arn,
      nodeId: "workstation-7",
      holdings: [{ entitlement: "seats", amount: 2 }],
    },
  ]);
  expect(leases("--data", dataFolder, "--license", "arn:other").stdout).toBe("Nothing is borrowed.\n");
  await call(server, "CheckoutBorrowLicense", borrowSeats("1", "token-3", arn));
  const limited = leases("--data", dataFolder, "--limit", "1");
  expect(limited.stdout.trimEnd().split("\n")).toHaveLength(2);
  expect(limited.stderr).toBe("Only the first 1 are shown; --limit shows more.\n");
});

it("leases shows which lease lasts until it is returned", async () => {
  const dataFolder = temporaryFolder();
  const server = await startLicenseServer({ dataFolder, issuer, dev: true });
  onTestFinished(() => server.close());
  const Validity = { Begin: "2020-01-01T00:00:00Z" };
  await call(server, "CreateLicense", { ...createStudio, Validity, ConsumptionConfiguration: {} });
  await call(server, "CheckoutLicense", {
    ProductSKU: "studio-2026",
    CheckoutType: "PERPETUAL",
    KeyFingerprint: "aws:000000000000:Example Software:issuer-fingerprint",
    Entitlements: [{ Name: "seats", Value: "1", Unit: "Count" }],
    ClientToken: "checkout",
  });
  expect(leases("--data", dataFolder).stdout).toMatch(
    /\nwhen returned {2}000000000000 {2}- {5}seats=1 {2}[0-9a-f]{32} {2}arn:aws:license-manager\S+\n$/,
  );
  const [lease] = JSON.parse(leases("--data", dataFolder, "--json").stdout) as object[];
  expect(lease).toMatchObject({ kind: "PERPETUAL" });
  expect(lease).not.toHaveProperty("expiration");
});

it("leases ends with 1 where there is no database, and makes none", () => {
  const folder = join(temporaryFolder(), "missing");
  expect(leases("--data", folder)).toEqual({
    status: 1,
    stdout: "",
    stderr: `borrow-license: There is no database in the folder ${folder}. Name the server's folder with --data.\n`,
  });
  expect(existsSync(folder)).toBe(false);
});

it("leases ends with 2 for a limit that is none", () => {
  expect(leases("--limit", "0")).toMatchObject({ status: 2, stderr: expect.stringContaining("from 1 to 9999999") });
});
