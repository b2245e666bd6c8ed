import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as aws from "@aws-sdk/client-license-manager";
import * as own from "@borrow-license/client";
import { type Credentials, endServers, type ServerProcess, startServer } from "./server-process.ts";
import { begin, holds, StoryError, tell } from "./story.ts";
import { WireLog } from "./wire-log.ts";

const NODE = "workstation-7";
const VERIFY = join(import.meta.dirname, "verify-offline.ts");

const folder = mkdtempSync(join(tmpdir(), "borrow-license-demo-"));
const data = join(folder, "data");
const tokenFile = join(folder, "license.jwt");
const keyFile = join(folder, "public-key.pem");

/** What the first start shows once. */
let credentials: Credentials | undefined;

/** Settings for any client of License Manager: the server's address, and an access key. */
function settings(server: ServerProcess): aws.LicenseManagerClientConfig {
  return {
    endpoint: server.url,
    region: "us-east-1",
    ...(credentials === undefined ? {} : { credentials }),
    requestHandler: new WireLog(),
  };
}

async function main(): Promise<void> {
  begin("Start a licence server on a free loopback port, with an empty folder");
  let server = await startServer(data, true);
  credentials = server.credentials;
  holds(credentials !== undefined, "the server is closed, and has made an administrator's access key");
  tell(`borrow-license serve: ${server.url}`);

  begin("The vendor creates a licence: 5 seats and a feature, to be borrowed for up to 8 hours");
  const vendor = new own.LicenseManagerClient(settings(server));
  const licenseArn = await createLicense(vendor);

  begin("An application borrows 2 seats and the feature, with @borrow-license/client");
  const borrowed = await borrowWithOwnClient(server, licenseArn);

  begin("Another one borrows a seat with the AWS SDK's client, which knows nothing of this server");
  const second = await borrowWithAwsClient(server, licenseArn);
  holds((await seatsInUse(vendor, licenseArn)) === "3", "3 of 5 seats are in use");

  begin("The application keeps the token and the public key, and the server is switched off");
  writeFileSync(tokenFile, borrowed.token);
  writeFileSync(keyFile, await (await fetch(new URL("/.well-known/public-key.pem", server.url))).text());
  holds((await server.stop()) === 0, "the server stopped in good order");
  holds(await isUnreachable(server.url), "nobody answers at its address any more");

  begin("A separate process verifies the token offline");
  verifyAccepted();

  begin("It refuses a token that was tampered with, another machine, and a token past its expiry");
  verifyRefusals(borrowed);

  begin("The server starts again on the same folder, and one licence is returned");
  server = await startServer(data, false);
  await checkIn(server, licenseArn, second);
  holds((await server.stop()) === 0, "the server stopped in good order");
}

async function createLicense(vendor: own.LicenseManagerClient): Promise<string> {
  const { LicenseArn, Status } = await vendor.send(
    new own.CreateLicenseCommand({
      LicenseName: "Studio for Example Ltd.",
      ProductName: "Studio",
      ProductSKU: "studio-2026",
      Issuer: { Name: "Example Software" },
      HomeRegion: "us-east-1",
      Validity: { Begin: "2026-01-01T00:00:00Z", End: "2099-12-31T00:00:00Z" },
      Entitlements: [
        { Name: "seats", Unit: "Count", MaxCount: 5, AllowCheckIn: true },
        { Name: "export", Unit: "None", Value: "pdf" },
      ],
      Beneficiary: "Example Ltd.",
      ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 480 } },
      ClientToken: randomUUID(),
    }),
  );
  holds(Status === "AVAILABLE" && LicenseArn !== undefined, "the licence is available");
  return LicenseArn ?? "";
}

/** What an application keeps of a checkout. */
interface Borrowed {
  readonly token: string;
  readonly expiration: Date;
}

async function borrowWithOwnClient(server: ServerProcess, licenseArn: string): Promise<Borrowed> {
  const client = new own.LicenseManagerClient(settings(server));
  const command = new own.CheckoutBorrowLicenseCommand({
    LicenseArn: licenseArn,
    Entitlements: [
      { Name: "seats", Unit: "Count", Value: "2" },
      { Name: "export", Unit: "None" },
    ],
    DigitalSignatureMethod: "JWT_PS384",
    NodeId: NODE,
    ClientToken: randomUUID(),
  });
  const { SignedToken = "", Expiration = "" } = await client.send(command);
  holds(SignedToken.split(".").length === 3, "the answer carries a signed token");
  const repeated = await client.send(command);
  holds(repeated.SignedToken === SignedToken, "the same request again has the same answer, and takes no more seats");
  return { token: SignedToken, expiration: new Date(Expiration) };
}

