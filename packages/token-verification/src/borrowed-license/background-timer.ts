/** The longest delay that timers know, in milliseconds. A longer one would end at once. */
const MAXIMUM_DELAY = 2 ** 31 - 1;

/** Runs a function again and again without keeping the process alive. */
export class BackgroundTimer {
  readonly #run: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** @param run does the work and answers after how many milliseconds to come back */
  constructor(run: () => number) {
    this.#run = run;
  }

  /** Runs after a delay in milliseconds, in place of what was scheduled before. */
  schedule(delay: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    const timer = setTimeout(
      () => {
        const next = this.#run();
        // The work may have scheduled the timer anew.
        if (this.#timer === timer) this.schedule(next);
      },
      Math.min(Math.max(delay, 0), MAXIMUM_DELAY),
    );
    this.#timer = timer;
    unref(timer);
  }

  /** Ends it for good. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }
}

/** Timers are objects in Node.js and Bun, and numbers in Deno and in browsers, where nothing has to be done. */
function unref(timer: unknown): void {
  if (typeof timer === "object" && timer !== null && "unref" in timer && typeof timer.unref === "function") {
    timer.unref();
    return;
  }
  const { Deno } = globalThis as { readonly Deno?: { unrefTimer?(id: unknown): void } };
  Deno?.unrefTimer?.(timer);
}
