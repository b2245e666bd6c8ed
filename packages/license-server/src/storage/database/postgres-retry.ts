import pRetry from "p-retry";

/** How long to try again what may succeed when it is tried again. */
export interface RetryOptions {
  /** In milliseconds, from the first attempt on. */
  readonly retryTimeMs: number;
}

/**
 * Runs what has no effect the second time, again and again while the database is away or lets another go first. Whether
 * a transaction was committed is unknown where its connection broke meanwhile, so it has to find out for itself.
 */
export function withRetries<Result>(run: () => Promise<Result>, { retryTimeMs }: RetryOptions): Promise<Result> {
  return pRetry(run, {
    retries: Number.POSITIVE_INFINITY,
    maxRetryTime: retryTimeMs,
    minTimeout: 5,
    maxTimeout: 250,
    randomize: true,
    shouldRetry: ({ error }) => isWorthAnotherTry(error),
  });
}

/** PostgreSQL's codes (Appendix A) of failures that are gone with the next attempt, or when the server is back. */
const TRANSIENT_CODES: ReadonlySet<string> = new Set([
  "40001", // serialization_failure
  "40P01", // deadlock_detected
  "53300", // too_many_connections
  "55P03", // lock_not_available
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);
const CONNECTION_EXCEPTION = /^08/;
/** What `pg` says, without a code, of a connection that went away. */
const CONNECTION_GONE = /^Connection terminated|^Client has encountered a connection error|not queryable$/;

function isWorthAnotherTry(error: Error): boolean {
  if (error instanceof AnswerOfAnotherError || CONNECTION_GONE.test(error.message)) return true;
  const code = "code" in error ? String(error.code) : "";
  return TRANSIENT_CODES.has(code) || CONNECTION_EXCEPTION.test(code);
}

/** Another transaction stored the answer to the same request first. The next attempt finds it. */
export class AnswerOfAnotherError extends Error {
  override readonly name = "AnswerOfAnotherError";
}
