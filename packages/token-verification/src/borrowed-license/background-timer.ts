/** Runs a function again and again without keeping the process alive. */
export class BackgroundTimer {
  readonly #run: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** @param run does the work and answers after how many milliseconds to come back */
  constructor(run: () => number) {
    this.#run = run;
  }

  /** Runs after a delay in milliseconds, 2^31 - 1 at most, in place of what was scheduled before. */
  schedule(delay: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    const timer = setTimeout(() => {
      const next = this.#run();
      // The work may have scheduled the timer anew.
      if (this.#timer === timer) this.schedule(next);
    }, delay);
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
  const { Deno } = globalThis as { readonly Deno?: { unrefTimer(id: number): void } };
  if (typeof timer === "number") Deno?.unrefTimer(timer);
  else (timer as { unref?(): void }).unref?.();
}
