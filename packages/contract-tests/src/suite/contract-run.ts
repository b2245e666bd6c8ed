import { randomInt } from "node:crypto";
import { CLAUSES } from "../clauses/index.js";
import { Connection, type ConnectionOptions, DEFAULT_REGION, NoAnswerError } from "../server/connection.js";
import { type AnsweredError, type Attempt, describeAttempt, described } from "../server/exchange.js";
import {
  BrokenClause,
  type Clause,
  NotApplicable,
  NotCheckable,
  type ObservedClause,
  type TriedClause,
} from "./clause.js";
import { selectClauses } from "./clause-selection.js";
import { printable } from "./printable.js";
import type { ClauseResult, ContractReport } from "./report.js";
import { type Leftovers, STOPPED, Trial } from "./trial.js";

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
  /** Stops the run. What it created is deleted, and clauses that were not checked yet are told to be so. */
  readonly signal?: AbortSignal;
}

/** The server cannot be tested: it does not answer, or refuses the credentials. */
export class ServerUnusableError extends Error {
  override readonly name = "ServerUnusableError";
}

/** One run of the contract tests. */
export class ContractRun {
  readonly seed: number;
  readonly runs: number;
  readonly tried: readonly TriedClause[];
  readonly observed: readonly ObservedClause[];
  /** The clauses whose requests the observed ones are looked for in, wanted or not. */
  readonly #watched: readonly TriedClause[];
  readonly #options: ContractTestOptions;
  readonly #checks = new Map<TriedClause, Promise<ClauseResult>>();
  #trial: Trial | undefined;

  /** @throws UnknownClauseError @throws NothingToCheckError */
  constructor(options: ContractTestOptions) {
    this.#options = options;
    this.seed = options.seed ?? randomInt(2 ** 31);
    this.runs = options.runs ?? 25;
    const { observed, tried, watched } = selectClauses(options);
    this.tried = tried;
    this.observed = observed;
    this.#watched = watched;
  }

