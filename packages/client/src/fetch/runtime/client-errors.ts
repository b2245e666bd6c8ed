import type { ResponseMetadata } from "@smithy/types";

/** Failures of the client's own, in contrast to errors that a server answered. */
abstract class ClientError extends Error {
  abstract readonly code: string;
  /** Number of attempts and, where there was a response, its status and request ID. */
  $metadata: ResponseMetadata = {};
}

/** The client's settings do not suffice to send a request. */
export class ConfigurationError extends ClientError {
  override readonly name = "ConfigurationError";
  readonly code = "ERR_CONFIGURATION";
}

/** The provider of credentials failed. The `cause` is what it threw. */
export class CredentialsError extends ClientError {
  override readonly name = "CredentialsError";
  readonly code = "ERR_CREDENTIALS";
}

/** The server could not be reached, or the connection broke. The `cause` is what `fetch` threw. */
export class NetworkError extends ClientError {
  override readonly name = "NetworkError";
  readonly code = "ERR_NETWORK";
}

/** The time for an attempt, or for the whole call, was up. */
export class TimeoutError extends ClientError {
  override readonly name = "TimeoutError";
  readonly code = "ERR_TIMEOUT";
}

/** The caller's signal aborted the call. The `cause` is the signal's reason. */
export class AbortError extends ClientError {
  override readonly name = "AbortError";
  readonly code = "ERR_ABORTED";
}

/** The response is not what the protocol or the model says. */
export class MalformedResponseError extends ClientError {
  override readonly name = "MalformedResponseError";
  readonly code = "ERR_MALFORMED_RESPONSE";
}

/** The response is larger than the client takes. */
export class ResponseTooLargeError extends ClientError {
  override readonly name = "ResponseTooLargeError";
  readonly code = "ERR_RESPONSE_TOO_LARGE";
}

/** Every failure of the client's own. */
export type FetchClientError =
  | AbortError
  | ConfigurationError
  | CredentialsError
  | MalformedResponseError
  | NetworkError
  | ResponseTooLargeError
  | TimeoutError;
