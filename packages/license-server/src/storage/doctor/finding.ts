/** Something in a database that should not be. */
export interface Finding {
  readonly check: Check;
  /** What is wrong and with what, as a sentence. */
  readonly message: string;
}

export type Check = "file" | "versions" | "limits" | "counts" | "requests" | "audit" | "keys";

export function finding(check: Check, message: string): Finding {
  return { check, message };
}
