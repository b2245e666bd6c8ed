import type { EpochSeconds } from "../../domain/date-time.js";

/** How much of an entitlement was in use at one moment, and what has changed until another by time alone. */
export interface CountedAmount {
  /** What was in use at `asOf`: what expires after it. */
  readonly amount: number;
  readonly asOf: EpochSeconds;
  /** What expires between `asOf` and the other moment, whichever is earlier: after the one and until the other. */
  readonly moved: number;
}

/** How much is in use at the other moment. It may be the earlier one: clocks are set back, and differ. */
export function amountAt({ amount, asOf, moved }: CountedAmount, at: EpochSeconds): number {
  return at >= asOf ? amount - moved : amount + moved;
}
