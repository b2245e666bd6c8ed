import type { MetadataBearer, ResponseMetadata, RetryableTrait } from "@smithy/types";

/** What every error that a server answers is made of. */
export interface ServiceExceptionOptions extends MetadataBearer {
  readonly name: string;
  readonly $fault: "client" | "server";
  readonly message?: string;
}

/** What the constructor of a modelled error takes: its own members, the text and the metadata. */
export type ExceptionOptions<Exception extends ServiceException> = Omit<
  Exception,
  Exclude<keyof ServiceException, "$metadata" | "message">
>;

/**
 * An error that the server answered.
 *
 * `instanceof` also recognises errors of another copy of this package and those of the clients made by
 * `smithy-typescript-codegen`, by their name.
 */
export class ServiceException extends Error {
  /** Who has to change something. */
  readonly $fault: "client" | "server";
  /** There in errors that the model marks as worth another attempt. */
  declare readonly $retryable?: RetryableTrait;
  /** Status, request ID and number of attempts. */
  $metadata: ResponseMetadata;

  constructor({ $fault, $metadata, message, name, ...members }: ServiceExceptionOptions) {
    super(message);
    this.name = name;
    this.$fault = $fault;
    this.$metadata = $metadata;
    Object.assign(this, members);
  }

  // biome-ignore-start lint/complexity/noThisInStatic: classes that extend this one inherit the question.
  /** Asks on behalf of the class itself or of one that extends it. */
  static override [Symbol.hasInstance](this: typeof ServiceException, value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    return isServiceError(value) && (this === ServiceException || namesOf(value).has(this.name));
  }
  // biome-ignore-end lint/complexity/noThisInStatic: see above
}

/** Whether a value looks like an error of a service, from whichever copy of which client. */
function isServiceError(value: unknown): value is ServiceException {
  const { $fault, $metadata } = Object(value) as Partial<ServiceException>;
  return ($fault === "client" || $fault === "server") && typeof $metadata === "object";
}

/** The error's own name and those of its classes. */
function namesOf(error: ServiceException): ReadonlySet<string> {
  const names = new Set([error.name]);
  for (let each = Object.getPrototypeOf(error) as object | null; each !== null; each = Object.getPrototypeOf(each)) {
    const { name } = each.constructor;
    if (name !== "Error" && name !== "Object") names.add(name);
  }
  return names;
}
