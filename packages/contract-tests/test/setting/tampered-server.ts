import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import {
  ADMINISTRATOR_POLICY,
  createLicenseService,
  identifyCaller,
  type LicenseServiceOptions,
  openSqliteStorage,
} from "@borrow-license/license-server";
import { createLicenseManagerHandler, type FetchHandler } from "@borrow-license/server-stub";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";

/** A request on its way to the server. Tampering changes it. */
export interface TamperedCall {
  operation: string;
  headers: Headers;
  body: string;
  /** The body as JSON, where it is an object. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** An answer on its way back. Tampering changes it. */
export interface TamperedAnswer {
  status: number;
  headers: Headers;
  /** The body as JSON, or a text that is sent as it is. */
  json: Record<string, unknown> | string;
}

/** What is wrong with a server. It has to be made anew for each server, because it may remember calls. */
export interface Tampering {
  /** Changes a request, or answers it in place of the server. */
  readonly request?: (call: TamperedCall) => TamperedAnswer | undefined;
  /** Changes an answer. */
  readonly answer?: (answer: TamperedAnswer, call: TamperedCall) => void;
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface TamperedServer {
  readonly url: string;
  readonly publicKeyPem: string;
  close(): void;
}

export interface TamperedServerOptions {
  readonly tampering?: Tampering;
  /** The key that requests have to be signed with. Without one, anybody may call. */
  readonly credentials?: AccessKey;
  /** What `/.well-known/jwks.json` answers. Nothing where it is absent. */
  readonly jwks?: object;
}

const signingKey = generateSigningKey({ modulusLength: 2048 });
const PREFIX = "AWSLicenseManager.";

/** Starts the licence server's operations over HTTP on a free port, with something wrong about them. */
export async function startTamperedServer(options: TamperedServerOptions = {}): Promise<TamperedServer> {
  const { privateKeyPem, publicKeyPem } = await signingKey;
  const handler = licenseHandler(
    {
      storage: await openSqliteStorage(":memory:"),
      issuer: await createBorrowTokenIssuer({ key: privateKeyPem }),
      account: "123456789012",
    },
    options,
  );
  const server = createServer(async (request, response) => {
    if (request.method === "GET") {
      response.writeHead(options.jwks === undefined ? 404 : 200).end(JSON.stringify(options.jwks ?? {}));
      return;
    }
    const { headers, json, status } = await answerOf(handler, request, options.tampering ?? {});
    response.writeHead(status, Object.fromEntries(headers)).end(typeof json === "string" ? json : JSON.stringify(json));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    publicKeyPem,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function licenseHandler(service: LicenseServiceOptions, { credentials }: TamperedServerOptions): FetchHandler {
  if (credentials === undefined) return createLicenseManagerHandler(createLicenseService(service));
  const known = { ...credentials, account: "123456789012", policy: ADMINISTRATOR_POLICY };
  const identify = identifyCaller({
    region: "us-east-1",
    clock: () => new Date(),
    credentials: { find: async (id) => (id === known.accessKeyId ? known : undefined) },
    failureLimits: { perKey: 1000, perAddress: 1000 },
  });
  return createLicenseManagerHandler(createLicenseService(service), { identifyCaller: identify });
}

async function answerOf(
  handler: FetchHandler,
  request: IncomingMessage,
  tampering: Tampering,
): Promise<TamperedAnswer> {
  const headers = new Headers(request.headers as Record<string, string>);
  const body = (await buffer(request)).toString("utf8");
  const target = headers.get("x-amz-target") ?? "";
  const operation = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : "";
  const call: TamperedCall = { operation, headers, body, input: objectOf(body) };
  const early = tampering.request?.(call);
  if (early !== undefined) return early;
  const url = `http://${request.headers.host}${request.url}`;
  const response = await handler(new Request(url, { method: "POST", headers: call.headers, body: call.body }));
  const answer: TamperedAnswer = {
    status: response.status,
    headers: new Headers(response.headers),
    json: objectOf(await response.text()),
  };
  answer.headers.delete("content-length");
  tampering.answer?.(answer, call);
  return answer;
}

function objectOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
