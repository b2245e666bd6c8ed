import type { UnexpectedError } from "./handler-options.js";

/** Calls what users hook in, none of which may keep a request from its answer or end the process. */
export class Hooks {
  readonly #onUnexpectedError: (failure: UnexpectedError) => unknown;

  constructor(onUnexpectedError: (failure: UnexpectedError) => unknown = logUnexpectedError) {
    this.#onUnexpectedError = onUnexpectedError;
  }

  /** Calls a hook. One that throws, or whose promise is rejected, is reported. */
  call<Result>(hook: () => Result, requestId: string, operation: string | undefined): Result | undefined {
    const report = (error: unknown): void => this.report({ error, requestId, operation });
    try {
      const result = hook();
      catchRejection(result, report);
      return result;
    } catch (error) {
      report(error);
      return undefined;
    }
  }

  /** Hands a failure to whoever wants it. Where that fails too, both failures are logged. */
  report(failure: UnexpectedError): void {
    const log = (error: unknown): void => {
      logUnexpectedError(failure);
      logUnexpectedError({ ...failure, error });
    };
    try {
      catchRejection(this.#onUnexpectedError(failure), log);
    } catch (error) {
      log(error);
    }
  }
}

/** A rejection that nobody waits for would end the process. */
function catchRejection(result: unknown, onRejected: (error: unknown) => void): void {
  if (typeof result === "object" && result !== null) Promise.resolve(result).then(undefined, onRejected);
}

function logUnexpectedError({ error, operation, requestId }: UnexpectedError): void {
  console.error(`Unexpected error in ${operation ?? "a request"} (request ID ${requestId}):`, error);
}
