const BRAND: unique symbol = Symbol.for("@borrow-license/server-stub/ServiceException") as never;

const NO_OPTIONS: ServiceExceptionOptions = {};
const NO_HEADERS: Readonly<Record<string, string>> = {};

/** Whose fault an error is: the caller's or the server's. */
export type Fault = "client" | "server";

/** Members of an error, as the model names them. */
export type ErrorMembers = object;

/**
 * What an answer tells of an error. Errors that nobody throws need to be nothing more: making a JavaScript error takes as long
 * as checking an input.
 */
export interface AnsweredError {
  /** The error's name on the wire: its shape's name, without a namespace. */
  readonly name: string;
  /** The HTTP status that the error is answered with. */
  readonly statusCode: number;
  /** What was wrong, for people. */
  readonly message: string;
  /** The modelled members. */
  readonly members: ErrorMembers;
  /** Headers to send beside those that the model asks for. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the error is the protocol's own, although the model may have another one of that name. */
  readonly isProtocol?: boolean;
}

/**
 * Base of the errors that a service answers with, those of its model and those that the protocol knows for every
 * service. What a subclass carries is sent to the client; `cause` never is, it is for the service's own log.
 */
export abstract class ServiceException<Members extends ErrorMembers = ErrorMembers>
  extends Error
  implements AnsweredError
{
  /** The error's name on the wire: its shape's name, without a namespace. */
  abstract override readonly name: string;
  abstract readonly fault: Fault;
  /** The HTTP status that the error is answered with. */
  abstract readonly statusCode: number;
  /** The modelled members. */
  readonly members: Members;
  /** Headers to send beside those that the model asks for, such as `retry-after`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(message: string, members: Members, { cause, headers }: ServiceExceptionOptions = NO_OPTIONS) {
    super(message, cause === undefined ? undefined : { cause });
    this.members = members;
    this.headers = headers ?? NO_HEADERS;
  }

  // On the prototype, because defining it for each error takes as long as making the error.
  static {
    Object.defineProperty(ServiceException.prototype, BRAND, { value: true });
  }
}

/** What an error carries beside its modelled members. */
export interface ServiceExceptionOptions {
  /** What led to the error. It goes to the log and never to the client. */
  readonly cause?: unknown;
  /** HTTP headers to send with the error, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Tells whether a value is a `ServiceException`, also one of another copy of this package. */
export function isServiceException(value: unknown): value is ServiceException {
  return value instanceof Error && BRAND in value;
}
