import type { ReceivedRequest } from "@borrow-license/server-stub";
import { IncompleteSignatureException, InvalidSignatureException, RequestExpired } from "../authentication-errors.js";

/** How far a request's time may be from the server's, in milliseconds. */
const CLOCK_SKEW_MS = 5 * 60 * 1000;

/**
 * Checks the moment at which a request says that it was signed.
 *
 * @param date the day of the credential's scope, `YYYYMMDD`
 * @throws IncompleteSignatureException when `X-Amz-Date` is missing or malformed
 * @throws InvalidSignatureException when the scope is of another day
 * @throws RequestExpired when it is more than five minutes from the present
 */
export function checkSigningTime({ headers }: ReceivedRequest, date: string, now: Date): void {
  const text = headers.get("x-amz-date") ?? "";
  const signed = parsed(text);
  if (signed === undefined) {
    throw new IncompleteSignatureException(
      `The header X-Amz-Date must say when the request was signed, such as 20260601T120000Z; it is "${text.slice(0, 32)}".`,
    );
  }
  if (!text.startsWith(date)) {
    throw new InvalidSignatureException(
      `The credential's scope is of the day ${date}, and X-Amz-Date is ${text}. Sign the request with one date.`,
    );
  }
  const skew = signed.getTime() - now.getTime();
  if (Math.abs(skew) <= CLOCK_SKEW_MS) return;
  const relation = skew < 0 ? "before" : "after";
  throw new RequestExpired(
    `The request was signed at ${basicFormat(signed)}, more than five minutes ${relation} the server's time, ` +
      `${basicFormat(now)}. Set the clock of the machine that signs, and sign each request when it is sent.`,
  );
}

/** What was read last: requests of one second have the same. */
let last: { readonly text: string; readonly moment: Date | undefined } | undefined;

function parsed(text: string): Date | undefined {
  if (last?.text !== text) last = { text, moment: read(text) };
  return last.moment;
}

/** Reads ISO 8601's basic format, `YYYYMMDDTHHMMSSZ`, of a moment that exists. */
function read(text: string): Date | undefined {
  const parts = /^([0-9]{4})([0-9]{2})([0-9]{2})T([0-9]{2})([0-9]{2})([0-9]{2})Z$/.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const moment = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const date = new Date(`${moment}Z`);
  // 30 February is read as a day in March by some engines.
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(moment) ? undefined : date;
}

function basicFormat(date: Date): string {
  return `${date.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
