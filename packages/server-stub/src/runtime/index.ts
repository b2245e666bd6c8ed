export { base64Text } from "./base64.js";
export {
  type Bounds,
  checkEnum,
  checkLength,
  checkPattern,
  checkRange,
  checkTextLength,
  checkUniqueItems,
  type Pattern,
  pattern,
} from "./constraints.js";
export { createFetchHandler, type FetchHandler } from "./fetch-handler.js";
export { type ConstraintErrorFactory, InputReader, type JsonObject, type Key } from "./input-reader.js";
export { isPresent, optional, type Writable } from "./members.js";
export type {
  ErrorDefinition,
  OperationContext,
  OperationDefinition,
  RequestHeaders,
  ServiceDefinition,
} from "./operation.js";
export * from "./protocol-exceptions.js";
export * from "./read-values.js";
export {
  type ErrorMembers,
  type Fault,
  isServiceException,
  ServiceException,
  type ServiceExceptionOptions,
} from "./service-exception.js";
export {
  type AnsweredRequest,
  type HandlerOptions,
  type Implementation,
  ServiceHandler,
  type UnexpectedError,
} from "./service-handler.js";
export { BodyCollector, type TransportRequest, type TransportResponse } from "./transport.js";
export * from "./write-values.js";
