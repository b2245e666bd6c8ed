/** The clocks of a machine, both in milliseconds. */
export interface ClockSources {
  /** The time since 1970-01-01T00:00:00Z. Whoever uses the machine can set it. */
  wallTime(): number;
  /** The time since any moment. Nobody can set it; where the machine sleeps it may stand still. */
  monotonicTime(): number;
}

/** What both clocks say at one moment. */
export interface ClockLook {
  readonly wallTime: number;
  readonly monotonicTime: number;
}

/** Looks at both clocks. */
export function lookAt(sources: ClockSources): ClockLook {
  return { wallTime: sources.wallTime(), monotonicTime: sources.monotonicTime() };
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
  readonly #sources: ClockSources;
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
    this.#sources = sources;
    this.#tolerance = tolerance;
    const { wallTime, monotonicTime } = lookAt(sources);
    this.#anchorMonotonic = monotonicTime;
    const expected = firstLook.wallTime + Math.max(monotonicTime - firstLook.monotonicTime, 0);
    this.#anchorTime = Math.max(seenTime, Math.min(wallTime, expected));
  }

  /** The present as of now. One reading of the machine's clock is enough to refuse, and none is enough to be remembered. */
  read(): ClockReading {
    const wallTime = this.#sources.wallTime();
    const time = Math.max(wallTime, this.seenTime());
    return { time, rolledBack: !(wallTime >= time - this.#tolerance) };
  }

  /** The latest time that has certainly passed, in milliseconds: it never goes back. */
  seenTime(): number {
    const passed = this.#sources.monotonicTime() - this.#anchorMonotonic;
    return this.#anchorTime + Math.max(passed, 0) * MONOTONIC_RATE;
  }

  /**
   * Takes note of the present. Where the machine's clock has jumped ahead, after sleep or because somebody set it, it is
   * believed when a second look shows the same. Answers whether it is believed now.
   */
  advance(): boolean {
    const wallTime = this.#sources.wallTime();
    const seenTime = this.seenTime();
    const jumped = wallTime > seenTime + this.#tolerance;
    const believed = !jumped || this.#jumpSuspected;
    this.#jumpSuspected = jumped && !believed;
    this.#anchor(believed ? Math.max(wallTime, seenTime) : seenTime);
    return believed;
  }

  /** Takes note that a time has passed, in milliseconds, which somebody with another clock says. */
  raise(time: number): void {
    this.#anchor(Math.max(time, this.seenTime()));
  }

  #anchor(time: number): void {
    this.#anchorMonotonic = this.#sources.monotonicTime();
    this.#anchorTime = time;
  }
}
