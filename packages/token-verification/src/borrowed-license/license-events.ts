/** What happens to a borrowed license, and what its listeners are told. */
export interface BorrowedLicenseEvents {
  /** The license expires soon: as many seconds are left as one of the lead times has, or fewer. */
  readonly expiring: { readonly leadTime: number; readonly remaining: number };
  /** The license has expired, and the period of grace has begun. */
  readonly grace: { readonly expiration: Date; readonly until: Date };
  /** The license has expired, and its period of grace as well. */
  readonly expired: { readonly expiration: Date };
  /** The clock was set back. The license is refused until the clock is right again. */
  readonly "clock-rolled-back": { readonly seenTime: Date };
  /** The time that was seen could not be recorded. The next attempt follows by itself. */
  readonly "state-not-saved": { readonly cause: unknown };
}

export type BorrowedLicenseListener<Name extends keyof BorrowedLicenseEvents> = (
  event: BorrowedLicenseEvents[Name],
) => void;

/** The names of all events. */
const EVENTS = [
  "expiring",
  "grace",
  "expired",
  "clock-rolled-back",
  "state-not-saved",
] as const satisfies (keyof BorrowedLicenseEvents)[];

/** The listeners of one license. */
export class LicenseEvents {
  readonly #listeners = new Map(EVENTS.map((name) => [name, new Set<(event: never) => void>()]));

  /**
   * Adds a listener and answers what removes it.
   *
   * @throws TypeError when there is no such event, or the listener is no function
   */
  on<Name extends keyof BorrowedLicenseEvents>(name: Name, listener: BorrowedLicenseListener<Name>): () => void {
    const listeners = this.#listeners.get(name);
    if (listeners === undefined) throw new TypeError(`There is no event ${name} among ${EVENTS.join(", ")}.`);
    if (typeof listener !== "function") throw new TypeError(`The listener of ${name} must be a function.`);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Tells every listener. What one of them throws keeps nothing from the others: it becomes an uncaught error. */
  emit<Name extends keyof BorrowedLicenseEvents>(name: Name, event: BorrowedLicenseEvents[Name]): void {
    for (const listener of [...(this.#listeners.get(name) ?? [])] as BorrowedLicenseListener<Name>[]) {
      try {
        listener(event);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
