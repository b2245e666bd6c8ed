import type { MetadataBearer } from "@smithy/types";
import type { Codec } from "./codec.js";
import type { ServiceException, ServiceExceptionOptions } from "./service-exception.js";

/** What all operations of a service share on the wire. */
export interface ServiceDefinition {
  /** What stands before the operation's name in `X-Amz-Target`. */
  readonly targetPrefix: string;
  /** The service's name in signatures. Requests of a service without one are not signed. */
  readonly signingName?: string;
  /** Finds the service's endpoint. A service without rules for it needs the caller's own. */
  readonly resolveEndpoint: (parameters: EndpointParameters) => string;
  /** The class of errors that the model does not have. */
  readonly exception: new (
    options: ServiceExceptionOptions,
  ) => ServiceException;
}

/** What an endpoint depends on. */
export interface EndpointParameters {
  readonly Region?: string | undefined;
  readonly UseDualStack?: boolean | undefined;
  readonly UseFIPS?: boolean | undefined;
  readonly Endpoint?: string | undefined;
}

/** One operation on the wire. */
export interface Operation<Input, Output> {
  readonly name: string;
  readonly input: Codec<Input>;
  readonly output: Codec<Output>;
  readonly errors: readonly ErrorDefinition[];
  /** Whether the operation takes requests without a signature. */
  readonly unsigned?: true;
  /** Whether members need more digits than JavaScript's own numbers have. */
  readonly exactNumbers?: { readonly parse: (json: string) => unknown; readonly stringify: (value: unknown) => string };
  /** What stands before the endpoint's host. */
  readonly hostPrefix?: (input: Input) => string;
  /** Compresses large requests. */
  readonly compress?: (body: string) => Promise<CompressedBody | undefined>;
}

/** A request's body in another encoding. */
export interface CompressedBody {
  readonly encoding: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One modelled error on the wire. */
export interface ErrorDefinition {
  readonly name: string;
  /** The error's class. */
  readonly type: new (
    options: never,
  ) => ServiceException;
  /** The members but for the text, where there are any. */
  readonly members?: Codec<object>;
  /** Response headers that stand for members which the body leaves out. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An operation's output as it is on the wire: without what the client adds. */
export type WireOutput<Output> = Omit<Output, "$metadata">;

/** A call of an operation: what `send` takes. */
export class Command<Input extends object, Output extends MetadataBearer> {
  readonly input: Input;
  /** What the client needs to know of the operation. */
  readonly operation: Operation<Input, WireOutput<Output>>;
  /** For the type checker only: what the call answers. */
  declare readonly $output?: Output;

  /** Generated commands call it. */
  protected constructor(input: Input, operation: Operation<Input, WireOutput<Output>>) {
    this.input = input;
    this.operation = operation;
  }
}
