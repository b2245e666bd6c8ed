import { hash } from "node:crypto";
import { checkText } from "../domain/bounds.js";
import { invalidParameter, quoted } from "../domain/invalid-parameter.js";
import type { AnsweredRequest, RequestKey } from "../storage/licenses/license-storage.js";

/** The model's own bound. */
const MAXIMUM_CLIENT_TOKEN_LENGTH = 2048;

/** A request that its client token makes idempotent. */
export interface IdempotentRequest extends RequestKey {
  readonly digest: string;
}

/**
 * Names a request by its client token, and tells its body from others.
 *
 * @throws InvalidParameterValueException when no storage can keep the client token
 */
export function idempotentRequest(
  account: string,
  operation: string,
  { ClientToken, ...body }: { readonly ClientToken: string },
): IdempotentRequest {
  checkText("ClientToken", ClientToken, MAXIMUM_CLIENT_TOKEN_LENGTH);
  const digest = hash("sha256", sortedJson(body));
  return { account, operation, clientToken: ClientToken, digest };
}

/**
 * The response that a request got when it had its effect.
 *
 * @throws InvalidParameterValueException when that was another request, with the same client token
 */
export function storedResponse<Response>(
  { digest, operation }: IdempotentRequest,
  answered: AnsweredRequest,
): Response {
  if (answered.digest === digest) return JSON.parse(answered.response) as Response;
  throw invalidParameter(
    "ClientToken",
    `is ${quoted(answered.clientToken)}, which was used for another ${operation} request`,
    "Send the same request again to repeat it, or give a new ClientToken",
  );
}

/**
 * Writes what came as JSON, with members in one order, whatever order they came in. `JSON.stringify` could be told to, and
 * takes three times as long then.
 */
function sortedJson(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += `,${sortedJson(item)}`;
    return `[${text.slice(1)}]`;
  }
  for (const name of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member !== undefined) text += `,${JSON.stringify(name)}:${sortedJson(member)}`;
  }
  return `{${text.slice(1)}}`;
}
