import * as aws from "@aws-sdk/client-license-manager";
import { openSqliteStorage } from "@borrow-license/license-server";
import { describe, expect, it } from "vitest";
import { CLIENTS, type ClientModule } from "../setting/clients.js";
import { type OperationName, requestsAbout } from "../setting/operations.js";
import { modeled, receivedError } from "../setting/received-error.js";
import { scenes } from "../setting/scene.js";

/** The rows of the error table that hold for every operation, each for each of them. */

const ARN = "arn:aws:license-manager::123456789012:license:l-00000000000000000000000000000000";
const LEASE = "00000000000000000000000000000000";
const scene = scenes();

/** Sends what no client would. */
const post = (operation: string, body: string): Promise<Response> =>
  fetch("https://license-manager.us-east-1.amazonaws.com/", {
    method: "POST",
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AWSLicenseManager.${operation}` },
    body,
  });

/** What is said of each operation: whether its request names a license, and which of its members are required. */
const OPERATIONS: readonly {
  readonly operation: OperationName;
  readonly namesLicense: boolean;
  readonly required: readonly string[];
}[] = [
  { operation: "CheckInLicense", namesLicense: false, required: ["LicenseConsumptionToken"] },
  {
    operation: "CheckoutBorrowLicense",
    namesLicense: true,
    required: ["LicenseArn", "Entitlements", "DigitalSignatureMethod", "ClientToken"],
  },
  {
    operation: "CheckoutLicense",
    namesLicense: false,
    required: ["ProductSKU", "CheckoutType", "KeyFingerprint", "Entitlements", "ClientToken"],
  },
  {
    operation: "CreateLicense",
    namesLicense: false,
    required: [
      ...["LicenseName", "ProductName", "ProductSKU", "Issuer", "HomeRegion", "Validity", "Entitlements"],
      ...["Beneficiary", "ConsumptionConfiguration", "ClientToken"],
    ],
  },
  {
    operation: "CreateLicenseVersion",
    namesLicense: true,
    required: [
      ...["LicenseArn", "LicenseName", "ProductName", "Issuer", "HomeRegion", "Validity", "Entitlements"],
      ...["ConsumptionConfiguration", "Status", "ClientToken"],
    ],
  },
  { operation: "DeleteLicense", namesLicense: true, required: ["LicenseArn", "SourceVersion"] },
  { operation: "ExtendLicenseConsumption", namesLicense: false, required: ["LicenseConsumptionToken"] },
  { operation: "GetLicense", namesLicense: true, required: ["LicenseArn"] },
  { operation: "GetLicenseUsage", namesLicense: true, required: ["LicenseArn"] },
  { operation: "ListLicenseVersions", namesLicense: true, required: ["LicenseArn"] },
  { operation: "ListLicenses", namesLicense: true, required: [] },
];

describe.each(CLIENTS)("%s", (_name, module) => {
  describe.each(OPERATIONS)("receives from $operation", ({ namesLicense, operation, required }) => {
    const request = (): object => requestsAbout(ARN, LEASE)[operation];

    it("AccessDeniedException when the account may not use the license", async () => {
      const { send } = await scene(module, { access: { authorize: () => ({ decision: "license-not-allowed" }) } });
      expect(await receivedError(module, send(operation, request()))).toEqual(
        modeled(
          "AccessDeniedException",
          `The caller's account may not use the license${namesLicense ? ` ${ARN}` : ""}. ` +
            "Ask its issuer for access, or use the credentials of another account.",
        ),
      );
    });

    it("AuthorizationException when the policy does not allow the operation", async () => {
      const { send } = await scene(module, { access: { authorize: () => ({ decision: "operation-not-allowed" }) } });
      expect(await receivedError(module, send(operation, request()))).toEqual(
        modeled(
          "AuthorizationException",
          `The caller's policy does not allow ${operation}. Allow it there, or use other credentials.`,
        ),
      );
    });

    it("RateLimitExceededException when requests come too fast", async () => {
      const rateLimiter = { take: () => ({ decision: "exceeded", retryAfterSeconds: 2.5 }) as const };
      const { send } = await scene(module, { rateLimiter });
      expect(await receivedError(module, send(operation, request()))).toEqual(
        modeled(
          "RateLimitExceededException",
          `There were too many ${operation} requests of the account 123456789012. Try again in 3 s.`,
        ),
      );
    });

    it("SerializationException when a value has the wrong type", async () => {
      const { send } = await scene(module);
      const member = required[0] ?? "NextToken";
      const error = await receivedError(module, send(operation, { ...request(), [member]: 7 }));
      expect(error).toEqual({
        name: "SerializationException",
        message: `The value at '/${member}' must be a string.`,
        status: 400,
        fault: "client",
        isOfItsClass: false,
      });
    });

    it("ServerInternalException, which tells nothing of the inside, when the storage fails", async () => {
      const storage = await openSqliteStorage(":memory:");
      const { cloud, send } = await scene(module, { storage });
      await storage.close();
      expect(await receivedError(module, send(operation, request()))).toEqual(
        modeled("ServerInternalException", expect.stringMatching(/^Internal error\. Request ID: [0-9a-f-]{36}$/)),
      );
      expect(cloud.unexpected.map((failure) => failure.operation)).toEqual([operation]);
    });
  });

  it.each(OPERATIONS.filter(({ required }) => required.length > 0))(
    "receives from $operation ValidationException, which names every member, when they are missing",
    async ({ operation, required }) => {
      const { send } = await scene(module);
      const count =
        required.length === 1 ? "1 validation error detected." : `${required.length} validation errors detected.`;
      const failures = required.map(
        (member) => `Value at '/${member}' failed to satisfy constraint: Member must not be null`,
      );
      expect(await receivedError(module, send(operation, {}))).toEqual(
        modeled("ValidationException", `${count} ${failures.join("; ")}`),
      );
    },
  );

  it.each([
    ["ListLicenses", {}],
    ["ListLicenseVersions", { LicenseArn: ARN }],
  ] as const)("receives from %s ValidationException when a page is to have no entries", async (operation, request) => {
    const { send } = await scene(module);
    expect(await receivedError(module, send(operation, { ...request, MaxResults: 0 }))).toEqual(
      modeled(
        "ValidationException",
        "1 validation error detected. Value at '/MaxResults' failed to satisfy constraint: " +
          "Member must be between 1 and 100, inclusive",
      ),
    );
  });
});

