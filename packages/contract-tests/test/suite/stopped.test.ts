import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { type ContractReport, reportText, runContractTests } from "../../src/index.js";
import { startRawServer } from "../setting/raw-server.js";
import { startTamperedServer, type Tampering } from "../setting/tampered-server.js";

const PROGRAM = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

/** What happens on a server: the statuses of licenses, by ARN, and the moment of the first borrow. */
async function watchedServer(onBorrow: () => void): Promise<{ url: string; licenses: Map<unknown, string> }> {
  const licenses = new Map<unknown, string>();
  let isFirst = true;
  const tampering: Tampering = {
    answer({ json, status }, { input, operation }) {
      if (status !== 200 || typeof json === "string") return;
      if (operation === "CreateLicense") licenses.set(json["LicenseArn"], "AVAILABLE");
      if (operation === "DeleteLicense") licenses.set(input["LicenseArn"], String(json["Status"]));
      if (operation === "CheckoutBorrowLicense" && isFirst) {
        isFirst = false;
        onBorrow();
      }
    },
  };
  const server = await startTamperedServer({ tampering });
  onTestFinished(() => server.close());
  return { url: server.url, licenses };
}

/** The program, as it is built, in a process of its own. */
async function startProgram(url: string) {
  const child = spawn(process.execPath, [PROGRAM, "--endpoint", url, "--runs", "2"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
  const closed = once(child, "close") as Promise<[number | null]>;
  return {
    child,
    ended: closed.then(async ([code]) => {
      const [out, error] = await outputs;
      return { code, out, error };
    }),
  };
}

describe("a run that is stopped", () => {
  it("deletes what it created, and says what it did not check", async () => {
    const stop = new AbortController();
    const { licenses, url } = await watchedServer(() => stop.abort());
    const { isKept, leftBehind, results } = await runContractTests({ endpoint: url, runs: 2, signal: stop.signal });
    expect(licenses.size).toBeGreaterThan(3);
    expect([...new Set(licenses.values())]).toEqual(["DELETED"]);
    const result = (wanted: string) => results.find(({ id }) => id === wanted);
    expect(result("license.create")?.outcome).toBe("kept");
    for (const id of ["borrow.partial", "protocol.request-id"]) {
      expect(result(id)).toMatchObject({ outcome: "unchecked", reason: "The run was stopped before." });
    }
    expect([isKept, leftBehind]).toEqual([false, []]);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s cleans up, reports and ends with %i", async (signal, code) => {
    let stop = (): void => {};
    const { licenses, url } = await watchedServer(() => stop());
    const { child, ended } = await startProgram(url);
    stop = () => void child.kill(signal);
    const result = await ended;
    expect(result).toMatchObject({ code, error: expect.stringMatching(/^Stopped\. What was created .*\n$/) });
    expect(result.out).toContain("  ✓ license.create: ");
    expect([...new Set(licenses.values())]).toEqual(["DELETED"]);
  });

  it("while the server gives no first answer ends at once", async () => {
    let stop = (): void => {};
    const server = await startRawServer(() => stop());
    onTestFinished(() => server.close());
    const { child, ended } = await startProgram(server.url);
    stop = () => void child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 130, out: "" });
  });
});

it("a whole run says which licenses are deleted later, because what was borrowed cannot be returned", async () => {
  const { licenses, url } = await watchedServer(() => {});
  const report: ContractReport = await runContractTests({ endpoint: url, runs: 2, only: ["return"] });
  const later = [...licenses].filter(([, status]) => status !== "DELETED");
  expect(later.map(([, status]) => status)).toEqual(["PENDING_DELETE", "PENDING_DELETE"]);
  expect(report.deletedLater).toEqual(later.map(([arn]) => arn));
  expect([report.isKept, report.leftBehind]).toEqual([true, []]);
  const [first, second] = report.deletedLater;
  expect(reportText(report)).toContain(
    `\nThese licenses are deleted when what was checked out of them expires:\n  ${first}\n  ${second}\n`,
  );
});
