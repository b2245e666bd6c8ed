import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { generateSigningKey } from "@borrow-license/token-verification/issuer";
import { describe, expect, it, onTestFinished } from "vitest";
import { temporaryFolder } from "../../test/folders.js";
import { PROGRAM } from "../../test/installed-program.js";
import { ARN, borrowSeats, createStudio } from "../../test/licenses.js";
import { issuer } from "../../test/service.js";
import type { NewAccessKey } from "../auth/access-keys.js";
import { startLicenseServer } from "../license-server.js";

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const CREDENTIALS = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "word" };

/** The program in a process of its own, with nothing of this process's environment that could lead it elsewhere. */
async function run(args: readonly string[], environment: object = CREDENTIALS, input = ""): Promise<Ended> {
  const home = temporaryFolder();
  const env = { PATH: process.env["PATH"], HOME: home, AWS_EC2_METADATA_DISABLED: "true", ...environment };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env });
  child.stdin.on("error", () => undefined).end(input);
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { status: status as number | null, stdout, stderr };
}

interface Lent {
  readonly folder: string;
  readonly endpoint: readonly string[];
  readonly arn: string;
  readonly tokenFile: string;
  readonly keyFile: string;
  readonly lease: string;
}

/** A server with a license, of which two seats are borrowed. */
async function lent(): Promise<Lent> {
  const server = await startLicenseServer({ issuer, dev: true });
  onTestFinished(() => server.close());
  const Validity = { Begin: "2020-01-01T00:00:00Z", End: "2100-01-01T00:00:00Z" };
  const { LicenseArn: arn = "" } = await call(server.url, "CreateLicense", { ...createStudio, Validity });
  const { SignedToken = "", LicenseConsumptionToken: lease = "" } = await call(server.url, "CheckoutBorrowLicense", {
    ...borrowSeats("2", "borrow-1", arn),
    Entitlements: [
      { Name: "seats", Value: "2", Unit: "Count" },
      { Name: "export", Unit: "None" },
    ],
    CheckoutMetadata: [{ Name: "team", Value: "blue" }],
  });
  const folder = temporaryFolder();
  const tokenFile = join(folder, "token.jwt");
  const keyFile = join(folder, "key.pem");
  writeFileSync(tokenFile, `${SignedToken}\n`);
  writeFileSync(keyFile, await issuer.publicKeyPem());
  return { folder, endpoint: ["--endpoint", server.url], arn, tokenFile, keyFile, lease };
}

async function call(url: string, operation: string, input: object): Promise<Record<string, string>> {
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `AWSLicenseManager.${operation}`,
  };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(input) });
  return (await response.json()) as Record<string, string>;
}

describe("borrow-license license", () => {
  it("creates what a file says, in YAML or JSON, and tells people which license that is", async () => {
    const { endpoint, folder } = await lent();
    const file = join(folder, "other.yaml");
    writeFileSync(file, `# a license\n${JSON.stringify({ ...createStudio, ClientToken: "create-3" })}\n`);
    const json = join(folder, "other.json");
    writeFileSync(json, JSON.stringify({ ...createStudio, ClientToken: "create-2" }));
    expect(await run(["license", "create", json, "--json", ...endpoint])).toMatchObject({ status: 0, stderr: "" });
    const { status, stdout } = await run(["license", "create", file, ...endpoint]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^License +arn:aws:license-manager::\d{12}:license:l-\w+\nStatus +[A-Z_]+\nVersion +1\n$/);
  });

  it("refuses a file that holds no members", async () => {
    expect(await run(["license", "create", "-"], CREDENTIALS, "- a list")).toEqual({
      status: 2,
      stdout: "",
      stderr: "borrow-license: The file - holds no members. Give those of the request.\n",
    });
  });

  it("shows a license and what is in use of it, for people and as JSON", async () => {
    const { arn, endpoint } = await lent();
    const shown = await run(["license", "show", arn, ...endpoint]);
    expect(shown.stdout).toContain("Entitlements  seats=5:Count, export=pdf\n");
    const json = await run(["license", "show", arn, "--version", "1", "--json", ...endpoint]);
    expect(JSON.parse(json.stdout)).toMatchObject({ LicenseArn: arn, ProductSKU: "studio-2026", Version: "1" });
    expect((await run(["license", "usage", arn, ...endpoint])).stdout).toBe(
      "seats   2 of 5 (Count)\nexport  1 (None)\n",
    );
    const usage = await run(["license", "usage", arn, "--json", ...endpoint]);
    expect(JSON.parse(usage.stdout)).toMatchObject({
      EntitlementUsages: [{ Name: "seats", ConsumedValue: "2", MaxCount: "5", Unit: "Count" }, { Name: "export" }],
    });
  });
});

