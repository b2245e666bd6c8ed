import type { ShapeArbitraries } from "./shape-arbitraries.js";

/** An operation of a service, as its model has it. */
export interface OperationContract {
  /** The name on the wire. */
  readonly name: string;
  readonly input: ShapeArbitraries<unknown>;
  readonly output: ShapeArbitraries<unknown>;
  /** Names of the errors that it may answer, sorted. */
  readonly errors: readonly string[];
  /** Whether it changes nothing. */
  readonly isReadonly: boolean;
}

/** An error of a service. */
export interface ErrorContract {
  readonly name: string;
  /** The HTTP status. */
  readonly status: number;
  readonly fault: "client" | "server";
  /** The member that carries the error's text, where there is one. */
  readonly messageMember?: string;
  readonly shape: ShapeArbitraries<unknown>;
}

/** A service, as its model has it. */
export interface ServiceContract {
  /** The name that stands before the operation's in `X-Amz-Target`. */
  readonly name: string;
  /** The name in the scope of signatures, where requests are signed. */
  readonly signingName?: string;
  /** The error for violated constraints. */
  readonly constraintError?: string;
  /** The error for failures that the model does not describe. */
  readonly internalError?: string;
  readonly operations: readonly OperationContract[];
  /** All errors of all operations, sorted by name. */
  readonly errors: readonly ErrorContract[];
}

/** An example of the model's `@examples`. */
export interface OperationExample {
  readonly operation: string;
  readonly title: string;
  readonly documentation?: string;
  readonly input: object;
  /** What is answered. Absent where an error is. */
  readonly output?: object;
  readonly error?: { readonly name: string; readonly content: object };
  /** Whether the input violates constraints, on purpose. */
  readonly allowInvalidInput?: boolean;
}
