import { createLicenseService, type LicenseServiceOptions, openSqliteStorage } from "@borrow-license/license-server";
import { createLicenseManagerHandler, type UnexpectedError } from "@borrow-license/server-stub";
import { createMswHandlers } from "@borrow-license/server-stub/msw";
import { createBorrowTokenIssuer, generateSigningKey } from "@borrow-license/token-verification/issuer";
import type { HttpHandler } from "msw";

/** Signing keys are made once for a test run: the tests are about licenses, and a key takes a while. */
const signingKey = generateSigningKey({ modulusLength: 2048 });

/** The licence server's operations, in place of the cloud. */
export interface Cloud {
  /** For msw's `setupServer`. */
  readonly handlers: readonly HttpHandler[];
  /** The key that tokens are verified with. */
  readonly publicKeyPem: string;
  /** Failures that the service did not plan for. A test that provokes none expects none. */
  readonly unexpected: readonly UnexpectedError[];
  /** Sets the service's clock. */
  setTime(time: string): void;
}

/** Starts the licence server's operations on an empty database in memory, at 2026-06-01T12:00:00Z. */
export async function startCloud(options: Partial<LicenseServiceOptions> = {}): Promise<Cloud> {
  const { privateKeyPem, publicKeyPem } = await signingKey;
  let now = new Date("2026-06-01T12:00:00Z");
  const unexpected: UnexpectedError[] = [];
  const service = createLicenseService({
    storage: await openSqliteStorage(":memory:"),
    issuer: await createBorrowTokenIssuer({ key: privateKeyPem }),
    account: "123456789012",
    clock: () => now,
    ...options,
  });
  const handler = createLicenseManagerHandler(service, { onUnexpectedError: (failure) => unexpected.push(failure) });
  return {
    handlers: createMswHandlers(handler),
    publicKeyPem,
    unexpected,
    setTime(time) {
      now = new Date(time);
    },
  };
}
