import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { BorrowTokenError, verifyBorrowToken } from "@borrow-license/token-verification";

/**
 * What an application does offline. It has a token file and a public key, and no connection to anything.
 *
 * Prints what the token allows and exits with 0, or the error's code and text and exits with 3.
 */
const { values } = parseArgs({
  options: {
    token: { type: "string", default: "" },
    key: { type: "string", default: "" },
    node: { type: "string", default: "" },
    now: { type: "string" },
  },
});

const now = values.now === undefined ? new Date() : new Date(values.now);
const token = readFileSync(values.token, "utf8").trim();
const publicKey = readFileSync(values.key, "utf8");

try {
  const claims = await verifyBorrowToken(token, publicKey, { nodeId: values.node }, { now: () => now });
  const minutes = Math.floor((claims.expiration.getTime() - now.getTime()) / 60_000);
  for (const { Name, Value, Unit } of claims.entitlementsAllowed) {
    console.log(`entitlement  ${Name}${Value === undefined ? "" : ` = ${Value}`} (${Unit})`);
  }
  console.log(`node         ${claims.nodeId}`);
  console.log(`expires      ${claims.expiration.toISOString()}, in ${Math.floor(minutes / 60)} h ${minutes % 60} min`);
} catch (error) {
  if (!(error instanceof BorrowTokenError)) throw error;
  console.log(`refused      ${error.code}: ${error.message}`);
  process.exitCode = 3;
}
