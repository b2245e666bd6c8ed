import { ADMINISTRATOR_POLICY, type Credentials, type Policy } from "@borrow-license/license-server";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CLIENTS, type ClientModule } from "../setting/clients.js";
import { type OperationName, requestsAbout, type Send, sender } from "../setting/operations.js";
import { modeled, receivedError } from "../setting/received-error.js";
import { borrowRequest, checkoutRequest, licenseRequest } from "../setting/requests.js";
import { type SignedServer, startSignedServer } from "../setting/signed-server.js";

/** Who may do what: each operation called by real clients that sign, over HTTP. */

const key = (accessKeyId: string, account: string, policy: Policy = ADMINISTRATOR_POLICY): Credentials => ({
  accessKeyId,
  secretAccessKey: `secret of ${accessKeyId}`,
  account,
  policy,
});
const VENDOR = key("AKIDVENDOR", "111111111111");
const CUSTOMER = key("AKIDCUSTOMER", "222222222222");
const STRANGER = key("AKIDSTRANGER", "333333333333");
const POWERLESS = key("AKIDPOWERLESS", "111111111111", {
  statements: [{ operations: ["Borrow*"], licenses: ["*"] }],
});

const ARN = "arn:aws:license-manager::111111111111:license:l-00000000000000000000000000000000";
const LEASE = "00000000000000000000000000000000";
const ABOUT_A_LICENSE: readonly OperationName[] = [
  "CheckoutBorrowLicense",
  "CreateLicenseVersion",
  "DeleteLicense",
  "GetLicense",
  "GetLicenseUsage",
  "ListLicenseVersions",
  "ListLicenses",
];
const OPERATIONS = Object.keys(requestsAbout(ARN, LEASE)) as readonly OperationName[];

let server: SignedServer;
beforeAll(async () => {
  server = await startSignedServer([VENDOR, CUSTOMER, STRANGER, POWERLESS]);
});
afterEach(() => server.setClock(0));
afterAll(() => server.close());

function as(module: ClientModule, credentials: Pick<Credentials, "accessKeyId" | "secretAccessKey">): Send {
  const options = { region: "us-east-1", endpoint: server.url, credentials, maxAttempts: 1 };
  return sender(module, new module.LicenseManagerClient(options));
}

/** This machine's clock holds here, so the license is valid whenever that is. */
const create = async (send: Send, change: Parameters<typeof licenseRequest>[0] = {}): Promise<string> => {
  const Validity = { Begin: "2020-01-01T00:00:00Z", End: "2120-01-01T00:00:00Z" };
  const { LicenseArn } = await send("CreateLicense", licenseRequest({ Validity, ...change }));
  return String(LicenseArn);
};

/** A product of the vendor's that other tests do not have. */
const product = (name: string, clientName: string): string => `${name} of ${clientName}`;

