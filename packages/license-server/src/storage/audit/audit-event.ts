import type { EpochSeconds } from "../../domain/date-time.js";

/** Who makes a change, as far as that is known. */
export interface ChangeAuthor {
  /** The account that the change is made for: 12 digits. Default: the one that what changes belongs to. */
  readonly account?: string;
  /** The access key that the request was signed with. */
  readonly accessKeyId?: string;
  /** The user of the operating system who changed it by a command, on the server's machine. */
  readonly osUser?: string;
  /** The request that asked for the change. */
  readonly requestId?: string;
}

/** What is known of a change, before the log gives it its number. */
export interface NewAuditEvent extends Omit<ChangeAuthor, "account"> {
  readonly at: EpochSeconds;
  readonly account: string;
  /** The operation's name, such as `CheckoutBorrowLicense` or `DisableAccessKey`. */
  readonly operation: string;
  readonly licenseArn?: string;
  /** The license consumption token of the checkout that it is about. */
  readonly lease?: string;
  /** The key that it is about. */
  readonly keyId?: string;
  readonly outcome: AuditOutcome;
  /** What it came to, as the operation's answer calls it. No secrets. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What became of what an event is about; `found` is what was there before there was a log. */
export type AuditOutcome =
  | "created"
  | "deleted"
  | "disabled"
  | "enabled"
  | "extended"
  | "found"
  | "granted"
  | "retired"
  | "returned";

/** A change as the log has it. */
export interface AuditEvent extends NewAuditEvent {
  /** Its number: later changes have higher ones. There may be gaps. */
  readonly id: number;
}
