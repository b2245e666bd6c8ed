import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { type Connection, NoAnswerError, type RequestChange } from "../server/connection.js";
import {
  type Answer,
  type AnsweredError,
  answerOf,
  described,
  type Exchange,
  isJsonObject,
  type JsonObject,
} from "../server/exchange.js";
import { BrokenClause, NotCheckable } from "./clause.js";
import { obstacle } from "./obstacle.js";

/** What checks are told about the server. */
export interface TrialFacts {
  readonly region: string;
  /** The keys that tokens are verified with: PEM or a JWK Set as JSON. Nothing where they are not known. */
  readonly publicKeys: string | undefined;
  /** Whether requests have to be signed. */
  readonly isAuthenticated: boolean;
  readonly seed: number;
  /** Stops the run: no more requests are made but those that clean up. */
  readonly signal: AbortSignal | undefined;
  /** How many cases a generated check has. */
  readonly runs: number;
}

/** What stays on a server after a run, by ARN. */
export interface Leftovers {
  /** Licenses that could not be deleted. */
  readonly leftBehind: readonly string[];
  /** Licenses that the server deletes when what was checked out of them expires, because it cannot be returned. */
  readonly deletedLater: readonly string[];
}

/** Why a clause was not checked in a run that was stopped. */
export const STOPPED = "The run was stopped before.";

/** One run of the checks against a server: what they call it with, and what they leave behind. */
export class Trial {
  readonly facts: TrialFacts;
  /** Every exchange, in order. */
  readonly exchanges: Exchange[] = [];
  /** Requests that got no answer. */
  readonly unanswered: NoAnswerError[] = [];
  /** How many requests in a row for an operation got no answer, and why the last one got none. */
  readonly #silences = new Map<string | undefined, { readonly count: number; readonly error: NoAnswerError }>();
  readonly #connection: Connection;
  /** The licenses that were created and are not deleted, by ARN. */
  readonly #licenses = new Set<string>();
  /** The checkouts that are not returned. */
  readonly #leases = new Set<string>();

  constructor(connection: Connection, facts: TrialFacts) {
    this.#connection = connection;
    this.facts = facts;
  }

  /** Sends a body as it is. @throws NotCheckable where what comes back says nothing about any clause */
  async send(operation: string | undefined, body: string, change: RequestChange = {}): Promise<Answer> {
    if (this.facts.signal?.aborted) throw new NotCheckable(STOPPED);
    const exchange = await this.#exchange(operation, body, change);
    this.exchanges.push(exchange);
    const answer = answerOf(exchange);
    if (answer.output !== undefined) this.#remember(operation, body, answer.output);
    // Clauses about signatures ask for such errors.
    const isAsUsual = change.credentials === undefined && change.signingDate === undefined;
    const reason = isAsUsual && answer.error !== undefined ? obstacle(answer.error, operation) : undefined;
    if (reason !== undefined) throw new NotCheckable(reason, exchange);
    return answer;
  }

