import { randomInt } from "node:crypto";
import { CLAUSES, OBSERVED_CLAUSES, TRIED_CLAUSES } from "../clauses/index.js";
import { Connection, type ConnectionOptions } from "../server/connection.js";
import { type AnsweredError, describeExchange, type Exchange } from "../server/exchange.js";
import {
  BrokenClause,
  type Clause,
  NotApplicable,
  NotCheckable,
  type ObservedClause,
  type TriedClause,
} from "./clause.js";
import type { ClauseResult, ContractReport } from "./report.js";
import { described, Trial } from "./trial.js";

export interface ContractTestOptions extends ConnectionOptions {
  /** Repeats the generated cases of an earlier run. Default: one by chance. */
  readonly seed?: number;
  /** How many cases each generated check has. Default: 25. */
  readonly runs?: number;
  /** IDs of the clauses to check, or of groups of them such as `borrow`. Default: all. */
  readonly only?: readonly string[];
  /** IDs of clauses, or of groups, to leave out. */
  readonly skip?: readonly string[];
  /** What tokens are verified with: PEM or a JWK Set as JSON. Default: the server's `/.well-known/jwks.json`. */
  readonly publicKeys?: string;
  /** Whether the server checks signatures, so that unsigned requests have to be refused. Default: false. */
  readonly authentication?: boolean;
}

/** The server cannot be tested: it does not answer, or refuses the credentials. */
export class ServerUnusableError extends Error {
  override readonly name = "ServerUnusableError";
}

/** The clauses were named wrongly. */
export class UnknownClauseError extends Error {
  override readonly name = "UnknownClauseError";
}

/** One run of the contract tests. */
export class ContractRun {
  readonly seed: number;
  readonly runs: number;
  readonly tried: readonly TriedClause[];
  readonly observed: readonly ObservedClause[];
  readonly #options: ContractTestOptions;
  #trial: Trial | undefined;

  /** @throws UnknownClauseError @throws TypeError for an endpoint that is no URL */
  constructor(options: ContractTestOptions) {
    this.#options = options;
    this.seed = options.seed ?? randomInt(2 ** 31);
    this.runs = options.runs ?? 25;
    for (const name of [...(options.only ?? []), ...(options.skip ?? [])]) checkName(name);
    const isWanted = ({ id }: Clause): boolean =>
      (options.only === undefined || options.only.some((name) => isNamed(id, name))) &&
      !options.skip?.some((name) => isNamed(id, name));
    this.tried = TRIED_CLAUSES.filter(isWanted);
    this.observed = OBSERVED_CLAUSES.filter(isWanted);
  }

