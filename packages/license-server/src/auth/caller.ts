import type { Policy } from "./policy.js";

/** Who sent a request. */
export interface Caller {
  readonly accessKeyId: string;
  /** The account for which the call is made: 12 digits. */
  readonly account: string;
  readonly policy: Policy;
}

/** Tells a caller from whatever else stands in an operation's context. */
export function isCaller(value: unknown): value is Caller {
  return (
    typeof value === "object" && value !== null && "accessKeyId" in value && "account" in value && "policy" in value
  );
}