describe("an answer that requests came too fast", () => {
  it.each(OPERATIONS)("tells $operation's callers in Retry-After how long to wait", async ({ operation }) => {
    const rateLimiter = { take: () => ({ decision: "exceeded", retryAfterSeconds: 2.5 }) as const };
    await scene(aws as unknown as ClientModule, { rateLimiter });
    const response = await post(operation, JSON.stringify(requestsAbout(ARN, LEASE)[operation]));
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "3"]);
  });
});

describe("a request that no operation is for", () => {
  it("is UnknownOperationException, also of an operation that the AWS SDK knows and this service does not", async () => {
    await scene(aws as unknown as ClientModule);
    const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret" };
    const client = new aws.LicenseManagerClient({ region: "us-east-1", credentials, maxAttempts: 1 });
    await expect(client.send(new aws.ListReceivedLicensesCommand({}))).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: 'The X-Amz-Target header must be "AWSLicenseManager." and the name of one of the service\'s operations.',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("is SerializationException where its body is no JSON", async () => {
    await scene(aws as unknown as ClientModule);
    const response = await post("ListLicenses", "{");
    expect([response.status, await response.json()]).toEqual([
      400,
      { __type: "SerializationException", Message: "The request's body must be JSON in UTF-8." },
    ]);
  });
});
