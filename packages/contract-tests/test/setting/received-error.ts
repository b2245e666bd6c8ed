import type { ClientModule } from "./clients.js";

/** An error as a client's caller sees it. */
export interface ReceivedError {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
  readonly fault: string | undefined;
  /** Whether it is an instance of the class with its name that the client exports. */
  readonly isOfItsClass: boolean;
}

/** What a client throws, or an error that says that it did not. */
export async function receivedError(module: ClientModule, promise: Promise<unknown>): Promise<ReceivedError> {
  const error = await thrown(promise);
  const { $fault, $metadata, message, name } = error;
  const classes = module as unknown as Readonly<Record<string, abstract new () => unknown>>;
  const itsClass = Object.hasOwn(module, name) ? classes[name] : undefined;
  return {
    name,
    message,
    status: $metadata?.httpStatusCode,
    fault: $fault,
    isOfItsClass: itsClass !== undefined && error instanceof itsClass,
  };
}

type ServiceError = Error & {
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
};

async function thrown(promise: Promise<unknown>): Promise<ServiceError> {
  try {
    await promise;
  } catch (error) {
    return error as ServiceError;
  }
  return new Error("The operation succeeded.");
}

const STATUSES = {
  AccessDeniedException: 401,
  AuthorizationException: 403,
  ConflictException: 409,
  EntitlementNotAllowedException: 400,
  InvalidParameterValueException: 400,
  NoEntitlementsAllowedException: 400,
  RateLimitExceededException: 429,
  RedirectException: 308,
  ResourceNotFoundException: 400,
  ServerInternalException: 500,
  ValidationException: 400,
} as const;

/** An error of the model, as a client should throw it. */
export function modeled(
  name: keyof typeof STATUSES,
  message: unknown,
): Omit<ReceivedError, "message"> & { readonly message: unknown } {
  const fault = name === "ServerInternalException" ? "server" : "client";
  return { name, message, status: STATUSES[name], fault, isOfItsClass: true };
}
