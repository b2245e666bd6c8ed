import type { Attempt, Exchange } from "../server/exchange.js";
import type { Trial } from "./trial.js";

/** What a clause is about. The part of its ID before the dot. */
export type ClauseGroup =
  | "protocol"
  | "validation"
  | "license"
  | "borrow"
  | "token"
  | "return"
  | "checkout"
  | "authentication";

/** A sentence of the contract. Its ID does not change. */
export interface Clause {
  readonly id: `${ClauseGroup}.${string}`;
  readonly sentence: string;
}

/** A clause that is checked by requests made for it. */
export interface TriedClause extends Clause {
  /** @throws BrokenClause, NotCheckable or NotApplicable */
  readonly check: (trial: Trial) => Promise<void>;
}

/** A clause that every answer has to keep, whatever it was asked for. */
export interface ObservedClause extends Clause {
  /** The answers that the clause is about. */
  readonly isAbout: (exchange: Exchange) => boolean;
  /** What is said where there was no such answer, so that the clause could not be checked. */
  readonly unseen: string;
  /** Starts to look at such answers, in their order. What it answers tells what is wrong with one, or nothing. */
  readonly watch: () => (exchange: Exchange) => string | undefined;
  /** Whether the clause is broken by a request that gets no answer. */
  readonly needsAnswers?: boolean;
}

/** The server does not keep the clause. */
export class BrokenClause extends Error {
  override readonly name = "BrokenClause";
  /** The request that shows it, with its answer. */
  readonly attempt: Attempt | undefined;

  constructor(message: string, attempt?: Attempt) {
    super(message);
    this.attempt = attempt;
  }
}

/** Something that the check needs, and that other clauses promise, did not work. */
export class NotCheckable extends Error {
  override readonly name = "NotCheckable";
  /** The request that shows it, with its answer. */
  readonly attempt: Attempt | undefined;

  constructor(message: string, attempt?: Attempt) {
    super(message);
    this.attempt = attempt;
  }
}

/** There is nothing to check here, for a reason that is no fault. */
export class NotApplicable extends Error {
  override readonly name = "NotApplicable";
}
