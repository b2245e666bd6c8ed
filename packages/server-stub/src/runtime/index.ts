/**
 * What generated handlers stand on, for services of other models that this project's generator makes. Whoever implements the
 * licence service needs none of it.
 *
 * @packageDocumentation
 */

export { base64Text } from "./base64.js";
export {
  type Bounds,
  checkDecimalRange,
  checkEnum,
  checkLength,
  checkPattern,
  checkRange,
  checkTextLength,
  checkUniqueItems,
  type EnumValues,
  enumValues,
  type Pattern,
  pattern,
  type RangeBounds,
} from "./constraints.js";
export { type DocumentValue, readDocument, writeDocument } from "./document.js";
export * from "./expectations.js";
export { createFetchHandler, type FetchHandler } from "./fetch-handler.js";
export {
  type AnsweredRequest,
  DeadlineExceeded,
  type HandlerOptions,
  type ReceivedRequest,
  type UnexpectedError,
} from "./handler-options.js";
export { InputReader, type JsonObject } from "./input-reader.js";
export { isPresent, type OneOf, type Writable } from "./members.js";
export {
  type CallFacts,
  type ErrorDefinition,
  type Interceptor,
  type OperationCall,
  type OperationContext,
  type OperationDefinition,
  type RequestHeaders,
  type ServiceDefinition,
  type ServiceProtocol,
  serviceDefinition,
} from "./operation.js";
export { OutputDefect, OutputWriter } from "./output-writer.js";
export * from "./protocol-exceptions.js";
export * from "./read-values.js";
export {
  type AnsweredError,
  type ErrorMembers,
  type Fault,
  isServiceException,
  ServiceException,
  type ServiceExceptionOptions,
} from "./service-exception.js";
export { type Implementation, ServiceHandler } from "./service-handler.js";
export { BodyCollector, type TransportRequest, type TransportResponse } from "./transport.js";
export { type Key, ValueVisitor } from "./value-visitor.js";
export type { ConstraintErrorFactory, Violation } from "./violations.js";
export * from "./write-values.js";
