import { type BorrowTokenExpectations, checkExpectationNames } from "../borrow-token-expectations.js";
import { toleranceMilliseconds } from "../claims/check-time.js";
import type { VerificationKeys } from "../keys/verification-keys.js";
import type { StoredText } from "./stored-text.js";
import type { ClockSources } from "./trusted-clock.js";

/** The token itself, or where it is kept, which renewal then replaces. */
export type TokenSource =
  | { readonly token: string; readonly file?: undefined }
  | { readonly file: StoredText; readonly token?: undefined };

/** What an application says when it opens its license. What it expects of the token holds for renewed ones as well. */
export type BorrowedLicenseOptions = TokenSource &
  BorrowTokenExpectations & {
    /** The issuer's RSA public keys, of 2048 to 8192 bits each. */
    readonly keys: VerificationKeys;
    /** Where the latest time that was seen is recorded, one for each license. */
    readonly state: StoredText;
    /**
     * What it means that there is no record: the license's first use on this machine, or that somebody has deleted it.
     * `first-use` unless given.
     */
    readonly missingState?: "first-use" | "refuse";
    /** What only the application knows, so that others cannot write records. None unless given. */
    readonly stateSecret?: string;
    /** How long the license may be used after its expiration, in seconds, a century at most. 0 unless given. */
    readonly gracePeriod?: number;
    /**
     * How long before its expiration the event `expiring` comes, in seconds each. Those that are not shorter than the
     * whole lease are left out. A day and an hour unless given, and a tenth of leases that are shorter than that.
     */
    readonly leadTimes?: readonly number[];
    /**
     * How far the clock may stand before the time that was seen and before the token's issue, in seconds from 0 to 300.
     * 60 unless given. The license is not valid for longer by it.
     */
    readonly clockTolerance?: number;
    /** Answers the current time. The system's clock unless given. */
    readonly now?: () => Date;
    /** Answers milliseconds that nobody can set back, from any moment on. `performance.now` unless given. */
    readonly monotonicNow?: () => number;
  };

/** The names of the options that are no expectations. */
const OPTIONS: readonly string[] = [
  "token",
  "file",
  "keys",
  "state",
  "missingState",
  "stateSecret",
  "gracePeriod",
  "leadTimes",
  "clockTolerance",
  "now",
  "monotonicNow",
] satisfies (keyof BorrowedLicenseOptions)[];

/**
 * Checks the options that no type checks where the application is written in JavaScript: a policy that is misspelled
 * must not become a lax one.
 *
 * @throws TypeError when one of them has a value that it cannot have
 */
export function checkOptions(options: BorrowedLicenseOptions): void {
  checkExpectationNames(options, OPTIONS);
  const { token, file, state, missingState, stateSecret } = options;
  if ((token === undefined) === (file === undefined)) throw new TypeError("Give the license's token or its file.");
  if (file !== undefined) checkStoredText("file", file);
  checkStoredText("state", state);
  if (missingState !== undefined && missingState !== "first-use" && missingState !== "refuse") {
    throw new TypeError('missingState must be "first-use" or "refuse".');
  }
  if (stateSecret !== undefined && typeof stateSecret !== "string")
    throw new TypeError("stateSecret must be a string.");
}

function checkStoredText(name: string, text: StoredText): void {
  if (typeof text?.read === "function" && typeof text.write === "function") return;
  throw new TypeError(`${name} must be a StoredText, such as textFile(path) of the entry point ./node.`);
}

/** The options that say how time is judged, checked and in milliseconds. */
export interface TimePolicy {
  readonly sources: ClockSources;
  readonly clockTolerance: number;
  readonly gracePeriod: number;
  /** Those that were given, the longest first. */
  readonly leadTimes: readonly number[] | undefined;
}

/** A day and an hour in milliseconds. */
const USUAL_LEAD_TIMES = [86_400_000, 3_600_000] as const;

/**
 * The lead times for a lease of that length, both in milliseconds, the longest first. One that is as long as the lease
 * would be reached at once, and again after each renewal: who renews at `expiring` would renew for ever.
 */
export function leadTimesWithin({ leadTimes }: TimePolicy, length: number): readonly number[] {
  const shorter = (leadTimes ?? USUAL_LEAD_TIMES).filter((leadTime) => leadTime < length);
  return leadTimes === undefined && shorter.length === 0 ? [length / 10] : shorter;
}

/**
 * Checks the options that say how time is judged.
 *
 * @throws RangeError when a tolerance, period or lead time is out of range
 */
export function timePolicy(options: BorrowedLicenseOptions): TimePolicy {
  const { now, monotonicNow = () => performance.now() } = options;
  const { clockTolerance = 60, gracePeriod = 0, leadTimes } = options;
  return {
    sources: {
      // No Date is made where nobody asked for one: clocks are read at every question.
      wallTime: now === undefined ? () => Date.now() : () => now().getTime(),
      monotonicTime: monotonicNow,
    },
    clockTolerance: toleranceMilliseconds("clockTolerance", clockTolerance),
    gracePeriod: milliseconds("gracePeriod", gracePeriod),
    leadTimes: leadTimes?.map((time) => milliseconds("Each of leadTimes", time)).sort((left, right) => right - left),
  };
}

/** A hundred years of 365.25 days in seconds. The end of a period that is much longer is no date. */
const MAXIMUM_PERIOD = 3_155_760_000;

function milliseconds(name: string, seconds: number): number {
  if (typeof seconds === "number" && seconds >= 0 && seconds <= MAXIMUM_PERIOD) return seconds * 1000;
  throw new RangeError(`${name} must be from 0 to ${MAXIMUM_PERIOD} seconds.`);
}
