export { Client } from "./client.js";
export {
  AbortError,
  ConfigurationError,
  CredentialsError,
  type FetchClientError,
  MalformedResponseError,
  NetworkError,
  ResponseTooLargeError,
  TimeoutError,
} from "./client-errors.js";
export type { ClientSettings, Environment, SendOptions } from "./client-settings.js";
export {
  absentAs,
  type Codec,
  idempotencyToken,
  list,
  map,
  missingAs,
  sparseList,
  sparseMap,
  structure,
  union,
  unit,
} from "./codec.js";
export type { Credentials } from "./credentials.js";
export { customEndpoint, hostLabel } from "./endpoint.js";
export { parseExactly, stringifyExactly } from "./exact-number.js";
export { gzip } from "./gzip.js";
export {
  Command,
  type EndpointParameters,
  type ErrorDefinition,
  type Operation,
  type ServiceDefinition,
} from "./operation.js";
export { type PageMembers, type PaginationConfiguration, paginate } from "./paginator.js";
export { type Partition, partition } from "./partition.js";
export { type ExceptionOptions, ServiceException, type ServiceExceptionOptions } from "./service-exception.js";
export {
  bigDecimal,
  bigInteger,
  blob,
  type DocumentValue,
  dateTime,
  document,
  double,
  epochSeconds,
  flag,
  httpDate,
  integer,
  long,
  text,
} from "./simple-codecs.js";
