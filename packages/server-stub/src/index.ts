/**
 * A server of the protocol: `createLicenseManagerHandler` makes a handler of an object with a method for each operation. It
 * routes, checks each request against the model, calls the method and writes what it answers or throws. The other entry
 * points put it behind what carries requests.
 *
 * @packageDocumentation
 */

export * from "./generated/index.js";
export {
  type AnsweredRequest,
  DeadlineExceeded,
  type Fault,
  type FetchHandler,
  type HandlerOptions,
  type Interceptor,
  InternalFailure,
  isServiceException,
  type OperationCall,
  type OperationContext,
  OutputDefect,
  type ReceivedRequest,
  RequestEntityTooLargeException,
  type RequestHeaders,
  SerializationException,
  ServiceException,
  type ServiceExceptionOptions,
  ServiceUnavailable,
  ThrottlingException,
  type UnexpectedError,
  UnknownOperationException,
  UnsupportedMediaTypeException,
} from "./runtime/index.js";
