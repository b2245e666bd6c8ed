const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const HTTP_DATE = /^(\w{3}), (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? GMT$/;
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The date of an RFC 3339 date-time, or `undefined` for one that is malformed or does not exist. */
export function parseDateTime(text: string): Date | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = "", sign, offsetHour = "0", offsetMinute = "0"] = match;
  const date = utcDate(
    Number(year),
    Number(month),
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    fraction,
  );
  if (date === undefined || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  const moment = new Date(date.getTime() - (sign === "-" ? -offset : offset));
  return hasFourDigitYear(moment) ? moment : undefined;
}

/** The date of an IMF-fixdate, or `undefined` for one that is malformed, does not exist or was another day of the week. */
export function parseHttpDate(text: string): Date | undefined {
  const match = HTTP_DATE.exec(text);
  if (match === null) return undefined;
  const [, weekday, day, month, year, hour, minute, second, fraction = ""] = match;
  const monthNumber = MONTHS.indexOf(month ?? "") + 1;
  const date = utcDate(Number(year), monthNumber, Number(day), Number(hour), Number(minute), Number(second), fraction);
  return date !== undefined && DAYS[date.getUTCDay()] === weekday ? date : undefined;
}

/** Seconds since 1970, with a fraction where there is one. */
export function epochSeconds(date: Date): number {
  return date.getTime() / 1000;
}

/** The date in RFC 3339 form, in UTC, with milliseconds where there are any. */
export function dateTimeText(date: Date): string {
  return date.toISOString().replace(".000Z", "Z");
}

/** The date as an IMF-fixdate. */
export function httpDateText(date: Date): string {
  return date.toUTCString();
}

/** Whether a date can be written in the textual forms, which have years of four digits. */
export function hasFourDigitYear(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999;
}

function utcDate(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction: string,
): Date | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, Number(fraction.padEnd(3, "0").slice(0, 3)));
  const exists =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  return exists ? date : undefined;
}
