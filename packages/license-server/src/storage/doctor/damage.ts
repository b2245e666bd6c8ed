import { isLicenseServerError } from "../../license-server-error.js";
import { type Finding, finding } from "./finding.js";

/** SQLite's primary result codes of a file that is damaged, cannot be read or is no database. */
const SQLITE_IOERR = 10;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;
/**
 * Of what has to do with others and with this process: `BUSY`, `LOCKED`, `INTERRUPT`, `FULL` and `CANTOPEN`. `NOMEM` is also
 * what a damaged length makes.
 */
const NOT_ABOUT_THE_DATA = [5, 6, 9, 13, 14];
const PRIMARY_CODE = 0xff;

/** PostgreSQL's error codes of damage, of unreadable files, of tables and columns that are missing, and of unfit values. */
const POSTGRES_DAMAGE = /^(?:XX00[012]|58030|42P01|42703|22)/;

/**
 * What a check's error says about the data that it looked at, or `undefined` where it is about something else, such as
 * a connection. Values that nobody could have stored make JavaScript's own errors.
 */
export function damageOf(error: unknown): Finding | undefined {
  if (!(error instanceof Error)) return undefined;
  const sqliteCode = sqliteCodeOf(error);
  const isAboutData =
    error instanceof SyntaxError ||
    error instanceof RangeError ||
    error instanceof TypeError ||
    (sqliteCode !== undefined && !NOT_ABOUT_THE_DATA.includes(sqliteCode)) ||
    ("code" in error && POSTGRES_DAMAGE.test(String(error.code)));
  if (!isAboutData) return undefined;
  return finding("file", `A part of the database cannot be read, so one check is not done: ${error.message}.`);
}

/** What the error says with which a SQLite database could not even be opened, or `undefined` where that is no damage. */
export function damageOnOpening(error: unknown): Finding | undefined {
  const cause = isLicenseServerError(error) ? error.cause : undefined;
  const isDamage = [SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_NOTADB].includes(sqliteCodeOf(cause) ?? 0);
  if (!isDamage || !(cause instanceof Error)) return undefined;
  return finding("file", `The database cannot be opened, and nothing else is looked for: ${cause.message}.`);
}

function sqliteCodeOf(error: unknown): number | undefined {
  return error instanceof Error && "errcode" in error ? Number(error.errcode) & PRIMARY_CODE : undefined;
}
