import type { InputReader } from "./input-reader.js";
import type { ServiceException } from "./service-exception.js";

/** Header fields of a request. Names are looked up without regard to case. */
export interface RequestHeaders {
  get(name: string): string | undefined;
}

/** What an operation knows of its call beside the input. */
export interface OperationContext {
  /** The operation's name, such as `CheckoutBorrowLicense`. */
  readonly operation: string;
  /** Identifies the request in logs. The answer carries it as `x-amzn-requestid`. */
  readonly requestId: string;
  /** The request's header fields. */
  readonly headers: RequestHeaders;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/** One operation of a service: how its input is read and its output written. Generated from the model. */
export interface OperationDefinition {
  /** The name on the wire. */
  readonly name: string;
  /** The name of the service object's method. */
  readonly method: string;
  /** Reads and checks the input. Violated constraints are noted with the reader. */
  readonly readInput: (value: unknown, reader: InputReader) => unknown;
  /** The output as a JSON value. */
  readonly writeOutput: (output: never) => unknown;
  /** Names of the errors that the operation may answer. */
  readonly errors: ReadonlySet<string>;
}

/** How an error of the model is written. */
export interface ErrorDefinition {
  /** The members as a JSON object. */
  readonly writeMembers: (members: never) => object;
  /** The members that are sent as headers too. */
  readonly writeHeaders?: (members: never) => Readonly<Record<string, string | undefined>>;
}

/** A service as its handler needs it. Generated from the model. */
export interface ServiceDefinition {
  /** The service shape's name, which stands before the operation's in `X-Amz-Target`. */
  readonly name: string;
  readonly operations: readonly OperationDefinition[];
  /** How the errors of the model are written, by name. */
  readonly errors: ReadonlyMap<string, ErrorDefinition>;
  /** The error for violated constraints that have none of their own. */
  readonly constraintError: (message: string) => ServiceException;
  /** The error for failures that the model does not describe. */
  readonly internalError: (message: string) => ServiceException;
}
