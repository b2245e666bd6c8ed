import { describe, expect, it } from "vitest";
import { ARN, borrowSeats, createStudio, failure } from "../../test/licenses.js";
import { testService } from "../../test/service.js";
import type { AccessDecision, AccessRequest } from "../auth/access.js";
import type { RatedRequest } from "../auth/rate-limiter.js";
import { openSqliteStorage } from "../storage/open-storage.js";

const calls = [
  ["createLicense", createStudio],
  ["getLicense", { LicenseArn: ARN }],
  ["getLicenseUsage", { LicenseArn: ARN }],
  ["checkoutBorrowLicense", borrowSeats("1", "token")],
  ["checkInLicense", { LicenseConsumptionToken: "token" }],
] as const;

const answering = (decision: AccessDecision): { access: { authorize: () => AccessDecision } } => ({
  access: { authorize: () => decision },
});

describe.each(calls)("%s", (method, input) => {
  it("is refused where the caller's policy does not allow it", async () => {
    const { call } = await testService(answering({ decision: "operation-not-allowed" }));
    const operation = `${method.slice(0, 1).toUpperCase()}${method.slice(1)}`;
    expect(await failure(() => call(method, input))).toBe(
      `AuthorizationException: The caller's policy does not allow ${operation}. Allow it there, or use other credentials.`,
    );
  });

  it("is refused where the caller's account may not use the license", async () => {
    const message = "Your account may not.";
    const { call } = await testService(answering({ decision: "license-not-allowed", message }));
    expect(await failure(() => call(method, input))).toBe("AccessDeniedException: Your account may not.");
  });

  it("is refused when there were too many calls, with the time to wait", async () => {
    const seen: RatedRequest[] = [];
    const { call } = await testService({
      rateLimiter: {
        take(request) {
          seen.push(request);
          return { decision: "exceeded", retryAfterSeconds: 1.2 };
        },
      },
    });
    const operation = `${method.slice(0, 1).toUpperCase()}${method.slice(1)}`;
    await expect(call(method, input)).rejects.toMatchObject({
      name: "RateLimitExceededException",
      message: `There were too many ${operation} requests of the account 123456789012. Try again in 2 s.`,
      headers: { "retry-after": "2" },
    });
    expect(seen).toEqual([{ operation, account: "123456789012" }]);
  });
});

describe("who decides about access", () => {
  it("learns the operation, the account, the headers and the license, also of a checkout that is returned", async () => {
    const storage = await openSqliteStorage(":memory:");
    const service = await testService({ storage });
    const arn = await service.create();
    const { LicenseConsumptionToken = "" } = await service.call(
      "checkoutBorrowLicense",
      borrowSeats("1", "token", arn),
    );
    const seen: AccessRequest[] = [];
    const { call } = await testService({
      storage,
      access: {
        authorize(request) {
          seen.push(request);
          return { decision: "license-not-allowed" };
        },
      },
    });
    expect(await failure(() => call("checkInLicense", { LicenseConsumptionToken }))).toBe(
      `AccessDeniedException: The caller's account may not use the license ${arn}. ` +
        "Ask its issuer for access, or use the credentials of another account.",
    );
    expect(seen).toMatchObject([{ operation: "CheckInLicense", account: "123456789012", licenseArn: arn }]);
    expect(seen[0]?.headers.get("authorization")).toBe("somebody");
  });
});
