interface FailureOptions extends ErrorOptions {
  readonly code?: string;
  readonly requestId?: string | undefined;
}

/** A command that cannot do what it was asked, with the exit code to end with. */
export class CommandFailure extends Error {
  override readonly name: string = "CommandFailure";
  readonly exitCode: number;
  /** Tells programs what failed, such as the name of the error that a server answered. */
  readonly code: string | undefined;
  /** The request that the server refused. */
  readonly requestId: string | undefined;

  constructor(message: string, exitCode: number, { code, requestId, ...options }: FailureOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
    this.code = code;
    this.requestId = requestId;
  }
}
