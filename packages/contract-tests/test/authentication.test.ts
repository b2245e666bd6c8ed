import { ADMINISTRATOR_POLICY, type Credentials } from "@borrow-license/license-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLIENTS, type ClientModule } from "./setting/clients.js";
import { borrowRequest, licenseRequest } from "./setting/requests.js";
import { type SignedServer, startSignedServer } from "./setting/signed-server.js";

const KEY: Credentials = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
  account: "123456789012",
  policy: ADMINISTRATOR_POLICY,
};
const READER: Credentials = {
  ...KEY,
  accessKeyId: "AKIDREADER",
  policy: { statements: [{ operations: ["Get*"], licenses: ["*"] }] },
};

let server: SignedServer;
beforeAll(async () => {
  server = await startSignedServer([KEY, READER]);
});
afterAll(() => server.close());

/** This machine's clock holds here, so the license is valid whenever that is. */
const lasting = (): ReturnType<typeof licenseRequest> =>
  licenseRequest({ Validity: { Begin: "2020-01-01T00:00:00Z", End: "2120-01-01T00:00:00Z" } });

describe.each(CLIENTS)("%s against a server that verifies signatures, over HTTP", (_name, module) => {
  const client = (
    key: Pick<Credentials, "accessKeyId" | "secretAccessKey"> & { readonly sessionToken?: string },
    options: { readonly region?: string; readonly endpoint?: string } = {},
  ): InstanceType<ClientModule["LicenseManagerClient"]> =>
    new module.LicenseManagerClient({
      region: "us-east-1",
      endpoint: server.url,
      credentials: key,
      maxAttempts: 1,
      ...options,
    });

  it("borrows, in the account of its access key", async () => {
    const sending = client(KEY);
    const { LicenseArn = "" } = await sending.send(new module.CreateLicenseCommand(lasting()));
    expect(LicenseArn).toContain("::123456789012:license:");
    const { SignedToken } = await sending.send(new module.CheckoutBorrowLicenseCommand(borrowRequest(LicenseArn)));
    expect(SignedToken).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  it.each(["/licensing/v1", "/licensing/v1/", "/with%20space"])(
    "may have an endpoint with the path %s",
    async (path) => {
      const sending = client(KEY, { endpoint: `${server.url}${path}` });
      expect(await sending.send(new module.CreateLicenseCommand(lasting()))).toHaveProperty("LicenseArn");
    },
  );

  const refused = (sending: ReturnType<typeof client>): Promise<unknown> =>
    sending.send(new module.CreateLicenseCommand(lasting())).catch((error: unknown) => error);

  it("learns why it is refused", async () => {
    expect(await refused(client({ ...KEY, secretAccessKey: "wrong" }))).toMatchObject({
      name: "InvalidSignatureException",
      $metadata: { httpStatusCode: 400 },
    });
    expect(await refused(client({ ...KEY, accessKeyId: "AKIDOTHER" }))).toMatchObject({
      name: "UnrecognizedClientException",
      message: expect.stringContaining("The access key AKIDOTHER"),
    });
    expect(await refused(client({ ...KEY, sessionToken: "token" }))).toMatchObject({
      name: "UnrecognizedClientException",
    });
    expect(await refused(client(KEY, { region: "eu-west-1" }))).toMatchObject({ name: "InvalidSignatureException" });
  });

  it("gets its own AuthorizationException where the policy of its key lacks the operation", async () => {
    const error = await refused(client(READER));
    expect(error).toBeInstanceOf(module.AuthorizationException);
    expect(error).toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});

describe("an unsigned request", () => {
  it("is refused before anything of its body is read as JSON", async () => {
    const response = await fetch(server.url, {
      method: "POST",
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AWSLicenseManager.CreateLicense" },
      body: "no JSON",
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });
});
