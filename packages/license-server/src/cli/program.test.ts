import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { PROGRAM } from "../../test/installed-program.js";

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: string[]): Ended {
  const { status, stderr, stdout } = spawnSync(process.execPath, [PROGRAM, ...args], { encoding: "utf8" });
  return { status, stdout, stderr };
}

const HINT = "Run it with --help to see what it takes.\n";

describe("borrow-license", () => {
  it("prints help and its version", () => {
    expect(run("--help")).toMatchObject({
      status: 0,
      stderr: "",
      stdout: expect.stringContaining("serve          run the license server"),
    });
    expect(run("--version")).toEqual({ status: 0, stderr: "", stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it("prints help and fails when it is not told what to do", () => {
    expect(run()).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("serve          run the license server"),
    });
  });

  it("refuses what it does not know, and says what may have been meant", () => {
    expect(run("serv")).toEqual({
      status: 2,
      stdout: "",
      stderr: `error: unknown command 'serv'\n(Did you mean serve?)\n${HINT}`,
    });
  });
});

it("the program ends in silence where nobody reads on, as behind a pipe to head", async () => {
  const child = spawn(process.execPath, [PROGRAM, "serve", "--help"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  const [stderr, [status]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect([status, stderr]).toEqual([0, ""]);
});

describe("borrow-license serve", () => {
  it("explains every option, and who may call it", () => {
    const { status, stdout } = run("serve", "--help");
    expect(status).toBe(0);
    for (const flag of ["--port", "--host", "--data", "--account", "--region", "--peer", "--log-level"]) {
      expect(stdout).toContain(`${flag} <`);
    }
    expect(stdout).toContain("With --dev it accepts any credentials.");
  });

  it.each([
    ["--port", "port", "abc", "Give a whole number from 1 to 65535, or 0 for a free port."],
    ["--port", "port", "65536", "Give a whole number from 1 to 65535, or 0 for a free port."],
    ["--account", "account", "12345", 'Give 12 digits, such as 123456789012; in a file in quotes, "123456789012".'],
    ["--region", "region", "US", "Give lower-case letters, digits and hyphens, such as us-east-1."],
    ["--peer", "peer", "eu-west-1", "Give a region and an endpoint, such as eu-west-1=https://licenses.example.com."],
    ["--data", "folder", "", "Name a folder, or leave the option out."],
    ["--log-level", "log level", "loud", "Give fatal, error, warn, info, debug, trace or silent."],
  ])("refuses %s with a %s of %j", (flag, _what, value, remedy) => {
    const { status, stderr } = run("serve", flag, value);
    expect(status).toBe(2);
    expect(stderr).toMatch(new RegExp(`^error: option '${flag} <[^>]+>' argument '${value}' is invalid\\. `));
    expect(stderr.endsWith(` ${remedy}\n${HINT}`)).toBe(true);
  });

  it("refuses limits for what is no operation, which would never apply", () => {
    const data = join(temporaryFolder(), "data");
    const { status, stderr } = run("serve", "--rate-limit", "CheckoutBorowLicense=5", "--data", data);
    expect(status).toBe(2);
    expect(stderr).toContain(
      "error: --rate-limit names CheckoutBorowLicense, which is no operation. Give * or one of ",
    );
    expect(existsSync(data)).toBe(false);
  });

  it("makes no signing key of a text but for development", () => {
    const data = join(temporaryFolder(), "data");
    expect(run("serve", "--dev-signing-key", "test", "--data", data)).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        "error: --dev-signing-key needs --dev: whoever knows its text could issue tokens.",
      ),
    });
    expect(existsSync(data)).toBe(false);
  });

  it("refuses to listen beyond this machine with any credentials, and creates nothing", () => {
    const data = join(temporaryFolder(), "data");
    const { status, stderr } = run("serve", "--dev", "--host", "0.0.0.0", "--data", data);
    expect(status).toBe(2);
    expect(stderr).toContain("error: The host 0.0.0.0 is not this machine's loopback interface.");
    expect(stderr).toContain("Use 127.0.0.1, or leave --dev out.");
    expect(existsSync(data)).toBe(false);
    expect(run("serve", "--dev", "--metrics-listen", "0.0.0.0:0")).toMatchObject({
      status: 2,
      stderr: expect.stringContaining(
        "error: --metrics-listen names 0.0.0.0, and with --dev nobody beyond this machine",
      ),
    });
  });

  it("fails with one line where its data folder cannot be used", () => {
    const { status, stderr } = run("serve", "--port", "0", "--data", "/dev/null/data");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^borrow-license: The data folder \/dev\/null\/data cannot be used: ENOTDIR.*\n$/);
  });
});

/** A server in a process of its own, once it listens. */
async function serve(...args: string[]): Promise<{
  readonly child: ChildProcess;
  readonly lines: readonly string[];
  readonly stderr: Promise<string>;
  /** All that it has printed so far. */
  readonly output: () => string;
}> {
  const child = spawn(process.execPath, [PROGRAM, "serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const stderr = text(child.stderr);
  let printed = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    printed += piece;
  });
  while (printed.split("\n").length <= 3) await once(child.stdout, "data");
  return { child, lines: printed.split("\n").slice(0, 3), stderr, output: () => printed };
}

describe("borrow-license serve, started", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("says where it listens and stops in good order by %s", async (signal) => {
    const data = join(temporaryFolder(), "data");
    const { child, lines, stderr } = await serve("--data", data);
    const [, url = ""] = /^The license server listens on (http:\/\/127\.0\.0\.1:\d+)$/.exec(lines[0] ?? "") ?? [];
    expect(lines.slice(1)).toEqual([
      `Licenses, leases and keys are in ${data}`,
      "It accepts requests that are signed with one of its access keys.",
    ]);
    expect((await fetch(new URL("/.well-known/jwks.json", url))).status).toBe(200);
    expect(statSync(join(data, "encryption-key")).mode & 0o777).toBe(0o600);
    child.kill(signal);
    expect(await once(child, "exit")).toEqual([0, null]);
    const log = (await stderr).trimEnd().split("\n");
    expect(log.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      "listening",
      "request",
      "stopping",
      "audit log sealed",
      "stopped",
    ]);
  });

  it("warns where others than this machine reach it", async () => {
    const data = join(temporaryFolder(), "data");
    const { child, stderr } = await serve("--data", data, "--host", "0.0.0.0", "--log-level", "warn");
    child.kill("SIGTERM");
    expect(await stderr).toBe(
      "WARNING: others than this machine reach the server, and answers are not encrypted: whoever is in between can read " +
        "tokens. Put a proxy before it that ends TLS and passes the host, the path and the header fields on as they are.\n",
    );
  });

  it("shows the administrator's key on standard output at the first start, and never again", async () => {
    const data = join(temporaryFolder(), "data");
    const first = await serve("--data", data);
    first.child.kill("SIGTERM");
    await once(first.child, "close");
    const second = await serve("--data", data);
    second.child.kill("SIGTERM");
    await once(second.child, "close");
    const shown = /^AWS_ACCESS_KEY_ID=BLAK[0-9A-F]{16}\nAWS_SECRET_ACCESS_KEY=(\S{40})$/m;
    const [, secret = ""] = shown.exec(first.output()) ?? [];
    expect(secret).toHaveLength(40);
    expect(await first.stderr).not.toContain(secret);
    expect(second.output()).not.toContain("AWS_SECRET_ACCESS_KEY");
  });

  it("says the same as JSON for programs, on one line", async () => {
    const data = join(temporaryFolder(), "data");
    const child = spawn(process.execPath, [PROGRAM, "serve", "--port", "0", "--data", data, "--json"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    const [line] = (await once(child.stdout.setEncoding("utf8"), "data")) as [string];
    expect(JSON.parse(line)).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      dataFolder: data,
      administratorKey: {
        account: "000000000000",
        accessKeyId: expect.stringMatching(/^BLAK/),
        secretAccessKey: expect.stringMatching(/^\S{40}$/),
      },
    });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("keeps nothing in development", async () => {
    const data = join(temporaryFolder(), "data");
    const { child, lines } = await serve("--data", data, "--dev");
    expect(lines.slice(1)).toEqual([
      "Everything is kept in memory and gone when the server stops.",
      "It accepts any credentials: whoever reaches it can create, borrow and return licenses.",
    ]);
    child.kill("SIGTERM");
    await once(child, "exit");
    expect(existsSync(data)).toBe(false);
  });

  it("stops at once by a second signal, while a request is not finished", async () => {
    const { child, lines } = await serve("--data", join(temporaryFolder(), "data"), "--log-level", "silent");
    const url = new URL(/http:.*$/.exec(lines[0] ?? "")?.[0] ?? "");
    const unfinished = connect(Number(url.port), url.hostname);
    await once(unfinished, "connect");
    unfinished.write(UNFINISHED_REQUEST.join("\r\n"));
    await fetch(new URL("/.well-known/jwks.json", url));
    child.kill("SIGTERM");
    await untilUnreachable(url);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([143, null]);
    unfinished.destroy();
  });
});

/** A request whose body has a byte less than it says. */
const UNFINISHED_REQUEST = [
  "POST / HTTP/1.1",
  "host: localhost",
  "content-type: application/x-amz-json-1.1",
  "x-amz-target: AWSLicenseManager.GetLicense",
  "content-length: 2",
  "",
  "{",
];

/** Asks again and again until nobody answers. */
async function untilUnreachable(url: URL): Promise<void> {
  const reached = await fetch(new URL("/.well-known/jwks.json", url)).then(
    () => true,
    () => false,
  );
  if (reached) await untilUnreachable(url);
}
