import {
  BorrowTokenClockRolledBackError,
  BorrowTokenEntitlementMissingError,
  BorrowTokenMalformedError,
  BorrowTokenStateMissingError,
} from "../borrow-token-error.js";
import { expired, timeOf } from "../claims/check-time.js";
import type { BorrowTokenClaims, EntitlementData, EntitlementDataUnit } from "../generated/index.js";
import { prepareVerificationKeys } from "../keys/verification-keys.js";
import { BackgroundTimer } from "./background-timer.js";
import {
  type BorrowedLicenseOptions,
  checkOptions,
  leadTimesWithin,
  type TimePolicy,
  timePolicy,
} from "./borrowed-license-options.js";
import { type Lease, type LeaseTerms, openLease, readToken, worseThan } from "./lease.js";
import { type BorrowedLicenseEvents, type BorrowedLicenseListener, LicenseEvents } from "./license-events.js";
import { borrowAgain, type RenewalClient, type RenewalResult, returnPrevious } from "./renew-license.js";
import { SeenTimeRecord } from "./seen-time-record.js";
import type { StoredText } from "./stored-text.js";
import { type ClockReading, lookAt, TrustedClock } from "./trusted-clock.js";

/** Whether a license may be used now. */
export type BorrowedLicenseStatus = "valid" | "grace" | "expired" | "clock-rolled-back";

/** After how many milliseconds the clocks are compared and the time that was seen is recorded, at the latest. */
const CHECK_INTERVAL = 60_000;
/** After how many milliseconds a jump of the clock is looked at again, and how soon records follow each other. */
const SECOND_LOOK = 1_000;

/** What a license is made of once everything about it is verified. */
interface Parts {
  readonly lease: Lease;
  readonly terms: LeaseTerms;
  readonly policy: TimePolicy;
  readonly clock: TrustedClock;
  readonly record: SeenTimeRecord;
  readonly file: StoredText | undefined;
}

/**
 * A borrowed license as an application holds it while it is offline.
 *
 * @example
 * const license = await BorrowedLicense.open({ file, keys: issuerPublicKeyPem, nodeId, state });
 * if (license.allows("seats", 2)) openSecondWindow();
 * license.on("expiring", ({ remaining }) => remindOf(remaining));
 */
export class BorrowedLicense {
  readonly #terms: LeaseTerms;
  readonly #policy: TimePolicy;
  readonly #clock: TrustedClock;
  readonly #record: SeenTimeRecord;
  readonly #file: StoredText | undefined;
  /** The time that was seen when the license was opened, in milliseconds. */
  readonly #openedAt: number;
  readonly #events = new LicenseEvents();
  readonly #timer = new BackgroundTimer(() => this.#check());
  #lease: Lease;
  #known: BorrowedLicenseStatus = "valid";
  #leadTimes: readonly number[];
  #renewal: Promise<RenewalResult> | undefined;
  #clientToken: string | undefined;
  /** The record has one writer at a time: of two at once, the one with the earlier time might be the last. */
  #saving: Promise<void> = Promise.resolve();

