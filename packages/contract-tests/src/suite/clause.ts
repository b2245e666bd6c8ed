import type { Exchange } from "../server/exchange.js";
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
  /** Tells what is wrong with an exchange, or nothing. */
  readonly observe: (exchange: Exchange, before: readonly Exchange[]) => string | undefined;
}

/** The server does not keep the clause. */
export class BrokenClause extends Error {
  override readonly name = "BrokenClause";
  readonly exchange: Exchange | undefined;

  constructor(message: string, exchange?: Exchange) {
    super(message);
    this.exchange = exchange;
  }
}

/** Something that the check needs, and that other clauses promise, did not work. */
export class NotCheckable extends Error {
  override readonly name = "NotCheckable";
  readonly exchange: Exchange | undefined;

  constructor(message: string, exchange?: Exchange) {
    super(message);
    this.exchange = exchange;
  }
}

/** There is nothing to check here, for a reason that is no fault. */
export class NotApplicable extends Error {
  override readonly name = "NotApplicable";
}
