import { AbortError, TimeoutError } from "./client-errors.js";

/**
 * Runs work until it is done, the parent's signal aborts, or time is up.
 *
 * @param milliseconds how long it may take; undefined or 0 for as long as it takes
 * @param work gets the signal that says when to stop
 * @throws {AbortError} when the parent aborted
 * @throws {TimeoutError} when time is up
 */
export async function interruptible<Result>(
  milliseconds: number | undefined,
  parent: AbortSignal | undefined,
  what: string,
  work: (signal: AbortSignal | undefined) => Promise<Result>,
): Promise<Result> {
  if (!milliseconds && parent === undefined) return work(undefined);
  const controller = new AbortController();
  const { signal } = controller;
  const follow = (): void => controller.abort(abortErrorOf(parent?.reason));
  const expire = (): void => controller.abort(new TimeoutError(`${what} took longer than ${milliseconds} ms.`));
  if (parent?.aborted) follow();
  parent?.addEventListener("abort", follow);
  const timer = milliseconds ? setTimeout(expire, milliseconds) : undefined;
  try {
    signal.throwIfAborted();
    return await Promise.race([aborted(signal), work(signal)]);
  } finally {
    clearTimeout(timer);
    parent?.removeEventListener("abort", follow);
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
}

function abortErrorOf(reason: unknown): Error {
  if (reason instanceof AbortError || reason instanceof TimeoutError) return reason;
  return new AbortError("The call was aborted.", { cause: reason });
}
