import { type Fault, ServiceException, type ServiceExceptionOptions } from "@borrow-license/server-stub";

/**
 * Base of the errors for requests whose sender is not known. The model does not describe them, because every service of
 * the protocol answers them. All have the status 400, as AWS's services of the JSON protocols answer them.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export abstract class AuthenticationException extends ServiceException<{ readonly Message: string }> {
  readonly fault: Fault = "client";
  readonly statusCode = 400;

  constructor(message: string, options?: ServiceExceptionOptions) {
    super(message, { Message: message }, options);
  }
}

/** The request is not signed at all. */
export class MissingAuthenticationTokenException extends AuthenticationException {
  override readonly name = "MissingAuthenticationTokenException";
}

/** The request's signature is not written as Signature Version 4 has it, or in a way that is not accepted here. */
export class IncompleteSignatureException extends AuthenticationException {
  override readonly name = "IncompleteSignatureException";
}

/** The signature is not the one of the access key over this request. */
export class InvalidSignatureException extends AuthenticationException {
  override readonly name = "InvalidSignatureException";
}

/** The access key, or the session token that belongs to it, is not known here. */
export class UnrecognizedClientException extends AuthenticationException {
  override readonly name = "UnrecognizedClientException";
}

/** Temporary credentials have expired. */
export class ExpiredTokenException extends AuthenticationException {
  override readonly name = "ExpiredTokenException";
}

/** The request was signed too long ago, or in the future. Clients correct their clocks by the answer's `Date`. */
export class RequestExpired extends AuthenticationException {
  override readonly name = "RequestExpired";
}
