import { DatabaseError } from "pg";
import { describe, expect, it } from "vitest";
import { failure } from "../../../test/licenses.js";
import { withRetries } from "./postgres-retry.js";

/** Fails so many times, and then answers how many attempts there were. */
function failing(times: number, error: Error): () => Promise<number> {
  let attempts = 0;
  return async () => {
    attempts += 1;
    if (attempts <= times) throw error;
    return attempts;
  };
}

const postgresError = (code: string): Error =>
  Object.assign(new DatabaseError("PostgreSQL says no", 0, "error"), { code });
const systemError = (code: string): Error => Object.assign(new Error("the network says no"), { code });

describe("what fails in PostgreSQL", () => {
  it.each([
    ["serialization_failure", postgresError("40001")],
    ["deadlock_detected", postgresError("40P01")],
    ["too_many_connections", postgresError("53300")],
    ["lock_not_available", postgresError("55P03")],
    ["admin_shutdown", postgresError("57P01")],
    ["crash_shutdown", postgresError("57P02")],
    ["cannot_connect_now", postgresError("57P03")],
    ["connection_failure", postgresError("08006")],
    ["a refused connection", systemError("ECONNREFUSED")],
    ["a reset connection", systemError("ECONNRESET")],
    ["a connection that ended", new Error("Connection terminated unexpectedly")],
    ["a connection that is broken", new Error("Client has encountered a connection error and is not queryable")],
  ])("is tried again where that may help: %s", async (_name, error) => {
    expect(await withRetries(failing(3, error), { retryTimeMs: 5000 })).toBe(4);
  });

  it.each([
    ["unique_violation", postgresError("23505")],
    ["disk_full", postgresError("53100")],
    ["invalid_password", postgresError("28P01")],
    ["undefined_table", postgresError("42P01")],
    ["a mistake of the program", new TypeError("no function")],
  ])("is not tried again where that does not help: %s", async (_name, error) => {
    const run = failing(1, error);
    expect(await failure(() => withRetries(run, { retryTimeMs: 5000 }))).toContain(error.message);
    expect(await run()).toBe(2);
  });

  it("is given up when the time is over", async () => {
    const run = failing(1000, postgresError("40001"));
    expect(await failure(() => withRetries(run, { retryTimeMs: 1 }))).toContain("PostgreSQL says no");
  });
});
