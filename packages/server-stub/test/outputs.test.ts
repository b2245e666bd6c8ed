import { describe, expect, it } from "vitest";
import {
  AccessDeniedException,
  createLicenseManagerHandler,
  type LicenseManagerHandlerOptions,
  type LicenseManagerService,
  OutputDefect,
  type UnexpectedError,
} from "../src/index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-1";

async function answer(
  service: { readonly [Method in keyof LicenseManagerService]?: () => unknown },
  options: LicenseManagerHandlerOptions = {},
): Promise<{ readonly status: number; readonly body: unknown; readonly defects: readonly unknown[] }> {
  const failures: UnexpectedError[] = [];
  const handler = createLicenseManagerHandler(service as Partial<LicenseManagerService>, {
    requestId: () => "1",
    onUnexpectedError: (failure) => failures.push(failure),
    ...options,
  });
  const [method = ""] = Object.keys(service);
  const target = `AWSLicenseManager.${method.charAt(0).toUpperCase()}${method.slice(1)}`;
  const response = await handler(
    new Request("http://localhost/", {
      method: "POST",
      headers: { "x-amz-target": target, "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify({ LicenseArn: ARN }),
    }),
  );
  const defects = failures.map(({ error }) => (error instanceof OutputDefect ? error.message : error));
  return { status: response.status, body: await response.json(), defects };
}

const INTERNAL = { __type: "ServerInternalException", Message: "Internal error. Request ID: 1" };

describe("an output that the model does not allow", () => {
  it.each([
    [{ License: "none" }, "The value at '/License' must be an object."],
    [{ License: { LicenseName: 5 } }, "The value at '/License/LicenseName' must be a string."],
    [{ License: { Entitlements: {} } }, "The value at '/License/Entitlements' must be a list."],
    [
      { License: { Entitlements: [{ Name: "a", Unit: "Count", MaxCount: 1.5 }] } },
      "The value at '/License/Entitlements/0/MaxCount' must be a whole number from -9007199254740991 to 9007199254740991.",
    ],
    [
      { License: { Entitlements: [{ Unit: "Count" }] } },
      "1 validation error detected. Value at '/License/Entitlements/0/Name' failed to satisfy constraint: Member must not be null",
    ],
    [
      { License: { LicenseArn: "l-1", Status: "LOST" } },
      "2 validation errors detected. " +
        "Value at '/License/LicenseArn' failed to satisfy constraint: Member must satisfy regular expression pattern: " +
        "^arn:aws[a-zA-Z-]*:[A-Za-z0-9][A-Za-z0-9_/.-]{0,62}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,1023}$; " +
        "Value at '/License/Status' failed to satisfy constraint: Member must satisfy enum value set: " +
        "[AVAILABLE, PENDING_AVAILABLE, DEACTIVATED, SUSPENDED, EXPIRED, PENDING_DELETE, DELETED]",
    ],
    ["text", "The value at '' must be an object."],
  ])("does not leave: %j", async (output, defect) => {
    expect(await answer({ getLicense: () => output })).toEqual({ status: 500, body: INTERNAL, defects: [defect] });
  });

  it("tells clients why in development", async () => {
    const { body } = await answer({ getLicense: () => ({ License: 1 }) }, { development: true });
    expect(body).toEqual({
      __type: "ServerInternalException",
      Message: "Internal error. Request ID: 1. The value at '/License' must be an object.",
    });
  });

  it("ends in an answer even where it contains itself", async () => {
    const License: Record<string, unknown> = {};
    const cyclic: unknown[] = [];
    cyclic.push(cyclic);
    License["LicenseMetadata"] = cyclic;
    expect(await answer({ getLicense: () => ({ License }) })).toMatchObject({ status: 500, body: INTERNAL });
  });

  it("does not leave in an error either", async () => {
    const getLicense = (): never => {
      throw new AccessDeniedException({ Message: 5 as never });
    };
    expect(await answer({ getLicense })).toEqual({
      status: 500,
      body: INTERNAL,
      defects: ["The value at '/Message' must be a string."],
    });
  });
});

describe("an output", () => {
  it("may leave out what is optional, be undefined there or null", async () => {
    const License = { LicenseName: "Studio", ProductName: undefined, ProductSKU: null };
    expect(await answer({ getLicense: () => ({ License }) })).toEqual({
      status: 200,
      body: { License: { LicenseName: "Studio" } },
      defects: [],
    });
  });

  it("may be an object of a class", async () => {
    class Described {
      get LicenseName(): string {
        return "Studio";
      }
    }
    expect((await answer({ getLicense: () => ({ License: new Described() }) })).body).toEqual({
      License: { LicenseName: "Studio" },
    });
  });
});
