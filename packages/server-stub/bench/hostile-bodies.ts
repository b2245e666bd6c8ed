// Bodies that are built to be expensive, of about a number of bytes.
import { REQUEST } from "./checkout.ts";

const ARN_START = "arn:aws:license-manager:::";

/** A list of as many pieces as fit. */
function list(bytes: number, piece: (index: number) => string): string {
  const pieces: string[] = [];
  for (let size = 0, index = 0; size < bytes; index += 1) {
    const next = piece(index);
    pieces.push(next);
    size += next.length + 1;
  }
  return pieces.join(",");
}

function withMember(name: string, json: string): string {
  const { [name as keyof typeof REQUEST]: _, ...rest } = REQUEST;
  return `{${JSON.stringify(name)}:${json},${JSON.stringify(rest).slice(1)}`;
}

/** Each makes a body out of a number of bytes. */
export const BODIES: Readonly<Record<string, (bytes: number) => string>> = {
  "valid entitlements": (bytes) =>
    withMember("Entitlements", `[${list(bytes, (index) => `{"Name":"n${index}","Value":"1","Unit":"Count"}`)}]`),
  "violated constraints": (bytes) => withMember("Entitlements", `[${list(bytes, () => '{"Unit":"x"}')}]`),
  "texts for a pattern": (bytes) =>
    withMember("LicenseArns", `[${list(bytes, () => JSON.stringify(`${ARN_START}${"/".repeat(1900)}\n`))}]`),
  "one long text": (bytes) => withMember("NodeId", JSON.stringify("\u{1f680}".repeat(bytes / 4))),
  "unknown members": (bytes) => `{${list(bytes, (index) => `"m${index}":0`)},${JSON.stringify(REQUEST).slice(1)}`,
  "a member twice, at the end": (bytes) =>
    `{"x":{${list(bytes, (index) => `"m${index}":0`)},"m0":1},${JSON.stringify(REQUEST).slice(1)}`,
  "colons in texts": (bytes) => withMember("NodeId", JSON.stringify('":'.repeat(bytes / 3))),
  "deep nesting": (bytes) =>
    `{"x":${"[".repeat(bytes / 2)}${"]".repeat(bytes / 2)},${JSON.stringify(REQUEST).slice(1)}`,
  "an end that is missing": (bytes) => `{"x":[${list(bytes, (index) => String(index))}]`,
};