describe.each(CLIENTS)("%s", (clientName, module) => {
  it.each(OPERATIONS)("learns from %s that the signature is wrong", async (operation) => {
    const send = as(module, { ...VENDOR, secretAccessKey: "wrong" });
    expect(await receivedError(module, send(operation, requestsAbout(ARN, LEASE)[operation]))).toMatchObject({
      name: "InvalidSignatureException",
      status: 400,
      message: expect.stringContaining("secret"),
    });
  });

  it.each(OPERATIONS)("learns from %s that nobody knows its access key", async (operation) => {
    const send = as(module, { accessKeyId: "AKIDNOBODY", secretAccessKey: "secret" });
    expect(await receivedError(module, send(operation, requestsAbout(ARN, LEASE)[operation]))).toMatchObject({
      name: "UnrecognizedClientException",
      status: 400,
      message: expect.stringContaining("The access key AKIDNOBODY"),
    });
  });

  it.each([301, -301])("learns that its clock is wrong where the server's is %d s ahead", async (seconds) => {
    server.setClock(seconds);
    const send = as(module, VENDOR);
    expect(await receivedError(module, send("GetLicense", { LicenseArn: ARN }))).toMatchObject({
      name: "RequestExpired",
      message: expect.stringContaining("clock"),
    });
    server.setClock(seconds - Math.sign(seconds) * 20);
    expect(await receivedError(module, as(module, VENDOR)("GetLicense", { LicenseArn: ARN }))).toMatchObject({
      name: "InvalidParameterValueException",
    });
  });

  it.each(OPERATIONS)("learns from %s that its key's policy does not allow it", async (operation) => {
    const about = ABOUT_A_LICENSE.includes(operation) ? ` for the license ${ARN}` : "";
    const send = as(module, POWERLESS);
    expect(await receivedError(module, send(operation, requestsAbout(ARN, LEASE)[operation]))).toEqual(
      modeled(
        "AuthorizationException",
        `The access key's policy does not allow ${operation}${about}. Add it to the policy, or use another key.`,
      ),
    );
  });

  it.each(["CreateLicenseVersion", "DeleteLicense"] as const)(
    "learns from %s that a license's beneficiary cannot do that",
    async (operation) => {
      const LicenseArn = await create(as(module, VENDOR), { Beneficiary: CUSTOMER.account });
      const request = requestsAbout(LicenseArn, LEASE)[operation];
      expect(await receivedError(module, as(module, CUSTOMER)(operation, request))).toEqual(
        modeled(
          "AccessDeniedException",
          `The license ${LicenseArn} belongs to the account ${VENDOR.account}; your account ${CUSTOMER.account} is its ` +
            `beneficiary, which does not allow ${operation}. Ask the license's issuer.`,
        ),
      );
    },
  );

  it.each(["CheckInLicense", "ExtendLicenseConsumption"] as const)(
    "learns from %s that another account checked out",
    async (operation) => {
      const vendor = as(module, VENDOR);
      const LicenseArn = await create(vendor, { Beneficiary: CUSTOMER.account });
      const { LicenseConsumptionToken } = await vendor("CheckoutBorrowLicense", borrowRequest(LicenseArn));
      expect(await receivedError(module, as(module, CUSTOMER)(operation, { LicenseConsumptionToken }))).toEqual(
        modeled(
          "AccessDeniedException",
          `Another account checked this out of the license ${LicenseArn}. Use that account's credentials.`,
        ),
      );
    },
  );

  it.each<[OperationName, string]>([
    ["CheckInLicense", "ResourceNotFoundException"],
    ["CheckoutBorrowLicense", "ResourceNotFoundException"],
    ["CheckoutLicense", "ResourceNotFoundException"],
    ["CreateLicenseVersion", "ResourceNotFoundException"],
    ["DeleteLicense", "InvalidParameterValueException"],
    ["ExtendLicenseConsumption", "ResourceNotFoundException"],
    ["GetLicense", "InvalidParameterValueException"],
    ["GetLicenseUsage", "InvalidParameterValueException"],
    ["ListLicenseVersions", "InvalidParameterValueException"],
  ])("learns from %s no more of a stranger's license than of one that is not there", async (operation, name) => {
    const vendor = as(module, VENDOR);
    const ProductSKU = product(operation, clientName);
    const ConsumptionConfiguration = { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 60 } };
    const LicenseArn = await create(vendor, { ProductSKU, ConsumptionConfiguration });
    const KeyFingerprint = `aws:${VENDOR.account}:Example Software:issuer-fingerprint`;
    const taken = await vendor("CheckoutLicense", checkoutRequest({ ProductSKU, KeyFingerprint }));
    const stranger = as(module, STRANGER);
    const requests = (arn: string, lease: string, sku: string): object => ({
      ...requestsAbout(arn, lease)[operation],
      ...(operation === "CheckoutLicense" && { ProductSKU: sku, KeyFingerprint }),
    });
    const invisible = await receivedError(
      module,
      stranger(operation, requests(LicenseArn, String(taken["LicenseConsumptionToken"]), ProductSKU)),
    );
    const missing = await receivedError(module, stranger(operation, requests(ARN, LEASE, "none")));
    expect(missing.name).toBe(name);
    expect(invisible).toEqual({ ...missing, message: expect.any(String) });
    const withoutNames = (message: string): string =>
      message.replace(/l-[0-9a-f]{32}|"[0-9a-f]{32}"|ProductSKU "[^"]*"/g, "…");
    expect(withoutNames(invisible.message)).toBe(withoutNames(missing.message));
  });

  it("finds nothing of a stranger's in ListLicenses", async () => {
    const LicenseArn = await create(as(module, VENDOR));
    const { Licenses } = await as(module, STRANGER)("ListLicenses", { LicenseArns: [LicenseArn] });
    expect(Licenses).toEqual([]);
  });
});
