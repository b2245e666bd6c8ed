const DEFAULT_MAX_BODY_BYTES = 1024 * 1024;

/** The longest time that a timer knows; it fires at once where it is told a longer one. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1;

/**
 * The option `maxBodyBytes`, checked: what is no number would be a limit that every body is below.
 *
 * @throws RangeError for anything but a whole number of bytes or `Infinity`
 */
export function bodyLimit(maxBodyBytes: number = DEFAULT_MAX_BODY_BYTES): number {
  if (maxBodyBytes === Infinity || (Number.isInteger(maxBodyBytes) && maxBodyBytes >= 0)) return maxBodyBytes;
  throw new RangeError(
    `maxBodyBytes must be a whole number of bytes from 0, or Infinity for no limit, not ${String(maxBodyBytes)}.`,
  );
}

/**
 * An option such as `timeLimitMs`, checked. `Infinity` is no limit.
 *
 * @throws RangeError for anything but a number of milliseconds from 0
 */
export function timeLimit(timeLimitMs: number | undefined, name = "timeLimitMs"): number | undefined {
  if (timeLimitMs === undefined || timeLimitMs === Infinity) return undefined;
  if (typeof timeLimitMs === "number" && timeLimitMs >= 0) return timeLimitMs;
  throw new RangeError(
    `${name} must be a number of milliseconds from 0, or Infinity for no limit, not ${String(timeLimitMs)}.`,
  );
}

/** Calls a function later, in as many timers as it takes, and returns what calls that off. */
export function startTimer(milliseconds: number, expire: () => void): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const wait = (left: number): void => {
    timer = left > MAX_TIMER_MS ? setTimeout(() => wait(left - MAX_TIMER_MS), MAX_TIMER_MS) : setTimeout(expire, left);
  };
  wait(milliseconds);
  return () => clearTimeout(timer);
}
