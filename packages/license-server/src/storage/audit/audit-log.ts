import type { EpochSeconds } from "../../domain/date-time.js";
import type { AuditEvent } from "./audit-event.js";

/** Which events to list: those that meet all that is given. */
export interface AuditQuery {
  /** From this moment on. */
  readonly since?: EpochSeconds;
  /** Before this moment. */
  readonly until?: EpochSeconds;
  readonly account?: string;
  readonly accessKeyId?: string;
  readonly operation?: string;
  readonly licenseArn?: string;
  /** A license consumption token. */
  readonly lease?: string;
  /** The key that was changed. */
  readonly keyId?: string;
  readonly requestId?: string;
  /** Those that come behind the event with this number, for the next page. */
  readonly before?: number;
  /** How many at most. */
  readonly limit: number;
}

/**
 * The log of every change that was made. Whatever makes a change appends to it in the same transaction, with
 * `recordChange`, so that there is no change without its event and no event without its change. Nothing alters it.
 */
export interface AuditLog {
  /** Answers events, the latest first; of those of one second, the one with the highest number. */
  list(query: AuditQuery): Promise<readonly AuditEvent[]>;
}
