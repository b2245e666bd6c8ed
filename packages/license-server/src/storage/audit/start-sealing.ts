import { epochSeconds } from "../../domain/date-time.js";
import type { EncryptionKey } from "../../secrets/sealed-text.js";
import type { Database } from "../database/database.js";
import { type AuditSeal, sealAuditLog } from "./audit-seals.js";

export interface SealingOptions {
  readonly clock: () => Date;
  /** How long to wait between two rounds, in milliseconds. */
  readonly intervalMs: number;
  /** Gets each seal. Whoever keeps it elsewhere can tell later whether it is still there. */
  readonly onSeal: (seal: AuditSeal) => void;
  /** Gets what a round failed with. The next one makes up for it. */
  readonly onFailure: (error: unknown) => void;
}

/** The sealing of an audit log, again and again. */
export interface Sealing {
  /** Seals what there is, and ends. */
  stop(): Promise<void>;
}

/** Starts to seal an audit log. It keeps no process running. */
export function startSealing(database: Database, key: EncryptionKey, options: SealingOptions): Sealing {
  const { clock, intervalMs, onFailure, onSeal } = options;
  let round: Promise<void> | undefined;
  const seal = async (): Promise<void> => {
    try {
      for (const made of await sealAuditLog(database, key, epochSeconds(clock()))) onSeal(made);
    } catch (error) {
      onFailure(error);
    } finally {
      round = undefined;
    }
  };
  const timer = setInterval(() => {
    round ??= seal();
  }, intervalMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await round;
      await seal();
    },
  };
}
