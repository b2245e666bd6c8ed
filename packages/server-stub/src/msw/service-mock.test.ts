import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, expectTypeOf, it, vi } from "vitest";
import {
  AccessDeniedException,
  createLicenseManagerHandler,
  type GetLicenseRequest,
  type LicenseManagerService,
  NoEntitlementsAllowedException,
} from "../index.js";
import { mockService, respondWith } from "./index.js";

const ARN = "arn:aws:license-manager::123456789012:license:l-1";

const mock = mockService(createLicenseManagerHandler, {
  getLicense: ({ LicenseArn }) => ({ License: { LicenseArn, LicenseName: "Studio" } }),
});
const server = setupServer(...mock.handlers);

async function call(operation: string, body: object = { LicenseArn: ARN }): Promise<readonly [number, unknown]> {
  const response = await fetch("https://license-manager.eu-central-1.amazonaws.com/", {
    method: "POST",
    headers: { "x-amz-target": `AWSLicenseManager.${operation}`, "content-type": "application/x-amz-json-1.1" },
    body: JSON.stringify(body),
  });
  return [response.status, await response.json()];
}

const STUDIO = [200, { License: { LicenseArn: ARN, LicenseName: "Studio" } }];

beforeAll(() => server.listen({ onUnhandledFrame: "error" }));
beforeEach(() => mock.reset());
afterEach(() => vi.useRealTimers());
afterAll(() => server.close());

describe("a mocked service", () => {
  it("answers what it was given, and says which operations it does not have", async () => {
    expect(await call("GetLicense")).toEqual(STUDIO);
    expect(await call("GetLicenseUsage")).toEqual([
      404,
      { __type: "UnknownOperationException", Message: "This mock does not offer GetLicenseUsage." },
    ]);
  });

  it("has operations replaced until it is reset", async () => {
    mock.use({ getLicense: () => ({ License: { LicenseName: "Other" } }) });
    expect(await call("GetLicense")).toEqual([200, { License: { LicenseName: "Other" } }]);
    expect(await call("GetLicense")).toEqual([200, { License: { LicenseName: "Other" } }]);
    mock.reset();
    expect(await call("GetLicense")).toEqual(STUDIO);
  });

  it("has operations replaced for one call", async () => {
    mock.useOnce({ getLicense: () => ({}) });
    expect(await call("GetLicense")).toEqual([200, {}]);
    expect(await call("GetLicense")).toEqual(STUDIO);
  });

  it("keeps the order of several replacements for one call each", async () => {
    mock.useOnce({ getLicense: () => ({ License: { LicenseName: "first" } }) });
    mock.useOnce({ getLicense: () => ({ License: { LicenseName: "second" } }) });
    expect(await call("GetLicense")).toEqual([200, { License: { LicenseName: "first" } }]);
    expect(await call("GetLicense")).toEqual([200, { License: { LicenseName: "second" } }]);
    expect(await call("GetLicense")).toEqual(STUDIO);
  });

  it("answers errors", async () => {
    mock.useOnce({ getLicense: respondWith(new AccessDeniedException({ Message: "There is none." })) });
    expect(await call("GetLicense")).toEqual([401, { __type: "AccessDeniedException", Message: "There is none." }]);
  });

  it("records inputs by operation, and calls in their order", async () => {
    mock.use({ getLicenseUsage: () => ({}) });
    await call("GetLicense");
    await call("GetLicenseUsage");
    await call("GetLicense", { LicenseArn: ARN, Version: "2" });
    expect(mock.inputs.getLicense).toEqual([{ LicenseArn: ARN }, { LicenseArn: ARN, Version: "2" }]);
    expect(mock.inputs.createLicense).toEqual([]);
    expect(mock.calls.map(({ method }) => method)).toEqual(["getLicense", "getLicenseUsage", "getLicense"]);
    expect(mock.calls[0]?.context.headers.get("x-amz-target")).toBe("AWSLicenseManager.GetLicense");
    mock.reset();
    expect([mock.calls, mock.inputs.getLicense]).toEqual([[], []]);
  });

  it("does not record what is no valid input", async () => {
    expect((await call("GetLicense", {}))[0]).toBe(400);
    expect(mock.calls).toEqual([]);
  });

  it("breaks connections, with the error that a reset has", async () => {
    mock.inject("drop");
    const error = await call("GetLicense").catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(await call("GetLicense")).toEqual(STUDIO);
  });

  it("fails as often as it is told, in the operation that it is told", async () => {
    mock.use({ getLicenseUsage: () => ({}) });
    mock.inject("internalError", { method: "getLicense", times: 2 });
    expect((await call("GetLicenseUsage"))[0]).toBe(200);
    expect(await call("GetLicense")).toEqual([
      500,
      { __type: "ServerInternalException", Message: "Injected by the test." },
    ]);
    expect((await call("GetLicense"))[0]).toBe(500);
    expect((await call("GetLicense"))[0]).toBe(200);
  });

  it("throttles", async () => {
    mock.inject("throttling");
    expect(await call("GetLicense")).toEqual([
      400,
      { __type: "ThrottlingException", Message: "Rate exceeded. Try again later." },
    ]);
  });

  it("answers an injected error, whichever operation is called", async () => {
    mock.inject(new AccessDeniedException({ Message: "gone" }), { method: "checkInLicense" });
    expect(await call("CheckInLicense", { LicenseConsumptionToken: "t" })).toEqual([
      401,
      { __type: "AccessDeniedException", Message: "gone" },
    ]);
  });

  it.each([
    ["an invalid input", "GetLicense", {}],
    ["an unknown operation", "Dance", {}],
  ])("fails when it is told, whatever arrives: %s", async (_what, operation, body) => {
    mock.inject("throttling");
    expect((await call(operation, body))[1]).toMatchObject({ __type: "ThrottlingException" });
    expect(mock.calls).toEqual([]);
  });

  it("refuses faults and methods that there are not", async () => {
    expect(() => mock.inject("explode" as "drop")).toThrow(
      'The fault to inject must be "drop", "internalError", "throttling" or a ServiceException, not explode.',
    );
    expect(() => mock.inject("drop", { method: "getLicence" as "getLicense" })).toThrow(
      /^The service has no method "getLicence"\. Its methods are .*getLicense/,
    );
    expect(await call("GetLicense")).toEqual(STUDIO);
  });

  it("takes its time", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    mock.delay(60_000);
    const answered = call("GetLicense");
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await answered).toEqual(STUDIO);
  });

  it("is typed by the service", () => {
    expectTypeOf(mock.inputs.getLicense).toEqualTypeOf<readonly GetLicenseRequest[]>();
    expectTypeOf<Partial<LicenseManagerService>>().toExtend<Parameters<typeof mock.use>[0]>();
    const [first] = mock.calls;
    if (first?.method === "getLicense") expectTypeOf(first.input).toEqualTypeOf<GetLicenseRequest>();
    // @ts-expect-error there is no such operation
    expect(() => mock.inject("drop", { method: "getLicence" })).toThrow(TypeError);
    // @ts-expect-error there is no such fault
    expect(() => mock.inject("explode")).toThrow(TypeError);
    expectTypeOf(respondWith(new NoEntitlementsAllowedException())).toExtend<LicenseManagerService["createLicense"]>();
  });
});