  /**
   * Verifies the token, the node, the clock and the record of the time that was seen, and opens the license.
   *
   * @throws AnyBorrowTokenError whose `code` says why the license may not be used
   * @throws RangeError when a tolerance, period or lead time is out of range
   * @throws TypeError when another option has a value that it cannot have
   */
  static async open(options: BorrowedLicenseOptions): Promise<BorrowedLicense> {
    checkOptions(options);
    const policy = timePolicy(options);
    const keys = await prepareVerificationKeys(options.keys);
    const terms = { keys, expectations: options, clockTolerance: policy.clockTolerance };
    const firstLook = lookAt(policy.sources);
    const lease = await openLease(await readToken(options), terms, firstLook.wallTime);
    const { licenseArn, nodeId = options.nodeId ?? "", issuedAt } = lease.claims;
    const secret = options.stateSecret ?? "";
    const record = await SeenTimeRecord.open(options.state, { nodeId, licenseArn, secret });
    const seenTime = await record.read();
    if (seenTime === undefined && options.missingState === "refuse") throw stateMissing();
    const clock = new TrustedClock(
      policy.sources,
      Math.max(seenTime ?? issuedAt.getTime(), issuedAt.getTime()),
      policy.clockTolerance,
      firstLook,
    );
    const license = new BorrowedLicense({ lease, terms, policy, clock, record, file: options.file });
    if (clock.read().rolledBack) throw rolledBack(clock.seenTime());
    await record.raise(license.#timeToRecord());
    if (license.status === "expired") throw expired(lease.claims.expiration);
    license.#timer.schedule(0);
    return license;
  }

  private constructor({ lease, terms, policy, clock, record, file }: Parts) {
    this.#lease = lease;
    this.#terms = terms;
    this.#policy = policy;
    this.#clock = clock;
    this.#record = record;
    this.#file = file;
    this.#openedAt = clock.seenTime();
    this.#leadTimes = leadTimesWithin(policy, lease.length);
  }

  /** What the token says. */
  get claims(): BorrowTokenClaims {
    return this.#lease.claims;
  }

  /** What is granted. */
  get entitlements(): readonly EntitlementData[] {
    return this.#lease.claims.entitlementsAllowed;
  }

  /** The checkout's metadata, by name. */
  get metadata(): ReadonlyMap<string, string> {
    return this.#lease.metadata;
  }

  /** When the license expires. A period of grace comes after it. */
  get expiresAt(): Date {
    return new Date(this.#lease.end);
  }

  /** Whether the license may be used now. */
  get status(): BorrowedLicenseStatus {
    return this.#statusAt(this.#clock.read());
  }

  /** How many seconds are left until the license expires. 0 from then on. */
  remaining(): number {
    return Math.max(0, (this.#lease.end - this.#clock.read().time) / 1000);
  }

  /**
   * Tells whether so much of an entitlement may be used now. Fast enough to be asked at every use.
   *
   * @param amount a positive whole number in the entitlement's unit. 1 unless given, as for a feature
   * @param unit the entitlement's unit, needed where the license grants the same name in several units
   * @throws RangeError when the amount is not a positive whole number
   */
  allows(name: string, amount = 1, unit?: EntitlementDataUnit): boolean {
    if (!Number.isSafeInteger(amount) || amount < 1)
      throw new RangeError("The amount must be a positive whole number.");
    if (this.#lease.amounts.of(name, unit) < amount) return false;
    const status = this.#statusAt(this.#clock.read());
    return status === "valid" || status === "grace";
  }

  /**
   * Throws unless so much of an entitlement may be used now. The parameters are those of {@link allows}.
   *
   * @throws BorrowTokenExpiredError, BorrowTokenClockRolledBackError, BorrowTokenEntitlementMissingError
   */
  require(name: string, amount = 1, unit?: EntitlementDataUnit): void {
    if (this.allows(name, amount, unit)) return;
    const status = this.status;
    if (status === "clock-rolled-back") throw rolledBack(this.#clock.seenTime());
    if (status === "expired") throw expired(this.expiresAt);
    const what = `${amount} of ${JSON.stringify(name)}${unit === undefined ? "" : ` in the unit ${unit}`}`;
    throw new BorrowTokenEntitlementMissingError(name, `The license does not grant ${what}. Borrow it as well.`);
  }

  /**
   * Adds a listener of an event and answers what removes it. The first events come after `open` has answered.
   *
   * @throws TypeError when there is no such event, or the listener is no function
   */
  on<Name extends keyof BorrowedLicenseEvents>(name: Name, listener: BorrowedLicenseListener<Name>): () => void {
    return this.#events.on(name, listener);
  }

  /**
   * Borrows the same once more, and holds the new lease in place of the old one as soon as it is verified and kept.
   * Then the old one is returned, where the license allows that. When anything fails before, the old lease stays as it
   * is; the next attempt has the same `ClientToken`, so that nothing is borrowed twice.
   *
   * @throws AnyBorrowTokenError when the new token does not hold, or its lease is worse than the old one
   * @throws whatever the client and the `file` throw
   */
  renew(client: RenewalClient): Promise<RenewalResult> {
    this.#renewal ??= this.#renew(client).finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  /**
   * Ends events and timers, and records the time once more. The license still answers what it allows.
   *
   * Await it before the process ends: what passed since the last record is forgotten otherwise. It never fails; a record
   * that cannot be written is told as `state-not-saved`.
   */
  close(): Promise<void> {
    this.#timer.stop();
    this.#clock.advance();
    return this.#save();
  }

  async #renew(client: RenewalClient): Promise<RenewalResult> {
    const previous = this.#lease;
    this.#clientToken ??= crypto.randomUUID();
    const token = await borrowAgain(client, previous.claims, this.#clientToken);
    if (token === undefined) {
      throw new BorrowTokenMalformedError("The server's answer has no SignedToken. Check the client's endpoint.");
    }
    const wallTime = timeOf(new Date(this.#policy.sources.wallTime()));
    const lease = await this.#openRenewed(token, previous, wallTime);
    const worse = worseThan(previous, lease);
    if (worse !== undefined) {
      this.#clientToken = undefined;
      await returnPrevious(client, lease.claims, previous.claims);
      throw worse;
    }
    await this.#file?.write(token);
    this.#clientToken = undefined;
    this.#lease = lease;
    this.#leadTimes = leadTimesWithin(this.#policy, lease.length);
    this.#known = "valid";
    this.#clock.raise(lease.claims.issuedAt.getTime());
    this.#timer.schedule(0);
    return { token, claims: lease.claims, ...(await returnPrevious(client, previous.claims, lease.claims)) };
  }

  async #openRenewed(token: string, { claims: { licenseArn } }: Lease, wallTime: number): Promise<Lease> {
    const expectations = { ...this.#terms.expectations, licenseArn };
    try {
      const lease = await openLease(token, { ...this.#terms, expectations }, wallTime);
      if (this.#clock.read().time >= lease.end) throw expired(lease.claims.expiration);
      return lease;
    } catch (error) {
      // The server would answer the same token to the same ClientToken again.
      this.#clientToken = undefined;
      throw error;
    }
  }

  #statusAt({ time, rolledBack }: ClockReading): BorrowedLicenseStatus {
    if (rolledBack) return "clock-rolled-back";
    if (time < this.#lease.end) return "valid";
    return time < this.#lease.end + this.#policy.gracePeriod ? "grace" : "expired";
  }

  /**
   * A time behind the end says no more about the lease than the end itself. Where only a clock was ahead, the license
   * is usable again with a lease that was borrowed after that end.
   */
  #timeToRecord(): number {
    return Math.min(this.#clock.seenTime(), this.#lease.end + this.#policy.gracePeriod);
  }

  /** Compares the clocks, records the time and tells what has happened. Answers when to come back, in milliseconds. */
  #check(): number {
    const believed = this.#clock.advance();
    const time = this.#clock.seenTime();
    void this.#save();
    // What only one reading says is told after the second look.
    const status = this.#statusAt({ time, rolledBack: this.#clock.read().rolledBack });
    if (status !== this.#known) this.#tell(status);
    this.#known = status;
    if (status === "valid") this.#tellLeadTime(this.#lease.end - time);
    if (!believed) return SECOND_LOOK;
    // The first ones follow each other soon: a process that ends without close has recorded half of its time at least.
    const interval = Math.min(Math.max(time - this.#openedAt, SECOND_LOOK), CHECK_INTERVAL);
    return Math.min(interval, this.#untilNextEvent(time));
  }

  #save(): Promise<void> {
    this.#saving = this.#saving.then(async () => {
      try {
        this.#clock.raise(await this.#record.raise(this.#timeToRecord()));
      } catch (cause) {
        this.#events.emit("state-not-saved", { cause });
      }
    });
    return this.#saving;
  }

  #tell(status: BorrowedLicenseStatus): void {
    const expiration = this.expiresAt;
    const until = new Date(this.#lease.end + this.#policy.gracePeriod);
    if (status === "grace") this.#events.emit("grace", { expiration, until });
    if (status === "expired") this.#events.emit("expired", { expiration });
    if (status === "clock-rolled-back") {
      this.#events.emit("clock-rolled-back", { seenTime: new Date(this.#clock.seenTime()) });
    }
  }

  #tellLeadTime(remaining: number): void {
    const reached = this.#leadTimes.filter((leadTime) => remaining <= leadTime);
    const shortest = reached.at(-1);
    if (shortest === undefined) return;
    this.#leadTimes = this.#leadTimes.slice(reached.length);
    this.#events.emit("expiring", { leadTime: shortest / 1000, remaining: remaining / 1000 });
  }

  #untilNextEvent(time: number): number {
    const { end } = this.#lease;
    const events = [...this.#leadTimes.map((leadTime) => end - leadTime), end, end + this.#policy.gracePeriod];
    return Math.min(...events.filter((event) => event > time)) - time;
  }
}

function stateMissing(): BorrowTokenStateMissingError {
  return new BorrowTokenStateMissingError(
    "There is no record of the time that was seen. Restore it, borrow again, or open with missingState: first-use.",
  );
}

function rolledBack(seenTime: number): BorrowTokenClockRolledBackError {
  const seen = new Date(seenTime);
  const problem = `The clock stands before ${seen.toISOString()}, a time that has passed already.`;
  return new BorrowTokenClockRolledBackError(seen, `${problem} Set this machine's clock right.`);
}
