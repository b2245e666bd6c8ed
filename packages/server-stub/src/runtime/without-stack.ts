/**
 * Makes an error without a stack. What tells a client that its request is wrong says nothing about the server's code,
 * and collecting the stack takes longer than answering a valid request, which whoever sends invalid ones could use.
 *
 * @param make makes the error, and calls nothing of the service's
 */
export function withoutStack<Made>(make: () => Made): Made {
  const limited = Error as { stackTraceLimit?: number };
  const { stackTraceLimit } = limited;
  // Where errors are frozen, or know no such limit, the error has its stack all the same.
  if (stackTraceLimit === undefined) return make();
  try {
    limited.stackTraceLimit = 0;
  } catch {
    return make();
  }
  try {
    return make();
  } finally {
    limited.stackTraceLimit = stackTraceLimit;
  }
}