  async #exchange(operation: string | undefined, body: string, change: RequestChange): Promise<Exchange> {
    const silence = this.#silences.get(operation);
    // Each one may have taken as long as a request may take.
    if (silence !== undefined && silence.count >= MOST_SILENCES) {
      const why = `${operation ?? "A request without an operation"} was not called again after ${MOST_SILENCES} calls without an answer.`;
      throw new NotCheckable(`${silence.error.message} ${why}`, silence.error);
    }
    try {
      const exchange = await this.#connection.send(operation, body, change);
      this.#silences.delete(operation);
      return exchange;
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      this.unanswered.push(error);
      this.#silences.set(operation, { count: (silence?.count ?? 0) + 1, error });
      throw new NotCheckable(error.message, error);
    }
  }

  /** Calls an operation. */
  call(operation: string, input: object, change?: RequestChange): Promise<Answer> {
    return this.send(operation, JSON.stringify(input), change);
  }

  /** Calls an operation of which the clause says that it succeeds. */
  async succeeds(operation: string, input: object, change?: RequestChange): Promise<JsonObject> {
    const { error, exchange, output } = await this.call(operation, input, change);
    if (error === undefined) return output;
    throw new BrokenClause(`${operation} should succeed; it answered ${described(error)}.`, exchange);
  }

  /** Calls an operation whose success the check only needs. */
  async prepares(operation: string, input: object): Promise<JsonObject> {
    const { error, exchange, output } = await this.call(operation, input);
    if (error === undefined) return output;
    throw new NotCheckable(`${operation}, which this check needs, answered ${described(error)}.`, exchange);
  }

  /** Calls an operation of which the clause says that it is refused with an error. */
  async refuses(operation: string, input: object, expected: string, change?: RequestChange): Promise<AnsweredError> {
    return refusal(await this.call(operation, input, change), operation, expected);
  }

  /**
   * Checks a clause with generated cases, and shrinks one that breaks it.
   *
   * @param check answers whether the case showed anything about the clause
   * @param unseen what is said where no case did
   */
  async holdsFor<Case>(
    cases: fc.Arbitrary<Case>,
    check: (each: Case) => Promise<boolean>,
    unseen: string,
  ): Promise<void> {
    const { runs, seed } = this.facts;
    let isSeen = false;
    let hindrance: NotCheckable | undefined;
    const property = fc.asyncProperty(cases, async (each) => {
      // A server that stopped answering is asked for no more cases, and for no smaller ones.
      if (hindrance !== undefined) return;
      try {
        if (await check(each)) isSeen = true;
      } catch (error) {
        if (!(error instanceof NotCheckable)) throw error;
        hindrance = error;
      }
    });
    const details = await fc.check(property, { numRuns: runs, seed });
    if (!details.failed) {
      if (hindrance !== undefined) throw hindrance;
      if (!isSeen) throw new NotCheckable(unseen);
      return;
    }
    const { errorInstance } = details;
    if (!(errorInstance instanceof BrokenClause)) throw errorInstance;
    throw new BrokenClause(
      `${errorInstance.message} This is the smallest such case, after ${details.numRuns} cases and ` +
        `${details.numShrinks} simplifications.`,
      errorInstance.attempt,
    );
  }

  /** Creates a license for one check: three seats and a feature, to be borrowed for up to an hour. */
  async license(change: object = {}): Promise<string> {
    return textOf(await this.prepares("CreateLicense", this.licenseInput(change)), "LicenseArn");
  }

  licenseInput(change: object = {}): JsonObject {
    return {
      LicenseName: "Contract test",
      ProductName: "Contract test",
      ProductSKU: `contract-test-${randomUUID()}`,
      Issuer: { Name: "Contract tests" },
      HomeRegion: this.facts.region,
      Validity: { Begin: dateIn(-24 * 60), End: dateIn(30 * 24 * 60) },
      Entitlements: [SEATS, FEATURE],
      Beneficiary: "Contract tests",
      ConsumptionConfiguration: {
        RenewType: "None",
        BorrowConfiguration: { AllowEarlyCheckIn: true, MaxTimeToLiveInMinutes: 60 },
      },
      ClientToken: randomUUID(),
      ...change,
    };
  }

  borrowInput(LicenseArn: string, change: object = {}): JsonObject {
    return {
      LicenseArn,
      Entitlements: [seats(1)],
      DigitalSignatureMethod: "JWT_PS384",
      NodeId: "contract-test-node",
      ClientToken: randomUUID(),
      ...change,
    };
  }

  /** How many seats of a license are in use. */
  async seatsInUse(LicenseArn: string): Promise<string> {
    const seatsInUse = seatsOf(await this.prepares("GetLicenseUsage", { LicenseArn }));
    if (seatsInUse !== undefined) return seatsInUse;
    throw new NotCheckable("GetLicenseUsage, which this check needs, does not tell how many seats are in use.");
  }

  /** Returns what was checked out and deletes what was created. Answers what stays on the server. */
  async cleanUp(): Promise<Leftovers> {
    // The server may answer again by now.
    this.#silences.clear();
    for (const LicenseConsumptionToken of this.#leases) {
      await this.#quietly("CheckInLicense", { LicenseConsumptionToken });
    }
    const leftBehind: string[] = [];
    const deletedLater: string[] = [];
    for (const LicenseArn of this.#licenses) {
      const found = await this.#quietly("GetLicense", { LicenseArn });
      const SourceVersion = (found?.["License"] as { Version?: string } | undefined)?.Version ?? "1";
      const deleted = await this.#quietly("DeleteLicense", { LicenseArn, SourceVersion });
      if (deleted === undefined) leftBehind.push(LicenseArn);
      else if (deleted["Status"] === "PENDING_DELETE") deletedLater.push(LicenseArn);
    }
    return { leftBehind, deletedLater };
  }

  async #quietly(operation: string, input: object): Promise<JsonObject | undefined> {
    try {
      return answerOf(await this.#exchange(operation, JSON.stringify(input), {})).output;
    } catch (error) {
      if (error instanceof NotCheckable) return undefined;
      throw error;
    }
  }

  #remember(operation: string | undefined, body: string, output: JsonObject): void {
    const { LicenseArn, LicenseConsumptionToken } = output;
    if (operation === "CreateLicense" && typeof LicenseArn === "string") this.#licenses.add(LicenseArn);
    const isCheckout = operation === "CheckoutBorrowLicense" || operation === "CheckoutLicense";
    if (isCheckout && typeof LicenseConsumptionToken === "string") this.#leases.add(LicenseConsumptionToken);
    if (operation === "DeleteLicense") this.#licenses.delete((JSON.parse(body) as { LicenseArn: string }).LicenseArn);
  }
}

