import type { OperationContext } from "../runtime/operation.js";

/** The input of an operation of a service object. */
export type InputOf<Method> = Method extends (input: infer Input, ...rest: never[]) => unknown ? Input : never;

/** The inputs that arrived, by the method of the service object, in the order of their arrival. */
export type RecordedInputs<Service> = {
  readonly [Method in keyof Service]-?: readonly InputOf<Service[Method]>[];
};

/** A call that arrived. Its `method` tells the type of its input. */
export type RecordedCall<Service> = {
  readonly [Method in keyof Service]-?: {
    readonly method: Method;
    readonly input: InputOf<Service[Method]>;
    readonly context: OperationContext;
  };
}[keyof Service];

/** Keeps what arrives. */
export class Recorder<Service> {
  readonly calls: RecordedCall<Service>[] = [];
  readonly inputs: RecordedInputs<Service>;
  readonly #inputs: ReadonlyMap<string, unknown[]>;

  constructor(methods: readonly string[]) {
    this.#inputs = new Map(methods.map((method) => [method, []]));
    this.inputs = Object.fromEntries(this.#inputs) as unknown as RecordedInputs<Service>;
  }

  add(method: string, input: unknown, context: OperationContext): void {
    this.calls.push({ method, input, context } as RecordedCall<Service>);
    this.#inputs.get(method)?.push(input);
  }

  clear(): void {
    this.calls.length = 0;
    for (const inputs of this.#inputs.values()) inputs.length = 0;
  }
}