describe("what replaces operations", () => {
  it.each(["use", "useOnce"] as const)("is refused by %s under a name that is no method", (name) => {
    const slip = { getLicence: () => ({}) } as never;
    expect(() => mock[name](slip)).toThrow(/^The service has no method "getLicence"\. Its methods are /);
  });

  it.each(["use", "useOnce"] as const)("is refused by %s where it is no function", (name) => {
    expect(() => mock[name]({ getLicense: {} } as never)).toThrow("What replaces getLicense must be a function.");
  });

  it.each(["use", "useOnce"] as const)("may be an object of a class, with its own state, for %s", async (name) => {
    class Fake {
      readonly licenseName = "Fake";
      getLicense(): object {
        return { License: { LicenseName: this.licenseName } };
      }
    }
    mock[name](new Fake() as never);
    expect(await call("GetLicense")).toEqual([200, { License: { LicenseName: "Fake" } }]);
  });
});

describe("a slip of who writes a test", () => {
  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 2 ** 31])("such as a latency of %s is told", (latencyMs) => {
    const message = `The latency must be a number of milliseconds from 0 to 2147483647, not ${latencyMs}.`;
    expect(() => mock.delay(latencyMs)).toThrow(new RangeError(message));
    expect(() => mockService(createLicenseManagerHandler, {}, { latencyMs })).toThrow(new RangeError(message));
  });

  it.each([0, -1, Number.NaN])("such as a fault %s times is told", (times) => {
    expect(() => mock.inject("drop", { times })).toThrow(
      new RangeError(`The number of times must be 1 or more, not ${times}.`),
    );
  });

  it.each(["", "license.example.com", "localhost:4010"])("such as the endpoint %j is told", (endpoint) => {
    expect(() => mockService(createLicenseManagerHandler, {}, { endpoint })).toThrow(
      new TypeError(
        `The endpoint must be a URL such as "https://license.example.com", not ${JSON.stringify(endpoint)}.`,
      ),
    );
  });
});