  /** Makes sure that the server can be tested. @throws ServerUnusableError */
  async open(): Promise<void> {
    const { authentication = false, publicKeys, region = "us-east-1" } = this.#options;
    const connection = new Connection(this.#options);
    const keys = publicKeys ?? (await connection.document("/.well-known/jwks.json"));
    const facts = { region, seed: this.seed, runs: this.runs, isAuthenticated: authentication, publicKeys: keys };
    const trial = new Trial(connection, facts);
    try {
      const { error } = await trial.call("ListLicenses", { MaxResults: 1 });
      if (error !== undefined && isRefusal(error)) {
        throw new ServerUnusableError(`The server refuses the credentials: ${described(error)}`);
      }
    } catch (error) {
      if (error instanceof NotCheckable) throw new ServerUnusableError(error.message, { cause: error });
      throw error;
    }
    this.#trial = trial;
  }

  /** Checks one clause. */
  async check(clause: TriedClause): Promise<ClauseResult> {
    const { id, sentence } = clause;
    try {
      await clause.check(this.#opened);
      return { id, sentence, outcome: "kept" };
    } catch (error) {
      if (error instanceof BrokenClause) return { id, sentence, outcome: "broken", ...reasons(error) };
      if (error instanceof NotApplicable) return { id, sentence, outcome: "skipped", reason: error.message };
      if (error instanceof NotCheckable) return { id, sentence, outcome: "unchecked", ...reasons(error) };
      throw error;
    }
  }

  /** Looks at all answers so far. */
  observe(clause: ObservedClause): ClauseResult {
    const { id, sentence } = clause;
    const { exchanges } = this.#opened;
    for (const [index, exchange] of exchanges.entries()) {
      const reason = clause.observe(exchange, exchanges.slice(0, index));
      if (reason !== undefined)
        return { id, sentence, outcome: "broken", reason, evidence: describeExchange(exchange) };
    }
    return { id, sentence, outcome: "kept" };
  }

  /** Deletes what the checks created. Answers what could not be deleted. */
  close(): Promise<readonly string[]> {
    return this.#opened.cleanUp();
  }

  /** The number of answered requests. */
  get requests(): number {
    return this.#opened.exchanges.length;
  }

  get #opened(): Trial {
    if (this.#trial === undefined) throw new TypeError("Call open first.");
    return this.#trial;
  }
}

/**
 * Tests whether a server keeps the contract. It creates licenses there, and deletes them at the end.
 *
 * @param onResult is told each result as soon as it is there
 * @throws ServerUnusableError when the server does not answer or refuses the credentials
 * @throws UnknownClauseError when `only` or `skip` names no clause
 * @throws TypeError when the endpoint is no URL
 *
 * @example
 * const report = await runContractTests({ endpoint: "http://127.0.0.1:4010" });
 * for (const { id, outcome, reason } of report.results) if (outcome === "broken") console.error(id, reason);
 */
export async function runContractTests(
  options: ContractTestOptions,
  onResult?: (result: ClauseResult) => void,
): Promise<ContractReport> {
  const run = new ContractRun(options);
  await run.open();
  const found = new Map<string, ClauseResult>();
  const note = (result: ClauseResult): void => {
    found.set(result.id, result);
    onResult?.(result);
  };
  let leftBehind: readonly string[] = [];
  try {
    for (const clause of run.tried) note(await run.check(clause));
    for (const clause of run.observed) note(run.observe(clause));
  } finally {
    leftBehind = await run.close();
  }
  const results = CLAUSES.map(({ id }) => found.get(id)).filter((result) => result !== undefined);
  const isKept = results.every(({ outcome }) => outcome === "kept" || outcome === "skipped");
  return {
    endpoint: options.endpoint,
    seed: run.seed,
    runs: run.runs,
    requests: run.requests,
    results,
    leftBehind,
    isKept,
  };
}

/** The errors of Signature Version 4, which have different statuses at different services. */
const SIGNATURE_ERRORS =
  /^(ExpiredToken|IncompleteSignature|InvalidClientTokenId|InvalidSignature|MissingAuthenticationToken|RequestExpired|UnrecognizedClient)/;

/** Whether nothing can be tested with the credentials, or without any. */
function isRefusal({ exchange, name }: AnsweredError): boolean {
  return [401, 403].includes(exchange.status) || SIGNATURE_ERRORS.test(name);
}

/** Whether a name is a clause's ID or its group's. */
function isNamed(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}.`);
}

function checkName(name: string): void {
  if (CLAUSES.some(({ id }) => isNamed(id, name))) return;
  const group = name.split(".")[0];
  const similar = CLAUSES.map(({ id }) => id).filter((id) => id.startsWith(`${group}.`));
  const advice = similar.length > 0 ? `Those of ${group} are: ${similar.join(", ")}.` : "See --list.";
  throw new UnknownClauseError(`There is no clause ${JSON.stringify(name)}. ${advice}`);
}

function reasons({
  exchange,
  message,
}: {
  exchange: Exchange | undefined;
  message: string;
}): Pick<ClauseResult, "reason" | "evidence"> {
  return exchange === undefined ? { reason: message } : { reason: message, evidence: describeExchange(exchange) };
}
