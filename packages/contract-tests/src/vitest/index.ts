/**
 * The contract as tests of vitest: each clause is one.
 *
 * @packageDocumentation
 */

import { afterAll, beforeAll, describe, it } from "vitest";
import { ContractRun, type ContractTestOptions, ServerUnusableError } from "../suite/contract-run.js";
import type { ClauseResult } from "../suite/report.js";

export interface VitestContractOptions extends Omit<ContractTestOptions, "endpoint"> {
  /** The server's address, or a function that starts a server and answers its address. */
  readonly endpoint: string | (() => string | Promise<string>);
}

/** How long one clause may take: the generated ones have many requests. */
const TIMEOUT_MS = 120_000;

/** How long an observed clause may take, where the requests of all others have to be made for it. */
const OBSERVED_TIMEOUT_MS = 900_000;

/**
 * Registers the contract tests in a vitest test file: one test a clause, named by its ID and its sentence. They create
 * licenses on the server, and delete them at the end.
 *
 * @example
 * import { registerContractTests } from "@borrow-license/contract-tests/vitest";
 *
 * registerContractTests({ endpoint: "http://127.0.0.1:4010" });
 */
export function registerContractTests({ endpoint, ...options }: VitestContractOptions): void {
  // Which clauses there are does not depend on where the server is.
  const planned = new ContractRun({ ...options, endpoint: "http://localhost" });
  describe("the contract of License Manager", () => {
    let run: ContractRun;
    let isOpen = false;
    beforeAll(async () => {
      const address = typeof endpoint === "string" ? endpoint : await endpoint();
      run = new ContractRun({ ...options, seed: planned.seed, endpoint: address });
      await run.open().catch((error: unknown) => {
        throw error instanceof ServerUnusableError ? plainError(error.message) : error;
      });
      isOpen = true;
    }, TIMEOUT_MS);
    afterAll(async () => {
      // Vitest says by itself why the server cannot be tested.
      if (!isOpen) return;
      const { leftBehind } = await run.close();
      if (leftBehind.length > 0) console.warn(`These licenses could not be deleted: ${leftBehind.join(", ")}`);
    }, TIMEOUT_MS);

    for (const clause of planned.tried) {
      it(`${clause.id}: ${clause.sentence}`, { timeout: TIMEOUT_MS }, async ({ skip }) => {
        report(await run.check(clause), planned.seed, skip);
      });
    }
    for (const clause of planned.observed) {
      it(`${clause.id}: ${clause.sentence}`, { timeout: OBSERVED_TIMEOUT_MS }, async ({ skip }) => {
        report(await run.observe(clause), planned.seed, skip);
      });
    }
  });
}

function report(result: ClauseResult, seed: number, skip: (note?: string) => void): void {
  if (result.outcome === "skipped") skip(result.reason);
  if (result.outcome !== "broken" && result.outcome !== "unchecked") return;
  const reason = result.outcome === "unchecked" ? `It could not be checked: ${result.reason}` : result.reason;
  throw plainError([reason, result.evidence, `Repeat it with the seed ${seed}.`].filter(Boolean).join("\n"));
}

/** An error without a stack, which would show where this package found it. That helps nobody. */
function plainError(message: string): Error {
  const error = new Error(message);
  error.stack = `Error: ${message}`;
  return error;
}
