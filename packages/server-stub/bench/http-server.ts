// One server on a loopback port, started by http-sample.ts. It tells its port, and the CPU time it took when asked.
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import fastify from "fastify";
import type { LicenseManagerService } from "../src/index.js";
import { nodeEntry, stub } from "./built-package.ts";
import { CONTENT_TYPE, type REQUEST, RESPONSE } from "./checkout.ts";

const IDLE_MS = 600_000;

/** Parsing and writing without any check. */
function bare(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.once("end", () => {
    const body = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    const { LicenseArn } = JSON.parse(body.toString()) as typeof REQUEST;
    const text = JSON.stringify({ ...RESPONSE, LicenseArn });
    response.writeHead(200, { "content-type": CONTENT_TYPE, "content-length": Buffer.byteLength(text) });
    response.end(text);
  });
}

function thisPackage(): RequestListener {
  const service: Pick<LicenseManagerService, "checkoutBorrowLicense"> = {
    checkoutBorrowLicense: ({ LicenseArn }) => ({ ...RESPONSE, LicenseArn }),
  };
  return nodeEntry.createNodeListener(stub.createLicenseManagerHandler(service));
}

const text = { type: "string" };
const entitlement = {
  type: "object",
  required: ["Name", "Unit"],
  properties: { Name: text, Value: text, Unit: { enum: Object.values(stub.EntitlementDataUnit) } },
};
const metadata = { type: "object", properties: { Name: text, Value: text } };
const arn = {
  type: "string",
  maxLength: 2048,
  pattern:
    "^arn:aws[a-zA-Z-]*:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,1023}$",
};

/** The same constraints as a JSON schema, checked by ajv; the answer by a schema, written by fast-json-stringify. */
async function fastifyWithAjv(): Promise<Server> {
  const app = fastify();
  app.addContentTypeParser(CONTENT_TYPE, { parseAs: "string" }, app.getDefaultJsonParser("error", "error"));
  app.post(
    "/",
    {
      schema: {
        body: {
          type: "object",
          required: ["LicenseArn", "Entitlements", "DigitalSignatureMethod", "ClientToken"],
          properties: {
            LicenseArn: arn,
            Entitlements: { type: "array", items: entitlement },
            DigitalSignatureMethod: { enum: ["JWT_PS384"] },
            NodeId: text,
            CheckoutMetadata: { type: "array", items: metadata },
            ClientToken: { type: "string", maxLength: 2048, pattern: "^\\S+$" },
          },
        },
        response: {
          200: {
            type: "object",
            properties: {
              LicenseArn: text,
              LicenseConsumptionToken: text,
              EntitlementsAllowed: { type: "array", items: entitlement },
              NodeId: text,
              SignedToken: text,
              IssuedAt: text,
              Expiration: text,
              CheckoutMetadata: { type: "array", items: metadata },
            },
          },
        },
      },
    },
    (request, reply) => {
      reply.header("content-type", CONTENT_TYPE);
      return reply.send({ ...RESPONSE, LicenseArn: (request.body as typeof REQUEST).LicenseArn });
    },
  );
  await app.ready();
  return app.server;
}

const CONTENDERS: Readonly<Record<string, () => Server | Promise<Server>>> = {
  "bare node:http": () => createServer(bare),
  "this package": () => createServer(thisPackage()),
  "fastify with ajv": fastifyWithAjv,
};

const server = await CONTENDERS[process.argv[2] ?? ""]?.();
if (server === undefined) throw new Error(`Name one of ${Object.keys(CONTENDERS).join(", ")}.`);
// Connections wait while others have their turn, and one that the server closed would never be answered.
server.keepAliveTimeout = IDLE_MS;
server.listen(0, "127.0.0.1");
await once(server, "listening");
process.on("message", () => process.send?.(process.cpuUsage()));
process.on("disconnect", () => process.exit());
process.send?.((server.address() as AddressInfo).port);
