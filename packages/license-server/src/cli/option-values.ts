import { InvalidArgumentError } from "commander";

/** @throws InvalidArgumentError saying what a port is */
export function port(text: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new InvalidArgumentError("Give a whole number from 1 to 65535, or 0 for a free port.");
}

/** @throws InvalidArgumentError saying what an account is */
export function account(text: string): string {
  if (/^[0-9]{12}$/.test(text)) return text;
  throw new InvalidArgumentError("Give 12 digits, such as 123456789012.");
}

/** @throws InvalidArgumentError saying what a region is */
export function region(text: string): string {
  if (/^[a-z0-9-]{1,63}$/.test(text)) return text;
  throw new InvalidArgumentError("Give lower-case letters, digits and hyphens, such as us-east-1.");
}

/**
 * One more peer: a region and its server's endpoint.
 *
 * @throws InvalidArgumentError saying what a peer is
 */
export function peer(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, name = "", endpoint = ""] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  if (!/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint)) {
    throw new InvalidArgumentError("Give a region and an endpoint, such as eu-west-1=https://licenses.example.com.");
  }
  return { ...before, [region(name)]: endpoint };
}

/** @throws InvalidArgumentError where no folder is named, as with an environment variable that is not set */
export function folder(text: string): string {
  if (text.trim() !== "") return text;
  throw new InvalidArgumentError("Name a folder, or leave the option out.");
}