  /**
   * Makes sure that the server can be tested.
   *
   * @throws ServerUnusableError
   * @throws TypeError for an endpoint that is no URL
   * @throws the reason of the signal, which is not waited for an answer for: nothing was created yet
   */
  async open(): Promise<void> {
    const { signal } = this.#options;
    signal?.throwIfAborted();
    const stopped = new Promise<never>((_, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
    await Promise.race([this.#open(), stopped]);
  }

  async #open(): Promise<void> {
    const { authentication = false, publicKeys, region = DEFAULT_REGION } = this.#options;
    const connection = new Connection(this.#options);
    const keys = publicKeys ?? (await connection.document(".well-known/jwks.json"));
    const { runs, seed } = this;
    const { signal } = this.#options;
    const facts = { region, seed, runs, isAuthenticated: authentication, publicKeys: keys, signal };
    const trial = new Trial(connection, facts);
    try {
      const { error } = await trial.call("ListLicenses", { MaxResults: 1 });
      if (error !== undefined && isRefusal(error)) {
        const refused = this.#options.credentials === undefined ? "requests that are not signed" : "the credentials";
        throw new ServerUnusableError(printable(`The server refuses ${refused}: ${described(error)}`));
      }
    } catch (error) {
      if (!(error instanceof NotCheckable)) throw error;
      const cause = error.attempt instanceof NoAnswerError ? error.attempt.cause : undefined;
      throw new ServerUnusableError(printable(error.message), { cause });
    }
    this.#trial = trial;
  }

  /** Checks one clause. */
  check(clause: TriedClause): Promise<ClauseResult> {
    const result = this.#check(clause);
    this.#checks.set(clause, result);
    return result;
  }

  async #check(clause: TriedClause): Promise<ClauseResult> {
    try {
      await clause.check(this.#opened);
      return resultOf(clause, "kept");
    } catch (error) {
      if (error instanceof BrokenClause) return resultOf(clause, "broken", error.message, error.attempt);
      if (error instanceof NotApplicable) return resultOf(clause, "skipped", error.message);
      if (error instanceof NotCheckable) return resultOf(clause, "unchecked", error.message, error.attempt);
      // An answer of a kind that nobody thought of must not end the run.
      return resultOf(clause, "unchecked", `The check itself failed: ${error}`);
    }
  }

  /**
   * Looks at all answers of the run. The requests of clauses that were not checked, because they are not wanted or stand
   * later, are made before, so that an observed clause has the same answers by itself as in a whole run.
   */
  async observe(clause: ObservedClause): Promise<ClauseResult> {
    for (const watched of this.#watched) await (this.#checks.get(watched) ?? this.check(watched));
    const { exchanges, unanswered } = this.#opened;
    const seen = exchanges.filter(clause.isAbout);
    const fault = clause.watch();
    for (const exchange of seen) {
      const reason = fault(exchange);
      if (reason !== undefined) return resultOf(clause, "broken", reason, exchange);
    }
    const [silence] = unanswered;
    if (clause.needsAnswers && silence !== undefined) return resultOf(clause, "broken", silence.message, silence);
    if (this.#options.signal?.aborted) return resultOf(clause, "unchecked", STOPPED);
    return seen.length > 0 ? resultOf(clause, "kept") : resultOf(clause, "unchecked", clause.unseen);
  }

  /** Deletes what the checks created. Answers what stays on the server. */
  async close(): Promise<Leftovers> {
    const { deletedLater, leftBehind } = await this.#opened.cleanUp();
    return { leftBehind: leftBehind.map(printable), deletedLater: deletedLater.map(printable) };
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
 * @throws NothingToCheckError when they leave no clause to check
 * @throws TypeError when the endpoint is no URL
 * @throws the signal's reason, where it is aborted before the server answered for the first time
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
  let leftovers: Leftovers = { leftBehind: [], deletedLater: [] };
  try {
    for (const clause of run.tried) note(await run.check(clause));
    for (const clause of run.observed) note(await run.observe(clause));
  } finally {
    leftovers = await run.close();
  }
  const results = CLAUSES.map(({ id }) => found.get(id)).filter((result) => result !== undefined);
  const isKept =
    results.some(({ outcome }) => outcome === "kept") &&
    results.every(({ outcome }) => outcome === "kept" || outcome === "skipped");
  return {
    endpoint: options.endpoint,
    seed: run.seed,
    runs: run.runs,
    requests: run.requests,
    results,
    ...leftovers,
    isKept,
    again: againArguments(options, run, results),
  };
}

/** What the program is called with to check again what is not kept. */
function againArguments(
  { authentication, endpoint, region, skip = [] }: ContractTestOptions,
  { runs, seed }: ContractRun,
  results: readonly ClauseResult[],
): readonly string[] {
  const faulty = results.filter(({ outcome }) => outcome === "broken" || outcome === "unchecked").map(({ id }) => id);
  if (faulty.length === 0) return [];
  return [
    ...["--endpoint", endpoint, "--seed", String(seed), "--runs", String(runs)],
    ...(region === undefined || region === DEFAULT_REGION ? [] : ["--region", region]),
    ...(authentication ? ["--authentication"] : []),
    // What is looked for in every answer is looked for in those of the same requests.
    ...(skip.length > 0 ? ["--skip", ...skip] : []),
    ...["--only", ...faulty],
  ];
}

/** The errors of Signature Version 4, which have different statuses at different services. */
const SIGNATURE_ERRORS =
  /^(ExpiredToken|IncompleteSignature|InvalidClientTokenId|InvalidSignature|MissingAuthenticationToken|RequestExpired|UnrecognizedClient)/;

/** Whether nothing can be tested with the credentials, or without any. */
function isRefusal({ exchange, name }: AnsweredError): boolean {
  return [401, 403].includes(exchange.status) || SIGNATURE_ERRORS.test(name);
}

function resultOf(
  { id, sentence }: Clause,
  outcome: ClauseResult["outcome"],
  reason?: string,
  attempt?: Attempt,
): ClauseResult {
  return {
    id,
    sentence,
    outcome,
    ...(reason !== undefined && { reason: printable(reason) }),
    ...(attempt !== undefined && { evidence: printable(describeAttempt(attempt)) }),
  };
}
