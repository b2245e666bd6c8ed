import { spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";

/** A program that borrows, whose one import line says from which client. */
const program = (client: string): string => `
import { CheckoutBorrowLicenseCommand, LicenseManagerClient, ValidationException } from ${JSON.stringify(client)};

const client = new LicenseManagerClient({
  region: "us-east-1",
  endpoint: process.argv[1],
  credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" },
});
const input = { LicenseArn: "a", Entitlements: [], DigitalSignatureMethod: "JWT_PS384", ClientToken: "1" };
const { NodeId } = await client.send(new CheckoutBorrowLicenseCommand(input));
const error = await client.send(new CheckoutBorrowLicenseCommand({ ...input, LicenseArn: "" })).catch((each) => each);
console.log(NodeId, error instanceof ValidationException, error.name, error.message, error.$metadata.httpStatusCode);
`;

const server = createServer(async (request, response) => {
  const body = await text(request);
  const { LicenseArn } = JSON.parse(body) as { readonly LicenseArn: string };
  const signed = request.headers.authorization?.includes("/license-manager/aws4_request") === true;
  const exact = Number(request.headers["content-length"]) === Buffer.byteLength(body);
  const refused = { __type: "ValidationException", Message: "No ARN." };
  response.writeHead(LicenseArn === "" ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
  response.end(JSON.stringify(LicenseArn === "" ? refused : { NodeId: `signed ${signed}, length ${exact}` }));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

it.each(["@borrow-license/client", "@aws-sdk/client-license-manager", "@borrow-license/client/fetch"])(
  "the same program borrows with its one import line naming %s",
  async (client) => {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program(client), endpoint], {
      cwd: import.meta.dirname,
      stdio: ["ignore", "pipe", "inherit"],
    });
    expect(await text(child.stdout)).toBe("signed true, length true true ValidationException No ARN. 400\n");
  },
);
