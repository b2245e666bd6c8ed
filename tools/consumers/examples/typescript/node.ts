import { createServer } from "node:http";
import { CheckoutBorrowLicenseCommand, type LicenseManagerClient } from "@borrow-license/client";
import { GetLicenseCommand, type LicenseManagerClient as SmallClient } from "@borrow-license/client/fetch";
import { type ContractReport, runContractTests } from "@borrow-license/contract-tests";
import { validValues } from "@borrow-license/contract-tests/arbitraries";
import { getLicenseRequestShape } from "@borrow-license/contract-tests/license-manager";
import { registerContractTests } from "@borrow-license/contract-tests/vitest";
import { type RunningLicenseServer, startLicenseServer } from "@borrow-license/license-server";
import {
  type CheckoutBorrowLicenseResponse,
  createLicenseManagerHandler,
  NoEntitlementsAllowedException,
} from "@borrow-license/server-stub";
import { createLambdaHandler } from "@borrow-license/server-stub/lambda";
import { mockService, respondWith } from "@borrow-license/server-stub/msw";
import { createNodeListener } from "@borrow-license/server-stub/node";
import { checkoutBorrowLicenseOperation } from "@borrow-license/server-stub/operations";
import type { OperationDefinition } from "@borrow-license/server-stub/runtime";
import { BorrowedLicense, isBorrowTokenError, verifyBorrowToken } from "@borrow-license/token-verification";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";
import { createSyncBorrowTokenVerifier, machineNodeId, textFile } from "@borrow-license/token-verification/node";

export const handler = createLicenseManagerHandler({
  checkoutBorrowLicense({ LicenseArn, NodeId }): CheckoutBorrowLicenseResponse {
    if (NodeId === undefined) throw new NoEntitlementsAllowedException({ Message: "Name the node." });
    return { LicenseArn, NodeId };
  },
});

export const listener = createServer(createNodeListener(handler));
export const lambda = createLambdaHandler(handler);
export const cloud = mockService(createLicenseManagerHandler, {
  checkoutBorrowLicense: respondWith(new NoEntitlementsAllowedException({ Message: "All seats are in use." })),
});

export async function borrow(client: LicenseManagerClient, arn: string): Promise<string | undefined> {
  const { SignedToken } = await client.send(
    new CheckoutBorrowLicenseCommand({
      LicenseArn: arn,
      Entitlements: [{ Name: "seats", Value: "2", Unit: "Count" }],
      DigitalSignatureMethod: "JWT_PS384",
      ClientToken: crypto.randomUUID(),
    }),
  );
  return SignedToken;
}

export async function licenseName(client: SmallClient, arn: string): Promise<string | undefined> {
  const { License } = await client.send(new GetLicenseCommand({ LicenseArn: arn }));
  return License?.LicenseName;
}

export async function seats(token: string, key: string): Promise<string> {
  try {
    const { entitlementsAllowed } = await verifyBorrowToken(token, key, { nodeId: "workstation-7" });
    return entitlementsAllowed[0]?.Value ?? "none";
  } catch (error) {
    if (isBorrowTokenError(error)) return error.code;
    throw error;
  }
}

export async function hold(keys: string): Promise<boolean> {
  const nodeId = await machineNodeId({ application: "com.example.studio" });
  const license = await BorrowedLicense.open({ file: textFile("license.jwt"), keys, nodeId, state: textFile("seen") });
  return license.allows("seats", 2);
}

export async function keepsTheContract(): Promise<boolean> {
  const server: RunningLicenseServer = await startLicenseServer({ dev: true, port: 0 });
  const report: ContractReport = await runContractTests({ endpoint: server.url, runs: 5 });
  await server.close();
  return report.isKept;
}

export function testsOfContract(endpoint: string): void {
  registerContractTests({ endpoint, seed: 42 });
}

export const requests = validValues(getLicenseRequestShape).map(({ LicenseArn }) => LicenseArn);

export const operation: OperationDefinition<"checkoutBorrowLicense"> = checkoutBorrowLicenseOperation;

export { createBorrowTokenIssuer, createSyncBorrowTokenVerifier, generateSigningKey };
