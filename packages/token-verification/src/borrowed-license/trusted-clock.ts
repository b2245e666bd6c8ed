import { timeOf } from "../claims/check-time.js";

/** The clocks of a machine, both in milliseconds. */
export interface ClockSources {
  /** The time since 1970-01-01T00:00:00Z. Whoever uses the machine can set it. */
  readonly wallTime: () => number;
  /** The time since any moment. Nobody can set it; where the machine sleeps it may stand still. */
  readonly monotonicTime: () => number;
}

/** What both clocks say at one moment. */
export interface ClockLook {
  readonly wallTime: number;
  readonly monotonicTime: number;
}

/**
 * Looks at both clocks for the first time. Nothing can be judged without that.
 *
 * @throws TypeError when one of them cannot be read
 */
export function lookAt(sources: ClockSources): ClockLook {
  const look = { wallTime: sources.wallTime(), monotonicTime: sources.monotonicTime() };
  timeOf(new Date(look.wallTime));
  if (!Number.isFinite(look.monotonicTime)) throw new TypeError("monotonicNow() must answer a number.");
  return look;
}

/** The present, by all that is known of it. */
export interface ClockReading {
  /** The latest that a clock says or that was seen before. */
  readonly time: number;
  /** Whether the machine's clock stands further before that than is tolerated. */
  readonly rolledBack: boolean;
}

/**
 * How fast the monotonic clock is taken to run. Quartz and the adjustments of NTP differ by less than one part in a
 * thousand, so that this clock never gets ahead of the true time.
 */
const MONOTONIC_RATE = 0.999;

/**
 * Tells the present and whether the machine's clock was set back. While the process runs, the monotonic clock shows how
 * much time has passed at least; across processes, the latest time that was seen does.
 */
export class TrustedClock {
  readonly #wallTime: () => number;
  readonly #monotonicTime: () => number;
  readonly #tolerance: number;
  #anchorTime: number;
  #anchorMonotonic: number;
  #jumpSuspected = false;

  /**
   * @param seenTime the latest time that was seen before, in milliseconds
   * @param tolerance how far the machine's clock may stand behind, in milliseconds
   * @param firstLook what the clocks said a while ago: what both looks agree on is remembered
   */
  constructor(sources: ClockSources, seenTime: number, tolerance: number, firstLook: ClockLook) {
    this.#wallTime = guarded(sources.wallTime);
    this.#monotonicTime = guarded(sources.monotonicTime);
    this.#tolerance = tolerance;
    const monotonicTime = this.#monotonicTime();
    this.#anchorMonotonic = Number.isNaN(monotonicTime) ? firstLook.monotonicTime : monotonicTime;
    const expected = firstLook.wallTime + latest(0, monotonicTime - firstLook.monotonicTime);
    this.#anchorTime = latest(seenTime, Math.min(this.#wallTime(), expected));
  }

  /**
   * The present as of now. One reading of the machine's clock is enough to refuse, and none is enough to be remembered.
   * A clock that cannot be read is as good as one that was set back.
   */
  read(): ClockReading {
    const wallTime = this.#wallTime();
    const time = latest(this.seenTime(), wallTime);
    return { time, rolledBack: !(wallTime >= time - this.#tolerance) };
  }

  /** The latest time that has certainly passed, in milliseconds: it never goes back. */
  seenTime(): number {
    const passed = this.#monotonicTime() - this.#anchorMonotonic;
    return this.#anchorTime + latest(0, passed) * MONOTONIC_RATE;
  }

  /**
   * Takes note of the present. Where the machine's clock has jumped ahead, after sleep or because somebody set it, it is
   * believed when a second look shows the same. Answers whether it is believed now, without need of a second look.
   */
  advance(): boolean {
    const wallTime = this.#wallTime();
    const seenTime = this.seenTime();
    const jumped = wallTime > seenTime + this.#tolerance;
    const believed = !jumped || this.#jumpSuspected;
    this.#jumpSuspected = jumped && !believed;
    this.#anchor(believed ? latest(seenTime, wallTime) : seenTime);
    return believed;
  }

  /** Takes note that a time has passed, in milliseconds, which somebody with another clock says. */
  raise(time: number): void {
    this.#anchor(Math.max(time, this.seenTime()));
  }

  #anchor(time: number): void {
    const monotonicTime = this.#monotonicTime();
    // Without it, nobody could tell how much of what passes later comes on top of the time.
    if (Number.isNaN(monotonicTime)) return;
    this.#anchorMonotonic = monotonicTime;
    this.#anchorTime = time;
  }
}

/** Reads a clock, and answers no number where it cannot be read. */
function guarded(read: () => number): () => number {
  return () => {
    try {
      return read();
    } catch {
      return Number.NaN;
    }
  };
}

/** The later of two times, or the known one where the other could not be read. */
function latest(known: number, reading: number): number {
  return Number.isNaN(reading) ? known : Math.max(known, reading);
}