describe("borrow-license borrow", () => {
  it("writes the token for its owner alone, and leaves nothing else behind", async () => {
    const { arn, endpoint } = await lent();
    const folder = temporaryFolder();
    const out = join(folder, "token.jwt");
    const borrowed = await run([
      ...["borrow", arn, "--entitlement", "seats=2", "--feature", "export=pdf", "--metadata", "team=blue"],
      ...["--node-id", "workstation-7", "--out", out, "--json", ...endpoint],
    ]);
    expect(borrowed).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(borrowed.stdout)).toMatchObject({
      EntitlementsAllowed: [
        { Name: "seats", Value: "2", Unit: "Count" },
        { Name: "export", Value: "pdf", Unit: "None" },
      ],
      NodeId: "workstation-7",
      CheckoutMetadata: [{ Name: "team", Value: "blue" }],
    });
    expect(statSync(out).mode & 0o777).toBe(0o600);
    expect(readFileSync(out, "utf8")).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(readdirSync(folder)).toEqual(["token.jwt"]);
  });

  it("replaces a file that others can read by one that they cannot", async () => {
    const { arn, endpoint, tokenFile } = await lent();
    chmodSync(tokenFile, 0o644);
    const { stdout } = await run(["borrow", arn, "--entitlement", "seats=1", "--out", tokenFile, ...endpoint]);
    expect(stdout).toMatch(/^License +arn:\S+\nLease +\w+\nUntil +\d{4}-\d\d-\d\dT\S+\nToken +\S+token\.jwt\n$/);
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
  });

  it("prints the token alone where no file is named", async () => {
    const { arn, endpoint } = await lent();
    const { stdout } = await run(["borrow", arn, "--entitlement", "seats=1", ...endpoint]);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it("gets the same answer for the same client token", async () => {
    const { arn, endpoint } = await lent();
    const args = ["borrow", arn, "--entitlement", "seats=1", "--client-token", "once", ...endpoint];
    expect((await run(args)).stdout).toBe((await run(args)).stdout);
  });

  it("ends with 3 and says why when the server refuses", async () => {
    const { arn, endpoint } = await lent();
    const { status, stderr, stdout } = await run(["borrow", arn, "--entitlement", "seats=4", ...endpoint]);
    expect([status, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/^borrow-license: NoEntitlementsAllowedException: .*seats.* \(request [\w-]+\)\n$/);
  });

  it("ends with 1 when the server is not reached", async () => {
    const { status, stderr } = await run(["borrow", ARN, "--feature", "export", "--endpoint", "http://127.0.0.1:1"]);
    expect(status).toBe(1);
    expect(stderr).toBe(
      "borrow-license: http://127.0.0.1:1 cannot be reached: ECONNREFUSED. Make sure that it runs and that the address is right.\n",
    );
  });

  it.each([
    [["--entitlement", "seats"], "Give a name and a number, such as seats=2 or data=5:Gigabytes."],
    [["--metadata", "team"], "Give a name and a value, such as team=blue."],
  ])("ends with 2 for %j", async (args, remedy) => {
    const { status, stderr } = await run(["borrow", ARN, ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(remedy);
  });

  it.each([
    ["credentials", {}, ["--region", "eu-west-1"], /There are no credentials\. Set AWS_ACCESS_KEY_ID/],
    ["a region", CREDENTIALS, [], /There is no region\. Give --region, or set AWS_REGION\./],
    [
      "a usable endpoint",
      CREDENTIALS,
      ["--endpoint", "localhost:4010"],
      /The endpoint is "localhost:4010"\. Give an http/,
    ],
  ])("ends with 2 without %s", async (_what, environment, args, message) => {
    const { status, stderr } = await run(["borrow", ARN, "--feature", "export", ...args], environment);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});

describe("the server and the credentials", () => {
  /** A closed server, and a home folder with files as the AWS tools have them. */
  async function closedServer(): Promise<{ readonly home: string; readonly key: NewAccessKey }> {
    const server = await startLicenseServer({ issuer, dataFolder: temporaryFolder() });
    onTestFinished(() => server.close());
    const home = temporaryFolder();
    mkdirSync(join(home, ".aws"));
    const key = server.administratorKey as NewAccessKey;
    const process = `printf '{"Version":1,"AccessKeyId":"${key.accessKeyId}","SecretAccessKey":"${key.secretAccessKey}"}'`;
    writeFileSync(
      join(home, ".aws", "config"),
      [
        `[profile licenses]\nregion = us-east-1\nendpoint_url = ${server.url}`,
        `[profile vault]\nregion = us-east-1\nendpoint_url = ${server.url}\ncredential_process = ${process}`,
        `[profile elsewhere]\nregion = us-east-1\nendpoint_url = http://127.0.0.1:1`,
      ].join("\n"),
    );
    const secrets = `aws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}`;
    writeFileSync(join(home, ".aws", "credentials"), `[licenses]\n${secrets}\n[elsewhere]\n${secrets}\n`);
    return { home, key };
  }

  it("come from the profile that the AWS tools use", async () => {
    const { home } = await closedServer();
    const nothing = { status: 0, stdout: "There are no such licenses.\n", stderr: "" };
    expect(await run(["license", "list"], { HOME: home, AWS_PROFILE: "licenses" })).toEqual(nothing);
    expect(await run(["license", "list"], { HOME: home, AWS_PROFILE: "vault" })).toEqual(nothing);
  });

  it("come from the environment before its profile, and from a profile that is named before both", async () => {
    const { home, key } = await closedServer();
    const wrong = { AWS_ACCESS_KEY_ID: key.accessKeyId, AWS_SECRET_ACCESS_KEY: "wrong" };
    const environment = { HOME: home, AWS_PROFILE: "licenses", ...wrong };
    const { status, stderr } = await run(["license", "list", "--json"], environment);
    expect([status, (JSON.parse(stderr) as { error: object }).error]).toEqual([
      3,
      expect.objectContaining({ code: "InvalidSignatureException" }),
    ]);
    const named = await run(["license", "list", "--profile", "licenses"], { HOME: home, ...wrong });
    expect(named).toEqual({ status: 0, stdout: "There are no such licenses.\n", stderr: "" });
  });

  it("are named where the profile's server is not reached", async () => {
    const { home } = await closedServer();
    expect(await run(["license", "list"], { HOME: home, AWS_PROFILE: "elsewhere" })).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "borrow-license: 127.0.0.1:1 cannot be reached: ECONNREFUSED. Make sure that it runs and that the address is right.\n",
    });
  });
});

describe("borrow-license return", () => {
  it("gives back what a token is about, and again without harm", async () => {
    const { arn, endpoint, lease, tokenFile } = await lent();
    const returned = await run(["return", "--token", tokenFile, ...endpoint]);
    expect(returned).toEqual({ status: 0, stdout: `Returned ${lease}\n`, stderr: "" });
    const again = await run(["return", lease, "--json", ...endpoint]);
    expect(JSON.parse(again.stdout)).toEqual({ LicenseConsumptionToken: lease, returned: true });
    expect((await run(["license", "usage", arn, ...endpoint])).stdout).toContain("seats   0 of 5");
  });

  it("ends with 2 when it is not told what to return", async () => {
    expect(await run(["return"])).toMatchObject({
      status: 2,
      stderr: "borrow-license: Name a lease, or a token's file with --token.\n",
    });
  });
});

describe("borrow-license verify", () => {
  it("verifies without a network, with a key in PEM or in a JWK Set", async () => {
    const { arn, folder, keyFile, tokenFile } = await lent();
    const node = ["--node-id", "workstation-7"];
    const people = await run(["verify", tokenFile, "--key", keyFile, ...node], {});
    expect(people).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Valid\nLicense +arn:/) });
    const jwks = join(folder, "jwks.json");
    writeFileSync(jwks, JSON.stringify(issuer.jwks()));
    const token = readFileSync(tokenFile, "utf8");
    const json = await run(["verify", "-", "--key", jwks, "--any-node", "--license", arn, "--json"], {}, token);
    expect(JSON.parse(json.stdout)).toMatchObject({
      valid: true,
      claims: { licenseArn: arn, nodeId: "workstation-7" },
    });
  });

  it("ends with 4 for another node, another key, and a token that was changed", async () => {
    const { arn, endpoint, folder, keyFile, tokenFile } = await lent();
    const other = await run(["verify", tokenFile, "--key", keyFile, "--node-id", "workstation-8"], {});
    expect([other.status, other.stdout]).toEqual([4, ""]);
    expect(other.stderr).toMatch(/^borrow-license: Not valid \(wrong-node\): /);
    const otherKey = join(folder, "other.pem");
    writeFileSync(otherKey, (await generateSigningKey({ modulusLength: 2048 })).publicKeyPem);
    expect((await run(["verify", tokenFile, "--key", otherKey, "--any-node"], {})).status).toBe(4);
    const unbound = await run(["borrow", arn, "--entitlement", "seats=1", ...endpoint]);
    const verified = await run(["verify", "-", "--key", keyFile], {}, unbound.stdout);
    expect([verified.status, verified.stderr]).toEqual([
      4,
      "borrow-license: Not valid (unbound): The token is bound to no node. Borrow the license with --node-id, or accept such " +
        "tokens with --any-node.\n",
    ]);
    const [header, , signature] = readFileSync(tokenFile, "utf8").trim().split(".");
    const forged = `${header}.${Buffer.from('{"licenseArn":"arn"}').toString("base64url")}.${signature}`;
    expect((await run(["verify", "-", "--key", keyFile, "--any-node"], {}, forged)).status).toBe(4);
  });

  it("ends with 1 when a file cannot be read", async () => {
    expect(await run(["verify", "/no/token.jwt", "--key", "/no/key.pem"], {})).toMatchObject({
      status: 1,
      stderr:
        "borrow-license: The token /no/token.jwt cannot be read: ENOENT. Name a file that exists and that this user can read.\n",
    });
  });
});

describe("borrow-license inspect", () => {
  it("shows what a token says, and says that this is not verified", async () => {
    const { lease, tokenFile } = await lent();
    const people = await run(["inspect", tokenFile], {});
    expect(people.stdout).toMatch(/^NOT VERIFIED: anybody can have written this\.\nalg +PS384\n/);
    expect(people.stdout).toContain(`licenseConsumptionToken  ${lease}\n`);
    const json = JSON.parse((await run(["inspect", tokenFile, "--json"], {})).stdout) as object;
    expect(json).toMatchObject({ verified: false, header: { alg: "PS384" }, payload: { nodeId: "workstation-7" } });
  });

  it("shows nothing that would steer a terminal", async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const token = `${part({ alg: "none" })}.${part({ nodeId: "\u001b[2J" })}.`;
    expect((await run(["inspect", "-"], {}, token)).stdout).toContain("nodeId  \\u001b[2J\n");
  });

  it("ends with 4 for what is no token", async () => {
    expect(await run(["inspect", "-"], {}, "a.b")).toMatchObject({
      status: 4,
      stderr: expect.stringContaining("This is no token."),
    });
  });
});
