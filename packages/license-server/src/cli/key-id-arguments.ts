/** A SHA-256 thumbprint in base64url (RFC 7638) that begins with a hyphen, as one in 64 does. */
const HYPHENATED_ID = /^-[\w-]{42}$/;

/**
 * Puts IDs of keys that begin with a hyphen where arguments are no options: behind `--`.
 *
 * @param args what stands behind the program's name
 */
export function withKeyIdArguments(args: readonly string[]): readonly string[] {
  if (args[0] !== "keys" || args.includes("--")) return args;
  const ids = args.filter((arg) => HYPHENATED_ID.test(arg));
  return ids.length === 0 ? args : [...args.filter((arg) => !HYPHENATED_ID.test(arg)), "--", ...ids];
}
