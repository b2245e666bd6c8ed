import type { InputReader } from "./input-reader.js";
import type { OutputWriter } from "./output-writer.js";
import type { ServiceException } from "./service-exception.js";
import type { ConstraintErrorFactory } from "./violations.js";

/** Header fields of a request. Names are looked up without regard to case. */
export interface RequestHeaders {
  get(name: string): string | undefined;
  /** All of them, with names in lower case. What was sent several times under one name is one value, with commas. */
  entries(): Iterable<readonly [name: string, value: string]>;
}

/** What every operation knows of its call beside the input. */
export interface CallFacts {
  /** The operation's name, such as `CheckoutBorrowLicense`. */
  readonly operation: string;
  /** Identifies the request in logs. The answer carries it as `x-amzn-requestid`. */
  readonly requestId: string;
  /** The request's header fields. */
  readonly headers: RequestHeaders;
  /** Aborts when the client goes away, and at the deadline where there is one. */
  readonly signal: AbortSignal;
  /** When the answer has to be there, in milliseconds since 1970, where the handler has a time limit. */
  readonly deadline?: number | undefined;
}

/**
 * What an operation knows of its call beside the input. Its `caller` is what the handler's `identifyCaller` made of the
 * request.
 *
 * @typeParam Caller the type of `caller`; without one, there may be none
 */
export type OperationContext<Caller = unknown> = CallFacts &
  (unknown extends Caller ? { readonly caller?: unknown } : { readonly caller: Caller });

/** One call of an operation, as interceptors see it. */
export interface OperationCall<Name extends string = string, Input = unknown, Output = unknown, Caller = unknown> {
  /** The operation's name, which tells the types of input and output. */
  readonly operation: Name;
  /** The complete and valid input. */
  readonly input: Input;
  readonly context: OperationContext<Caller>;
  /** Goes on to the next interceptor, the last of which calls the operation. */
  next(): Promise<Output>;
}

/**
 * Stands around operations: it may look at the input, refuse the call by throwing an error of the model, look at the
 * output or at what was thrown, and answer something else.
 *
 * @returns the output, which is checked before it leaves
 */
export type Interceptor<Call = OperationCall> = (call: Call) => Promise<unknown>;

/** One operation of a service: how its input is read and its output written. Generated from the model. */
export interface OperationDefinition<Method extends string = string> {
  /** The name on the wire. */
  readonly name: string;
  /** The name of the service object's method. */
  readonly method: Method;
  /** Whether the input can hold numbers whose digits JavaScript's own numbers lose. */
  readonly exactNumbers?: boolean;
  /** Reads and checks the input. Violated constraints are noted with the reader. */
  readonly readInput: (value: unknown, reader: InputReader) => unknown;
  /** Checks the output and makes a JSON value of it. Violated constraints are noted with the writer. */
  readonly writeOutput: (output: never, writer: OutputWriter) => unknown;
  /** The errors that the operation may answer, by name. */
  readonly errors: ReadonlyMap<string, ErrorDefinition>;
}

/** How an error of the model is written. */
export interface ErrorDefinition {
  /** Checks the members and makes a JSON object of them. */
  readonly writeMembers: (members: never, writer: OutputWriter) => object;
  /** The members that are sent as headers too. */
  readonly writeHeaders?: (members: never) => Readonly<Record<string, string | undefined>>;
}

/** What all operations of a service share. Generated from the model. */
export interface ServiceProtocol {
  /** The service shape's name, which stands before the operation's in `X-Amz-Target`. */
  readonly name: string;
  /** Names of all errors of the model. One that an operation does not have is none that it may answer. */
  readonly errorNames: ReadonlySet<string>;
  /** Errors that every operation may answer, by name. */
  readonly errors: ReadonlyMap<string, ErrorDefinition>;
  /** The error for violated constraints that have none of their own. */
  readonly constraintError: ConstraintErrorFactory;
  /** The error for failures that the model does not describe. */
  readonly internalError: (message: string) => ServiceException;
}

/** A service as its handler needs it. */
export interface ServiceDefinition extends ServiceProtocol {
  readonly operations: readonly OperationDefinition[];
}

/** A service that offers these operations. */
export function serviceDefinition(
  protocol: ServiceProtocol,
  operations: readonly OperationDefinition[],
): ServiceDefinition {
  return { ...protocol, operations };
}
