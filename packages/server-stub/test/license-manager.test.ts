import { describe, expect, it } from "vitest";
import {
  createLicenseManagerHandler,
  type LicenseManagerService,
  NoEntitlementsAllowedException,
  RedirectException,
  ServerInternalException,
  ServiceException,
} from "../src/index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-0123456789abcdef0123456789abcdef";

const borrow = {
  LicenseArn: ARN,
  Entitlements: [{ Name: "seats", Value: "2", Unit: "Count" }],
  DigitalSignatureMethod: "JWT_PS384",
  ClientToken: "token-1",
};

/** What the server answers to an operation: the status and the body. */
async function call(
  operation: string,
  body: unknown,
  service: Partial<LicenseManagerService> = {},
): Promise<readonly [number, Record<string, unknown>]> {
  const handler = createLicenseManagerHandler(service, {
    requestId: () => "request-1",
    onUnexpectedError: () => undefined,
  });
  const response = await handler(
    new Request("http://localhost/", {
      method: "POST",
      headers: { "x-amz-target": `AWSLicenseManager.${operation}`, "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify(body),
    }),
  );
  return [response.status, (await response.json()) as Record<string, unknown>];
}

/** The error's name and its text. */
async function failure(operation: string, body: unknown): Promise<readonly [unknown, unknown]> {
  const [, answer] = await call(operation, body);
  return [answer["__type"], answer["Message"]];
}

const noted = (text: string): string => `1 validation error detected. Value at ${text}`;

describe("CheckoutBorrowLicense on the wire", () => {
  it("reaches the service with all members and drops those that the model does not have", async () => {
    let seen: unknown;
    const [status] = await call(
      "CheckoutBorrowLicense",
      { ...borrow, NodeId: "node", CheckoutMetadata: [{ Name: "a", Value: "b" }], Unknown: 1, NextToken: null },
      {
        checkoutBorrowLicense(input) {
          seen = input;
          return {};
        },
      },
    );
    expect(status).toBe(200);
    expect(seen).toEqual({ ...borrow, NodeId: "node", CheckoutMetadata: [{ Name: "a", Value: "b" }] });
  });

  it("takes null for absent", async () => {
    let seen: unknown;
    await call(
      "CheckoutBorrowLicense",
      { ...borrow, NodeId: null },
      {
        checkoutBorrowLicense(input) {
          seen = input;
          return {};
        },
      },
    );
    expect(seen).toEqual(borrow);
  });

  it("answers modelled members only", async () => {
    const output = { LicenseArn: ARN, EntitlementsAllowed: borrow.Entitlements as never, Secret: "hidden" };
    expect(await call("CheckoutBorrowLicense", borrow, { checkoutBorrowLicense: () => output })).toEqual([
      200,
      { LicenseArn: ARN, EntitlementsAllowed: [{ Name: "seats", Value: "2", Unit: "Count" }] },
    ]);
  });

  it.each(["LicenseArn", "Entitlements", "DigitalSignatureMethod", "ClientToken"])("requires %s", async (member) => {
    const expected = [
      "ValidationException",
      noted(`'/${member}' failed to satisfy constraint: Member must not be null`),
    ];
    expect(await failure("CheckoutBorrowLicense", { ...borrow, [member]: undefined })).toEqual(expected);
    expect(await failure("CheckoutBorrowLicense", { ...borrow, [member]: null })).toEqual(expected);
  });

  it.each(["Name", "Unit"])("requires the %s of every entitlement", async (member) => {
    const second = { Name: "export", Unit: "None", [member]: undefined };
    const Entitlements = [borrow.Entitlements[0], second];
    expect(await failure("CheckoutBorrowLicense", { ...borrow, Entitlements })).toEqual([
      "ValidationException",
      noted(`'/Entitlements/1/${member}' failed to satisfy constraint: Member must not be null`),
    ]);
  });

  it("refuses an ARN that is none", async () => {
    const [name, text] = await failure("CheckoutBorrowLicense", { ...borrow, LicenseArn: "arn:gcp:x" });
    expect(name).toBe("ValidationException");
    expect(text).toMatch(
      /^1 validation error detected\. Value at '\/LicenseArn' failed to satisfy constraint: Member must satisfy regular expression pattern: \^arn:aws/,
    );
  });

  it("refuses an ARN that is too long, without running its pattern", async () => {
    const LicenseArn = `arn:aws:license-manager:::${"x".repeat(2023)}`;
    expect(await failure("CheckoutBorrowLicense", { ...borrow, LicenseArn })).toEqual([
      "ValidationException",
      "1 validation error detected. Value with length 2049 at '/LicenseArn' failed to satisfy constraint: " +
        "Member must have length between 0 and 2048, inclusive",
    ]);
  });

  it.each(["", "with space", "tab\t"])("refuses the client token %j", async (ClientToken) => {
    expect(await failure("CheckoutBorrowLicense", { ...borrow, ClientToken })).toEqual([
      "ValidationException",
      noted("'/ClientToken' failed to satisfy constraint: Member must satisfy regular expression pattern: ^\\S+$"),
    ]);
  });

  it("refuses a unit that does not exist", async () => {
    const [name, text] = await failure("CheckoutBorrowLicense", {
      ...borrow,
      Entitlements: [{ Name: "a", Unit: "Seats" }],
    });
    expect(name).toBe("ValidationException");
    expect(text).toMatch(
      /'\/Entitlements\/0\/Unit' failed to satisfy constraint: Member must satisfy enum value set: \[Count, None, /,
    );
  });

  it("has an error of its own for another signature method, which wins over all other constraints", async () => {
    expect(await failure("CheckoutBorrowLicense", { DigitalSignatureMethod: "JWT_RS256" })).toEqual([
      "UnsupportedDigitalSignatureMethodException",
      noted("'/DigitalSignatureMethod' failed to satisfy constraint: Member must satisfy enum value set: [JWT_PS384]"),
    ]);
  });

  it("names all violated constraints at once", async () => {
    expect(await failure("CheckoutBorrowLicense", { DigitalSignatureMethod: "JWT_PS384" })).toEqual([
      "ValidationException",
      "3 validation errors detected. " +
        ["LicenseArn", "Entitlements", "ClientToken"]
          .map((member) => `Value at '/${member}' failed to satisfy constraint: Member must not be null`)
          .join("; "),
    ]);
  });

  it.each([
    ["/LicenseArn", { LicenseArn: 1 }, "a string"],
    ["/Entitlements", { Entitlements: { Name: "a" } }, "a list"],
    ["/Entitlements/0", { Entitlements: ["seats"] }, "an object"],
    ["/Entitlements/0", { Entitlements: [null] }, "an object"],
    ["/Entitlements/0/Value", { Entitlements: [{ Name: "a", Value: 2, Unit: "Count" }] }, "a string"],
    ["/CheckoutMetadata/0/Name", { CheckoutMetadata: [{ Name: false }] }, "a string"],
    ["/DigitalSignatureMethod", { DigitalSignatureMethod: 384 }, "a string"],
  ])("refuses another JSON type at %s", async (place, change, expected) => {
    expect(await failure("CheckoutBorrowLicense", { ...borrow, ...change })).toEqual([
      "SerializationException",
      `The value at '${place}' must be ${expected}.`,
    ]);
  });

  it("is not disturbed by members with names of Object's prototype", async () => {
    const body = JSON.parse('{"__proto__":{"LicenseArn":"x"},"constructor":1,"toString":null}') as object;
    const [status] = await call("CheckoutBorrowLicense", { ...body, ...borrow }, { checkoutBorrowLicense: () => ({}) });
    expect(status).toBe(200);
  });
});

describe("CreateLicense on the wire", () => {
  const create = {
    LicenseName: "Studio",
    ProductName: "Studio",
    ProductSKU: "studio-1",
    Issuer: { Name: "Example" },
    HomeRegion: "us-east-1",
    Validity: { Begin: "2026-01-01T00:00:00Z" },
    Entitlements: [{ Name: "seats", MaxCount: 3, Overage: false, Unit: "Count", AllowCheckIn: true }],
    Beneficiary: "123456789012",
    ConsumptionConfiguration: { BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 60 } },
    ClientToken: "token-1",
  };

  it("keeps numbers and truth values", async () => {
    let seen: unknown;
    await call("CreateLicense", create, {
      createLicense(input) {
        seen = input;
        return {};
      },
    });
    expect(seen).toEqual(create);
  });

  it.each([
    [1.5, "a whole number from -9007199254740991 to 9007199254740991"],
    ["3", "a whole number from -9007199254740991 to 9007199254740991"],
    [2 ** 53, "a whole number from -9007199254740991 to 9007199254740991"],
  ])("refuses the MaxCount %j", async (MaxCount, expected) => {
    expect(
      await failure("CreateLicense", { ...create, Entitlements: [{ Name: "a", Unit: "Count", MaxCount }] }),
    ).toEqual(["SerializationException", `The value at '/Entitlements/0/MaxCount' must be ${expected}.`]);
  });

  it("refuses minutes beyond 32 bits", async () => {
    const ConsumptionConfiguration = { ProvisionalConfiguration: { MaxTimeToLiveInMinutes: 2 ** 31 } };
    expect(await failure("CreateLicense", { ...create, ConsumptionConfiguration })).toEqual([
      "SerializationException",
      "The value at '/ConsumptionConfiguration/ProvisionalConfiguration/MaxTimeToLiveInMinutes' must be " +
        "a whole number from -2147483648 to 2147483647.",
    ]);
  });

  it.each(["2026-01-01", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00"])("refuses the date %s", async (Begin) => {
    expect((await failure("CreateLicense", { ...create, Validity: { Begin } }))[0]).toBe("ValidationException");
  });

  it("runs no pattern on a text that is too long", async () => {
    const [, message] = await failure("CreateLicense", { ...create, Validity: { Begin: "x".repeat(51) } });
    expect(message).toBe(
      "1 validation error detected. Value with length 51 at '/Validity/Begin' failed to satisfy constraint: " +
        "Member must have length between 0 and 50, inclusive",
    );
  });

  it("refuses a renewal that does not exist", async () => {
    expect(await failure("CreateLicense", { ...create, ConsumptionConfiguration: { RenewType: "Daily" } })).toEqual([
      "ValidationException",
      noted(
        "'/ConsumptionConfiguration/RenewType' failed to satisfy constraint: " +
          "Member must satisfy enum value set: [None, Weekly, Monthly]",
      ),
    ]);
  });
});

describe("the errors of the model", () => {
  it("carry their name, status, fault and members", () => {
    const error = new RedirectException({ Location: "https://example.com/", Message: "Go there." });
    expect(error).toBeInstanceOf(ServiceException);
    expect(error).toMatchObject({
      name: "RedirectException",
      message: "Go there.",
      statusCode: 308,
      fault: "client",
      members: { Location: "https://example.com/", Message: "Go there." },
    });
  });

  it("may go without members", () => {
    expect(new ServerInternalException()).toMatchObject({ message: "", statusCode: 500, fault: "server" });
  });

  it("are answered as they are by operations that have them", async () => {
    const checkoutBorrowLicense = (): never => {
      throw new NoEntitlementsAllowedException({ Message: "All 5 seats are in use." });
    };
    expect(await call("CheckoutBorrowLicense", borrow, { checkoutBorrowLicense })).toEqual([
      400,
      { __type: "NoEntitlementsAllowedException", Message: "All 5 seats are in use." },
    ]);
  });

  it("do not leave operations that do not have them", async () => {
    const getLicense = (): never => {
      throw new NoEntitlementsAllowedException({ Message: "All 5 seats are in use." });
    };
    expect(await call("GetLicense", { LicenseArn: ARN }, { getLicense })).toEqual([
      500,
      { __type: "ServerInternalException", Message: "Internal error. Request ID: request-1" },
    ]);
  });
});
