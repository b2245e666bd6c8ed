import { type AnsweredError, type Fault, ServiceException, type ServiceExceptionOptions } from "./service-exception.js";

/** The one member of the errors that every service of the protocol knows. */
export interface ProtocolExceptionMembers {
  readonly Message: string;
}

/**
 * Base of the errors that no model describes, because every service of the protocol can answer them.
 *
 * @see https://docs.aws.amazon.com/awssupport/latest/APIReference/CommonErrors.html
 */
export abstract class ProtocolException extends ServiceException<ProtocolExceptionMembers> {
  readonly fault: Fault = "client";

  constructor(message: string, options?: ServiceExceptionOptions) {
    super(message, { Message: message }, options);
  }
}

// On the prototype, as the brand of all errors is.
Object.defineProperty(ProtocolException.prototype, "isProtocol", { value: true });

/** The body is no JSON, or a value has another JSON type than the model gives it. */
export class SerializationException extends ProtocolException {
  override readonly name = "SerializationException";
  readonly statusCode = 400;
}

/** The request names no operation, or one that the service does not have. */
export class UnknownOperationException extends ProtocolException {
  override readonly name = "UnknownOperationException";
  readonly statusCode = 404;
}

/** The request's content type is not the protocol's. */
export class UnsupportedMediaTypeException extends ProtocolException {
  override readonly name = "UnsupportedMediaTypeException";
  readonly statusCode = 415;
}

/** The request's body has more bytes than the server reads. */
export class RequestEntityTooLargeException extends ProtocolException {
  override readonly name = "RequestEntityTooLargeException";
  readonly statusCode = 413;
}

/** The input violates a constraint, in a service whose model names no error for that. */
export class ValidationException extends ProtocolException {
  override readonly name = "ValidationException";
  readonly statusCode = 400;
}

/** The same for inputs, which nobody throws. */
export function validationError(message: string): AnsweredError {
  return { name: "ValidationException", statusCode: 400, message, members: { Message: message }, isProtocol: true };
}

/** The server failed, in a service whose model names no error for that. */
export class InternalFailure extends ProtocolException {
  override readonly name = "InternalFailure";
  override readonly fault: Fault = "server";
  readonly statusCode = 500;
}

/** The server cannot answer now. Clients try again. */
export class ServiceUnavailable extends ProtocolException {
  override readonly name = "ServiceUnavailable";
  override readonly fault: Fault = "server";
  readonly statusCode = 503;
}

/** The caller sends too many requests, in a service whose model names no error for that. */
export class ThrottlingException extends ProtocolException {
  override readonly name = "ThrottlingException";
  readonly statusCode = 400;
}
