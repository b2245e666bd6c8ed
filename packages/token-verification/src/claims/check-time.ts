import { BorrowTokenExpiredError, BorrowTokenNotYetValidError } from "../borrow-token-error.js";
import type { BorrowTokenClaims } from "../generated/index.js";

/** How far the clock of a machine may be off in seconds: more than that is a wrong clock. */
export const MAXIMUM_CLOCK_TOLERANCE_SECONDS = 300;

/** Answers a tolerance in milliseconds, or throws that it is out of range. */
export function toleranceMilliseconds(name: string, seconds: number): number {
  if (typeof seconds === "number" && seconds >= 0 && seconds <= MAXIMUM_CLOCK_TOLERANCE_SECONDS) return seconds * 1000;
  throw new RangeError(`${name} must be from 0 to ${MAXIMUM_CLOCK_TOLERANCE_SECONDS} seconds.`);
}

/** Answers the milliseconds of what a clock of the caller says. */
export function timeOf(date: Date): number {
  const time = date.getTime();
  if (Number.isNaN(time)) throw new TypeError("now() must answer a valid Date.");
  return time;
}

/** Throws unless a token holds at a time, both in milliseconds. */
export function checkTime({ issuedAt, expiration }: BorrowTokenClaims, time: number, tolerance: number): void {
  if (time + tolerance < issuedAt.getTime()) throw notYetValid(issuedAt);
  if (time - tolerance >= expiration.getTime()) throw expired(expiration);
}

export function notYetValid(issuedAt: Date): BorrowTokenNotYetValidError {
  const message = `The token holds from ${issuedAt.toISOString()} on. Check this machine's clock.`;
  return new BorrowTokenNotYetValidError(issuedAt, message);
}

export function expired(expiration: Date): BorrowTokenExpiredError {
  const message = `The token has expired at ${expiration.toISOString()}. Borrow the license again.`;
  return new BorrowTokenExpiredError(expiration, message);
}
