import type { KeyObject } from "node:crypto";
import { vi } from "vitest";
import { BorrowedLicense, type BorrowedLicenseOptions, type StoredText } from "../src/index.js";
import { CLOUD_PAYLOAD, rsaKeys, signedToken, type TokenKeys } from "./tokens.js";

/** The issuer's keys of every license below. */
const keys: TokenKeys = rsaKeys();
/** The public one of them. */
export const publicKey: KeyObject = keys.publicKey;

export const HOUR = 3_600_000;
export const MINUTE = 60_000;

/** A text in memory. Its member `text` is what is stored. */
export function memoryText(text?: string): StoredText & { text: string | undefined } {
  return {
    text,
    async read() {
      return this.text;
    },
    async write(value) {
      this.text = value;
    },
  };
}

/**
 * The clocks of a machine, of which the test is the master: the wall clock can be set, the monotonic one goes on with
 * the timers.
 */
export class Machine {
  wallTime: number;
  monotonicTime = 5_000_000;

  constructor(time = "2026-03-01T12:00:00Z") {
    this.wallTime = Date.parse(time);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  }

  /** Lets time pass on both clocks, minute by minute, with all that timers do. */
  async pass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0; left -= MINUTE) {
      const step = Math.min(left, MINUTE);
      this.wallTime += step;
      this.monotonicTime += step;
      await vi.advanceTimersByTimeAsync(step);
    }
  }

  /** Sets the wall clock, as a user or a clock service does, or as sleep seems to do. */
  set(time: string): void {
    this.wallTime = Date.parse(time);
  }

  /** Opens a license on this machine. */
  open(options: Partial<BorrowedLicenseOptions> = {}): Promise<BorrowedLicense> {
    return BorrowedLicense.open({
      ...(options.file === undefined ? { token: licenseToken() } : {}),
      keys: publicKey,
      nodeId: "workstation-7",
      state: memoryText(),
      now: () => new Date(this.wallTime),
      monotonicNow: () => this.monotonicTime,
      ...options,
    } as BorrowedLicenseOptions);
  }
}

/** A token that holds from 2026-03-01T10:00:00Z until 2026-03-02T10:00:00Z, unless claims say otherwise. */
export function licenseToken(claims: object = {}): string {
  return signedToken(keys.privateKey, { ...CLOUD_PAYLOAD, ...claims });
}