/** How many requests in a row for an operation may get no answer before it is not called again. */
const MOST_SILENCES = 3;

const SEATS = { Name: "seats", Unit: "Count", MaxCount: 3, AllowCheckIn: true };
const FEATURE = { Name: "export", Unit: "None", Value: "pdf" };

/** A number of seats, to be checked out. */
export function seats(count: number | string): JsonObject {
  return { Name: "seats", Unit: "Count", Value: String(count) };
}

/** A date and time so many minutes from now, in whole seconds. */
export function dateIn(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
}

/** Fails unless an answer is the error. */
export function refusal({ error, exchange }: Answer, operation: string, expected: string): AnsweredError {
  if (error?.name === expected) return error;
  const found = error === undefined ? "succeeded" : `answered ${described(error)}`;
  throw new BrokenClause(`${operation} should answer ${expected}; it ${found}.`, exchange);
}

/** How many seats are in use, by an answer of GetLicenseUsage. */
export function seatsOf(output: JsonObject): string | undefined {
  const usages = objectsIn(objectIn(output, "LicenseUsage"), "EntitlementUsages");
  const usage = usages.find(({ Name }) => Name === "seats");
  return typeof usage?.["ConsumedValue"] === "string" ? usage["ConsumedValue"] : undefined;
}

/** A member that is an object. An empty one where the answer has something else there. */
export function objectIn(output: JsonObject, member: string): JsonObject {
  return isJsonObject(output[member]) ? output[member] : {};
}

/** A member that is a list of objects. An empty one where the answer has something else there. */
export function objectsIn(output: JsonObject, member: string): readonly JsonObject[] {
  const value = output[member];
  return Array.isArray(value) ? value.map((each: unknown) => (isJsonObject(each) ? each : {})) : [];
}

/** A member that is a text. */
export function textOf(output: JsonObject, member: string): string {
  const value = output[member];
  if (typeof value === "string") return value;
  throw new NotCheckable(`The answer has no ${member}, which this check needs.`);
}
