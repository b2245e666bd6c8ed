import { startLicenseServer } from "@borrow-license/license-server";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { EXIT_CODES } from "../../src/cli/program.js";
import { CLAUSES, type ContractReport } from "../../src/index.js";
import { BROKEN_SERVERS } from "../setting/broken-servers.js";
import { program } from "../setting/run-program.js";
import { startTamperedServer } from "../setting/tampered-server.js";

/** The program, against the licence server in development over HTTP, and against servers that are not in order. */

let server: Awaited<ReturnType<typeof startLicenseServer>>;
beforeAll(async () => {
  server = await startLicenseServer({ port: 0, dev: true });
});
afterAll(() => server.close());

describe("the program", () => {
  it("says of the licence server that it keeps every clause, and leaves nothing there", async () => {
    const { code, out } = await program("--endpoint", server.url, "--runs", "5", "--json");
    const report = JSON.parse(out) as ContractReport;
    const others = report.results.filter(({ outcome }) => outcome !== "kept").map(({ id, outcome }) => [id, outcome]);
    expect(others).toEqual([
      ["authentication.unsigned", "skipped"],
      ["authentication.unknown-key", "skipped"],
      ["authentication.expired", "skipped"],
    ]);
    expect(report.results.map(({ id }) => id)).toEqual(CLAUSES.map(({ id }) => id));
    expect([code, report.isKept, report.leftBehind]).toEqual([EXIT_CODES.kept, true, []]);
  });

  it("names the clause that a server breaks, shows the request and the answer, and ends with 1", async () => {
    const tampering = BROKEN_SERVERS["borrow.partial"]?.();
    const broken = await startTamperedServer(tampering === undefined ? {} : { tampering });
    onTestFinished(() => broken.close());
    const { code, out } = await program("--endpoint", broken.url, "--only", "borrow", "--seed", "42");
    expect(code).toBe(1);
    expect(out).toContain("✗ borrow.partial: When only a part of the request can be granted, it gets");
    expect(out).toContain("CheckoutBorrowLicense should answer EntitlementNotAllowedException; it succeeded.");
    expect(out).toContain("> x-amz-target: AWSLicenseManager.CheckoutBorrowLicense");
    expect(out).toContain("15 kept, 1 broken, 0 not checked, 0 skipped");
    expect(out).toContain(
      `Check these again with: npx @borrow-license/contract-tests --endpoint ${broken.url} --seed 42 --runs 25 --only borrow.partial\n`,
    );
  });

  it("shrinks a generated case that breaks a clause, and repeats it with the seed", async () => {
    const tampering = BROKEN_SERVERS["validation.ListLicenses"]?.();
    const broken = await startTamperedServer(tampering === undefined ? {} : { tampering });
    onTestFinished(() => broken.close());
    const args = ["--endpoint", broken.url, "--only", "validation.ListLicenses", "--seed", "7"];
    const { code, out } = await program(...args);
    expect(code).toBe(1);
    expect(out).toContain("This is the smallest such case, after 1 cases and ");
    const request = (text: string): string | undefined => /^ *> \{.*$/m.exec(text)?.[0].trim();
    expect(request((await program(...args)).out)).toBe(request(out));
  });

  it("checks some clauses only, or leaves some out", async () => {
    const ids = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { out } = await program("--endpoint", server.url, "--json", ...args);
      return (JSON.parse(out) as ContractReport).results.map(({ id }) => id);
    };
    expect(await ids("--only", "return", "token.algorithm", "--skip", "return.twice")).toEqual([
      "token.algorithm",
      "return.gives-back",
      "return.too-early",
      "return.unknown",
    ]);
  });

  it("ends with 2 where the server cannot be reached, or refuses the key", async () => {
    const gone = await startTamperedServer();
    gone.close();
    const unreachable = await program("--endpoint", gone.url);
    expect(unreachable).toMatchObject({ code: 2, error: expect.stringMatching(/^error: .* gave no answer: .*\.\n$/) });
    const closed = await startTamperedServer({
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
    });
    onTestFinished(() => closed.close());
    const unsigned = await program("--endpoint", closed.url);
    expect(unsigned.error).toContain("The server refuses requests that are not signed: MissingAuthenticationToken");
    const wrong = ["--access-key-id", "AKIDOTHER", "--secret-access-key", "other"];
    const refused = await program("--endpoint", closed.url, ...wrong);
    expect(refused).toMatchObject({ code: 2, error: expect.stringContaining("The server refuses the credentials: ") });
  });

  it.each([
    [[], "Give the server's address with --endpoint <url>."],
    [["--endpoint", "licenses"], '--endpoint is "licenses", which is no http or https URL.'],
    [["--endpoint", "http://me:secret@localhost"], "--endpoint is one with a user name or password."],
    [["--endpoint", "http://localhost/?a=1"], '--endpoint is "http://localhost/?a=1". Leave out what begins with ?.'],
    [["--endpoint", "http://localhost", "--public-key", import.meta.filename], "has no key to verify with."],
    [["--endpoint", "http://localhost", "--authentication"], "--authentication needs an access key"],
    [
      ["--endpoint", "http://localhost", "--only", "token", "--skip", "token"],
      "Nothing is left to check with --only token --skip token.",
    ],
    [
      ["--endpoint", "http://localhost", "--only", "borrow.nothing"],
      'There is no clause "borrow.nothing". Those of borrow are: borrow.answer,',
    ],
    [["--endpoint", "http://localhost", "--runs", "0"], "Give a whole number from 1 on."],
    [
      ["--endpoint", "http://localhost", "--access-key-id", "A", "--secret-access-key", ""],
      "An access key has two parts.",
    ],
    [["--colour"], "unknown option '--colour'"],
  ])("explains what is wrong with the call %j, and ends with 2", async (args, message) => {
    const { code, error } = await program(...args);
    expect([code, error]).toEqual([2, expect.stringContaining(message)]);
  });

  it("lists the clauses, helps, and says which version it is", async () => {
    const listed = await program("--list");
    expect([listed.code, listed.out.match(/^\S+$/gm)]).toEqual([0, CLAUSES.map(({ id }) => id)]);
    const help = await program("--help");
    expect(help.code).toBe(0);
    expect(await program("--version")).toMatchObject({ code: 0, out: `${packageJson.version}\n` });
    for (const text of ["--endpoint <url>", "AWS_ACCESS_KEY_ID", "--seed <number>", "Exit codes:", "Examples:"]) {
      expect(help.out).toContain(text);
    }
  });
});

describe("the clauses", () => {
  it("have IDs of their own and a sentence each", () => {
    expect(new Set(CLAUSES.map(({ id }) => id)).size).toBe(CLAUSES.length);
    for (const { id, sentence } of CLAUSES) expect([id, sentence]).toEqual([id, expect.stringMatching(/^[A-Z].*\.$/)]);
  });
});
