/**
 * A small client for browsers, workers and desktop applications: the commands, types and errors of
 * `@borrow-license/client`, over `fetch`.
 *
 * @packageDocumentation
 */
export * from "../generated/fetch/index.js";
export {
  AbortError,
  type ClientSettings,
  ConfigurationError,
  type Credentials,
  CredentialsError,
  type Environment,
  type FetchClientError,
  MalformedResponseError,
  NetworkError,
  ResponseTooLargeError,
  type SendOptions,
  ServiceException,
  TimeoutError,
} from "./runtime/index.js";
