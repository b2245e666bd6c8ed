import type { ResponseMetadata } from "@smithy/types";
import { Misread } from "./misread.js";
import type { ErrorDefinition, ServiceDefinition } from "./operation.js";
import type { ServiceException } from "./service-exception.js";

/**
 * The error that a response stands for. Its name is in the body's `__type` or `code`, or in the `x-amzn-errortype`
 * header, with or without a namespace before it and a URI after it.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
 */
export function readError(
  definitions: readonly ErrorDefinition[],
  exception: ServiceDefinition["exception"],
  { headers, status }: Response,
  json: unknown,
  $metadata: ResponseMetadata,
): ServiceException {
  if (typeof json !== "object" || json === null) throw new Misread("an object");
  const body = json as Readonly<Record<string, unknown>>;
  const named = body["__type"] ?? body["code"] ?? headers.get("x-amzn-errortype") ?? "Unknown";
  const name = String(named)
    .replace(/[,:].*$/s, "")
    .replace(/^.*#/s, "");
  const text = body["message"] ?? body["Message"];
  const message = typeof text === "string" ? text : "UnknownError";
  const definition = definitions.find((each) => each.name === name);
  if (definition === undefined) {
    const $fault = status < 500 ? "client" : "server";
    return new exception({ name, $fault, $metadata, message });
  }
  const fromHeaders = Object.entries(definition.headers ?? {}).map(([member, header]) => [member, headers.get(header)]);
  const members = definition.members?.read({ ...Object.fromEntries(fromHeaders), ...body });
  return new definition.type({ $metadata, message, ...members } as never);
}
