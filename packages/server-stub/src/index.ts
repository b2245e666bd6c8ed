export * from "./generated/index.js";
export {
  type AnsweredRequest,
  type Fault,
  type FetchHandler,
  type HandlerOptions,
  InternalFailure,
  isServiceException,
  type OperationContext,
  RequestEntityTooLargeException,
  type RequestHeaders,
  SerializationException,
  ServiceException,
  type ServiceExceptionOptions,
  type UnexpectedError,
  UnknownOperationException,
  UnsupportedMediaTypeException,
} from "./runtime/index.js";
