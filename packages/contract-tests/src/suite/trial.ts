import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { type Connection, NoAnswerError, type RequestChange } from "../server/connection.js";
import { type Answer, type AnsweredError, answerOf, type Exchange, type JsonObject } from "../server/exchange.js";
import { BrokenClause, NotCheckable } from "./clause.js";

/** What checks are told about the server. */
export interface TrialFacts {
  readonly region: string;
  /** The keys that tokens are verified with: PEM or a JWK Set as JSON. Nothing where they are not known. */
  readonly publicKeys: string | undefined;
  /** Whether requests have to be signed. */
  readonly isAuthenticated: boolean;
  readonly seed: number;
  /** How many cases a generated check has. */
  readonly runs: number;
}

/** One run of the checks against a server: what they call it with, and what they leave behind. */
export class Trial {
  readonly facts: TrialFacts;
  /** Every exchange, in order. */
  readonly exchanges: Exchange[] = [];
  /** Requests that got no answer. */
  readonly unanswered: NoAnswerError[] = [];
  readonly #connection: Connection;
  /** The licenses that were created and are not deleted, by ARN. */
  readonly #licenses = new Set<string>();
  /** The checkouts that are not returned. */
  readonly #leases = new Set<string>();

  constructor(connection: Connection, facts: TrialFacts) {
    this.#connection = connection;
    this.facts = facts;
  }

  /** Sends a body as it is. */
  async send(operation: string | undefined, body: string, change?: RequestChange): Promise<Answer> {
    let exchange: Exchange;
    try {
      exchange = await this.#connection.send(operation, body, change);
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      this.unanswered.push(error);
      throw new NotCheckable(error.message);
    }
    this.exchanges.push(exchange);
    const answer = answerOf(exchange);
    if (answer.output !== undefined) this.#remember(operation, body, answer.output);
    return answer;
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

  /** Checks a clause with generated cases, and shrinks one that breaks it. */
  async holdsFor<Case>(cases: fc.Arbitrary<Case>, check: (each: Case) => Promise<void>): Promise<void> {
    const { runs, seed } = this.facts;
    const details = await fc.check(fc.asyncProperty(cases, check), { numRuns: runs, seed });
    if (!details.failed) return;
    const { errorInstance } = details;
    if (!(errorInstance instanceof BrokenClause)) throw errorInstance;
    throw new BrokenClause(
      `${errorInstance.message} This is the smallest such case, after ${details.numRuns} cases and ` +
        `${details.numShrinks} simplifications.`,
      errorInstance.exchange,
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
    const { LicenseUsage } = (await this.prepares("GetLicenseUsage", { LicenseArn })) as {
      LicenseUsage?: { EntitlementUsages?: readonly { Name: string; ConsumedValue: string }[] };
    };
    const usage = LicenseUsage?.EntitlementUsages?.find(({ Name }) => Name === "seats");
    return usage?.ConsumedValue ?? "nothing that is told";
  }

  /** A document that the server offers beside its operations. */
  document(path: string): Promise<string | undefined> {
    return this.#connection.document(path);
  }

  /** Returns what was checked out and deletes what was created. Answers what could not be removed. */
  async cleanUp(): Promise<readonly string[]> {
    for (const LicenseConsumptionToken of this.#leases) {
      await this.#quietly("CheckInLicense", { LicenseConsumptionToken });
    }
    const left: string[] = [];
    for (const LicenseArn of this.#licenses) {
      const found = await this.#quietly("GetLicense", { LicenseArn });
      const SourceVersion = (found?.["License"] as { Version?: string } | undefined)?.Version ?? "1";
      const deleted = await this.#quietly("DeleteLicense", { LicenseArn, SourceVersion });
      if (deleted === undefined) left.push(LicenseArn);
    }
    return left;
  }

  async #quietly(operation: string, input: object): Promise<JsonObject | undefined> {
    try {
      return answerOf(await this.#connection.send(operation, JSON.stringify(input))).output;
    } catch (error) {
      if (error instanceof NoAnswerError) return undefined;
      throw error;
    }
  }

  #remember(operation: string | undefined, body: string, output: JsonObject): void {
    if (operation === "CreateLicense") this.#licenses.add(String(output["LicenseArn"]));
    const isCheckout = operation === "CheckoutBorrowLicense" || operation === "CheckoutLicense";
    if (isCheckout) this.#leases.add(String(output["LicenseConsumptionToken"]));
    if (operation === "DeleteLicense") this.#licenses.delete((JSON.parse(body) as { LicenseArn: string }).LicenseArn);
  }
}

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

/** A member that is a text. */
export function textOf(output: JsonObject, member: string): string {
  const value = output[member];
  if (typeof value === "string") return value;
  throw new NotCheckable(`The answer has no ${member}, which this check needs.`);
}

export function described({ message, name }: AnsweredError): string {
  return message === "" ? name : `${name} (${message.length > 200 ? `${message.slice(0, 200)}…` : message})`;
}
