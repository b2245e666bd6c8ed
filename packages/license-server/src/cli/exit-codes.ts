/** The exit codes of the program. They are documented in the README and in the program's help, and do not change. */
export const EXIT_CODES = {
  /** It did what it was asked. */
  done: 0,
  /** It failed: a file, the network or the database could not be used, or something unforeseen happened. */
  failed: 1,
  /** It was called wrongly: an argument, an environment variable or the configuration file is not right. */
  misused: 2,
  /** The server refused the request. The message says why. */
  refused: 3,
  /** What was checked is not in order: a token is not valid, or the database breaks a rule. */
  invalid: 4,
} as const;
