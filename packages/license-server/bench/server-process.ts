// A license server in a process of its own, as `borrow-license serve` runs it: closed, durable, with its log and its
// metrics. Started by license-server.ts. It tells its address and its administrator's key, and what it has used when
// asked.
import { generateKeyPairSync } from "node:crypto";
import { type BorrowTokenClaims, createBorrowTokenIssuer } from "@borrow-license/token-verification/issuer";
import { pino } from "pino";
import { server as licenseServer } from "./built-package.ts";
import type { ServerSettings } from "./license-server.ts";

const settings = JSON.parse(process.argv[2] ?? "{}") as ServerSettings;
const { dataFolder, database, encryptionKey, logFile, modulusLength, signing } = settings;

const { privateKey } = generateKeyPairSync("rsa", { modulusLength });
const issuer = await createBorrowTokenIssuer({ key: privateKey });
if (signing === "beforehand") await signBeforehand();

/** Answers tokens of another checkout in turn, as long as each one's own would be. */
async function signBeforehand(): Promise<void> {
  const claims: BorrowTokenClaims = {
    licenseArn: "arn:aws:license-manager::000000000000:license:l-0123456789abcdef0123456789abcdef",
    licenseConsumptionToken: "0".repeat(32),
    entitlementsAllowed: [
      { Name: "seats", Value: "2", Unit: "Count" },
      { Name: "export", Unit: "None" },
    ],
    nodeId: "workstation-7.plant-4.example.com/0123456789abcdef0123456789abcdef012345",
    checkoutMetadata: [
      { Name: "site", Value: "plant-4" },
      { Name: "purpose", Value: "field work without any network, July" },
    ],
    issuedAt: new Date(),
    expiration: new Date(Date.now() + 3_600_000),
    issuer: "Example Software",
  };
  const tokens = await Promise.all(Array.from({ length: 64 }, () => issuer.issue(claims)));
  let count = 0;
  issuer.issue = async () => {
    count += 1;
    return tokens[count % tokens.length] as string;
  };
}

const running = await licenseServer.startLicenseServer({
  dataFolder,
  ...(database === undefined ? {} : { database }),
  ...(encryptionKey === undefined ? {} : { encryptionKey }),
  // With a key of the usual size it signs with the key of its own, as servers do.
  ...(modulusLength === 3072 && signing === "each" ? {} : { issuer }),
  logger: pino({ level: "info" }, pino.destination({ dest: logFile, sync: true })),
  metrics: true,
});
process.on("message", () => {
  const { rss } = process.memoryUsage();
  const { system, user } = process.cpuUsage();
  process.send?.({ cpu: user + system, rss });
});
process.on("disconnect", () => void running.close());
process.send?.({ port: running.port, administratorKey: running.administratorKey });
