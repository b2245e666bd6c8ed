import { createPublicKey } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { CLAUSES, type ContractReport, runContractTests } from "../../src/index.js";
import { BROKEN_SERVERS } from "../setting/broken-servers.js";
import { startTamperedServer, type Tampering } from "../setting/tampered-server.js";

/** Servers that break one clause each: the report names that clause and no other. */

const CREDENTIALS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };

async function reportOn(tampering: Tampering, id: string): Promise<ContractReport> {
  const isAuthentication = id.startsWith("authentication.");
  // A token that was changed is no longer verified, so its other clauses are checked without a key.
  const isSignature = id === "token.signature";
  const server = await startTamperedServer({ tampering, ...(isAuthentication && { credentials: CREDENTIALS }) });
  onTestFinished(() => server.close());
  return runContractTests({
    endpoint: server.url,
    seed: 1,
    runs: 12,
    credentials: CREDENTIALS,
    authentication: isAuthentication,
    ...(isSignature && { publicKeys: server.publicKeyPem }),
  });
}

describe("a server that breaks a clause is told so, and of no other", () => {
  it.each(Object.entries(BROKEN_SERVERS))("%s", async (id, tampering) => {
    const { isKept, results } = await reportOn(tampering(), id);
    const wrong = results.filter(({ outcome }) => outcome === "broken" || outcome === "unchecked");
    expect(wrong.map((each) => [each.id, each.outcome])).toEqual([[id, "broken"]]);
    expect(isKept).toBe(false);
  });

  it("for every clause of the contract", () => {
    expect(Object.keys(BROKEN_SERVERS).sort()).toEqual(CLAUSES.map(({ id }) => id).sort());
  });
});

it("a server that checks signatures keeps every clause, with its key", async () => {
  const server = await startTamperedServer({ credentials: CREDENTIALS });
  onTestFinished(() => server.close());
  const jwk = createPublicKey(server.publicKeyPem).export({ format: "jwk" });
  const { leftBehind, results } = await runContractTests({
    endpoint: server.url,
    credentials: CREDENTIALS,
    authentication: true,
    publicKeys: JSON.stringify({ keys: [jwk] }),
  });
  expect(results.filter(({ outcome }) => outcome !== "kept")).toEqual([]);
  expect(results).toHaveLength(CLAUSES.length);
  expect(leftBehind).toEqual([]);
});