async function borrowWithAwsClient(server: ServerProcess, licenseArn: string): Promise<string> {
  const client = new aws.LicenseManagerClient(settings(server));
  const entitlements = (seats: string): aws.EntitlementData[] => [{ Name: "seats", Unit: "Count", Value: seats }];
  const checkout = (seats: string): aws.CheckoutBorrowLicenseCommand =>
    new aws.CheckoutBorrowLicenseCommand({
      LicenseArn: licenseArn,
      Entitlements: entitlements(seats),
      DigitalSignatureMethod: "JWT_PS384",
      NodeId: "laptop-3",
      ClientToken: randomUUID(),
    });
  const { LicenseConsumptionToken } = await client.send(checkout("1"));
  holds(LicenseConsumptionToken !== undefined, "the AWS client borrowed a seat");
  const refusal = await client.send(checkout("3")).catch((error: unknown) => error);
  holds(
    refusal instanceof aws.NoEntitlementsAllowedException,
    "3 more seats are refused, with the AWS client's own error",
  );
  tell(`  ${(refusal as Error).message}`);
  return LicenseConsumptionToken ?? "";
}

async function seatsInUse(client: own.LicenseManagerClient, licenseArn: string): Promise<string | undefined> {
  const { LicenseUsage } = await client.send(new own.GetLicenseUsageCommand({ LicenseArn: licenseArn }));
  return LicenseUsage?.EntitlementUsages?.find((usage) => usage.Name === "seats")?.ConsumedValue;
}

function verifyAccepted(): void {
  const { status, stdout } = verify({ token: tokenFile });
  holds(status === 0, "the token is genuine, for this machine, and has not expired");
  tell(stdout);
}

function verifyRefusals({ token, expiration }: Borrowed): void {
  const tampered = join(folder, "tampered.jwt");
  const [header = "", payload = "", signature = ""] = token.split(".");
  const claims = Buffer.from(payload, "base64url").toString().replace('"value":"2"', '"value":"9"');
  writeFileSync(tampered, [header, Buffer.from(claims).toString("base64url"), signature].join("."));
  const late = new Date(expiration.getTime() + 1000).toISOString();
  const cases = [
    { what: "9 seats written into the token", code: "signature", args: { token: tampered } },
    { what: "the token on another machine", code: "wrong-node", args: { token: tokenFile, node: "workstation-8" } },
    { what: "the token a second after its expiry", code: "expired", args: { token: tokenFile, now: late } },
  ];
  for (const { args, code, what } of cases) {
    const { status, stdout } = verify(args);
    holds(status === 3 && stdout.includes(`${code}:`), `${what}: refused`);
    tell(`  ${stdout}`);
  }
}

/** Runs the verifying process. It gets files and nothing else. */
function verify(args: { readonly token: string; readonly node?: string; readonly now?: string }): {
  readonly status: number | null;
  readonly stdout: string;
} {
  const now = args.now === undefined ? [] : ["--now", args.now];
  const all = [VERIFY, "--token", args.token, "--key", keyFile, "--node", args.node ?? NODE, ...now];
  const { status, stderr, stdout } = spawnSync(process.execPath, all, { encoding: "utf8", env: {} });
  if (stderr !== "") tell(stderr);
  return { status, stdout: stdout.trimEnd() };
}

async function checkIn(server: ServerProcess, licenseArn: string, consumptionToken: string): Promise<void> {
  const client = new own.LicenseManagerClient(settings(server));
  holds((await seatsInUse(client, licenseArn)) === "3", "3 seats are still in use: nothing was lost");
  await client.send(new own.CheckInLicenseCommand({ LicenseConsumptionToken: consumptionToken }));
  holds((await seatsInUse(client, licenseArn)) === "2", "2 seats are in use after one was returned");
}

async function isUnreachable(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}

/** Leaves nothing behind: no server that runs, no folder. */
function cleanUp(): void {
  endServers();
  rmSync(folder, { recursive: true, force: true });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    cleanUp();
    process.exit(130);
  });
}

try {
  await main();
  console.log("\nEvery step held.");
} catch (error) {
  console.error(error instanceof StoryError ? `\n✗ ${error.message}` : error);
  process.exitCode = 1;
} finally {
  cleanUp();
}
