import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runContractTests } from "../../src/index.js";
import { BROKEN_SERVERS } from "../setting/broken-servers.js";
import { program } from "../setting/run-program.js";
import { startTamperedServer, type Tampering } from "../setting/tampered-server.js";

/** What the report says to call repeats what it says. */

async function brokenServer(tampering: Tampering): Promise<string> {
  const server = await startTamperedServer({ tampering });
  onTestFinished(() => server.close());
  return server.url;
}

/** The arguments that a report advises. */
function advised(out: string): readonly string[] {
  const [, command = ""] = /^Check these again with: npx @borrow-license\/contract-tests (.*)$/m.exec(out) ?? [];
  return command.split(" ");
}

const named = (out: string): readonly string[] => [...out.matchAll(/^ {2}[✗?] (\S+):/gm)].map(([, id = ""]) => id);

const withoutRequestId: Tampering = {
  answer: ({ headers }, { operation }) => {
    if (operation === "CheckoutBorrowLicense") headers.delete("x-amzn-requestid");
  },
};

describe("the command that a report advises names the same clauses again", () => {
  it.each([
    ["protocol.request-id", withoutRequestId],
    ["protocol.error-status", BROKEN_SERVERS["protocol.error-status"]?.()],
    ["borrow.partial", BROKEN_SERVERS["borrow.partial"]?.()],
  ])("where a server breaks %s", async (id, tampering = {}) => {
    const url = await brokenServer(tampering);
    const first = await program("--endpoint", url, "--seed", "7", "--runs", "2");
    expect([first.code, named(first.out)]).toEqual([1, [id]]);
    expect(advised(first.out)).toEqual(["--endpoint", url, "--seed", "7", "--runs", "2", "--only", id]);
    const again = await program(...advised(first.out));
    expect([again.code, named(again.out)]).toEqual([1, [id]]);
    expect(again.out).toContain("0 kept, 1 broken, 0 not checked, 0 skipped");
  });

  it("with what else the call had", async () => {
    const server = await startTamperedServer();
    onTestFinished(() => server.close());
    const folder = await mkdtemp(join(tmpdir(), "check-again-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const keys = join(folder, "public-key.pem");
    await writeFile(keys, server.publicKeyPem);
    const { out } = await program(
      ...["--endpoint", server.url, "--seed", "7", "--runs", "2", "--region", "xx-none-1", "--timeout", "20"],
      ...["--only", "borrow", "--skip", "borrow.unknown-license", "borrow.status", "--public-key", keys],
    );
    expect(advised(out).join(" ")).toMatch(
      /^--endpoint \S+ --seed 7 --runs 2 --region xx-none-1 --skip borrow\.unknown-license borrow\.status --only borrow\.answer .*borrow\.validity --public-key \S+ --timeout 20$/,
    );
  });
});

it("clauses that are looked for in every answer have the answers of all other clauses by themselves, but of those to skip", async () => {
  const asked: string[] = [];
  const url = await brokenServer({
    request: ({ operation }) => {
      asked.push(operation);
      return undefined;
    },
  });
  const operations = async (skip: readonly string[]): Promise<readonly string[]> => {
    asked.length = 0;
    const { isKept, results } = await runContractTests({ endpoint: url, runs: 3, only: ["protocol.outputs"], skip });
    expect([isKept, results.map(({ id }) => id)]).toEqual([true, ["protocol.outputs"]]);
    return asked;
  };
  expect(await operations([])).toContain("ExtendLicenseConsumption");
  expect(await operations(["protocol.valid-inputs", "protocol.wrong-type", "validation", "checkout"])).not.toContain(
    "ExtendLicenseConsumption",
  );
});

it("the same seed makes the same generated requests, byte for byte", async () => {
  const bodies: string[] = [];
  const url = await brokenServer({
    request: ({ body }) => {
      bodies.push(body);
      return undefined;
    },
  });
  const only = ["validation", "protocol.wrong-type", "protocol.valid-inputs"];
  const requests = async (seed: number): Promise<readonly string[]> => {
    bodies.length = 0;
    await runContractTests({ endpoint: url, seed, runs: 5, only });
    // The one about the signature's method is not generated, and is called with a ClientToken of its own.
    return bodies.filter((body) => !body.includes("contract-test-node"));
  };
  const first = await requests(11);
  expect(first.length).toBeGreaterThan(60);
  expect(await requests(11)).toEqual(first);
  expect(await requests(12)).not.toEqual(first);
});
