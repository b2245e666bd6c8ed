import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import {
  type Credentials,
  createLicenseService,
  identifyCaller,
  openSqliteStorage,
} from "@borrow-license/license-server";
import { createLicenseManagerHandler } from "@borrow-license/server-stub";
import { createNodeListener } from "@borrow-license/server-stub/node";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";

/** A licence server's operations over HTTP, for callers that sign their requests. */
export interface SignedServer {
  readonly url: string;
  /** How many seconds the server's clock is ahead of this machine's. */
  setClock(secondsAhead: number): void;
  close(): void;
}

/** Starts a server that knows these access keys, on an empty database in memory. */
export async function startSignedServer(keys: readonly Credentials[]): Promise<SignedServer> {
  let ahead = 0;
  const clock = (): Date => new Date(Date.now() + ahead * 1000);
  const { privateKeyPem } = await generateSigningKey({ modulusLength: 2048 });
  const service = createLicenseService({
    storage: await openSqliteStorage(":memory:"),
    issuer: await createBorrowTokenIssuer({ key: privateKeyPem }),
    clock,
  });
  const known = new Map(keys.map((key) => [key.accessKeyId, key]));
  const identify = identifyCaller({
    region: "us-east-1",
    clock,
    credentials: { find: async (id) => known.get(id) },
    failureLimits: { perKey: 1000, perAddress: 1000 },
  });
  const server = createServer();
  server.on("request", createNodeListener(createLicenseManagerHandler(service, { identifyCaller: identify })));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setClock(secondsAhead) {
      ahead = secondsAhead;
    },
    close: () => void server.close(),
  };
}
