import type { OperationContext } from "@borrow-license/server-stub";
import {
  type BorrowTokenIssuer,
  createBorrowTokenIssuer,
  generateSigningKey,
} from "@borrow-license/token-verification/issuer";
import { createLicenseService, type LicenseService, type LicenseServiceOptions } from "../src/license-service.js";
import { openSqliteStorage } from "../src/storage/open-storage.js";
import { createStudio, NOON } from "./licenses.js";

/** Small, because tests sign often. */
const { privateKeyPem } = await generateSigningKey({ modulusLength: 2048 });
export const issuer: BorrowTokenIssuer = await createBorrowTokenIssuer({ key: privateKeyPem });

/** What an operation answers. */
type Answer<Method extends keyof LicenseService> = Awaited<ReturnType<LicenseService[Method]>>;

/** A service of its own, whose clock is set by hand. */
export interface TestService {
  readonly create: (input?: Partial<typeof createStudio>) => Promise<string>;
  readonly call: <Method extends keyof LicenseService>(
    method: Method,
    input: Parameters<LicenseService[Method]>[0],
  ) => Promise<Answer<Method>>;
  /** Moves the service's clock. */
  readonly wait: (seconds: number) => void;
}

/** A service in memory, at noon of 2026-06-01. */
export async function testService(options: Partial<LicenseServiceOptions> = {}): Promise<TestService> {
  let now = NOON;
  const service = createLicenseService({
    storage: options.storage ?? (await openSqliteStorage(":memory:")),
    issuer,
    account: "123456789012",
    clock: () => new Date(now * 1000 + 789),
    ...options,
  });
  const call = async <Method extends keyof LicenseService>(
    method: Method,
    input: Parameters<LicenseService[Method]>[0],
  ): Promise<Answer<Method>> => (await service[method](input as never, context(method))) as Answer<Method>;
  return {
    call,
    async create(input) {
      const { LicenseArn = "" } = await call("createLicense", { ...createStudio, ...input });
      return LicenseArn;
    },
    wait(seconds) {
      now += seconds;
    },
  };
}

function context(method: string): OperationContext {
  return {
    operation: `${method.slice(0, 1).toUpperCase()}${method.slice(1)}`,
    requestId: "request-1",
    headers: new Map([["authorization", "somebody"]]),
    signal: new AbortController().signal,
  };
}
