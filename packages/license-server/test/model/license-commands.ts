import type { AsyncCommand } from "fast-check";
import { EMPTY_MODEL, inUse, type LicenseModel, type Operation, step } from "./license-model.js";
import type { ServiceUnderTest } from "./service-under-test.js";

/** What the model remembers, and the clock that both go by. */
export class ModelState {
  /**
   * Every state that the answers so far leave possible: calls at the same time can be answered alike in several orders,
   * and only later answers tell which one it was, as whether a lease may be returned early does.
   */
  models: readonly [LicenseModel, ...LicenseModel[]] = [EMPTY_MODEL];
  /** Seconds since the beginning. */
  now = 0;
}

type Command = AsyncCommand<ModelState, ServiceUnderTest>;

/** A call, by one of the processes. Its names of licenses and leases are numbers until it is run. */
export interface Call {
  /** Which process serves it. */
  readonly process: number;
  /** How far the process's clock is off, in seconds. */
  readonly skew: number;
  /** Makes the operation, about what there is. Nothing where there is nothing that it could be about. */
  readonly operation: (model: LicenseModel) => Operation | undefined;
  readonly text: string;
}

/** Calls at the same time. What they are answered has to be what they would be answered one after the other, in some order. */
export class CallTogether implements Command {
  readonly #calls: readonly Call[];

  constructor(calls: readonly Call[]) {
    this.#calls = calls;
  }

  check(): boolean {
    return true;
  }

  async run(state: ModelState, real: ServiceUnderTest): Promise<void> {
    const calls = this.#calls.flatMap(({ operation: make, process, skew }) => {
      const operation = make(state.models[0]);
      return operation === undefined ? [] : [{ operation, process, at: state.now + skew }];
    });
    const answers = await Promise.all(calls.map((call) => real.call(call)));
    const results = calls.map(({ at, operation }, index) => ({ operation, at, answer: answers[index] as string }));
    const [first, ...others] = distinct(state.models.flatMap((model) => explanations(model, results)));
    if (first === undefined) {
      const told = results.map(({ answer, at, operation }) => `${JSON.stringify(operation)} at ${at}: ${answer}`);
      const alone = results.map(({ at, operation }) => step(state.models[0], operation, at).answer);
      throw new Error(`No order explains\n${told.join("\n")}\nAlone each would be answered ${JSON.stringify(alone)}`);
    }
    state.models = [first, ...others];
  }

  toString(): string {
    return this.#calls
      .map(({ process, skew, text }) => `${text}@${process}${skew === 0 ? "" : `${skew > 0 ? "+" : ""}${skew}s`}`)
      .join(" | ");
  }
}

interface Result {
  readonly operation: Operation;
  readonly at: number;
  readonly answer: string;
}

/** What is remembered after the results in each order in which every one is what it should be. */
function explanations(model: LicenseModel, results: readonly Result[]): readonly LicenseModel[] {
  if (results.length === 0) return [model];
  const after = results.flatMap(({ answer, at, operation }, index) => {
    const next = step(model, operation, at);
    return next.answer === answer ? explanations(next.model, results.toSpliced(index, 1)) : [];
  });
  return distinct(after);
}

/** Each state once, however its maps are ordered. */
function distinct(models: readonly LicenseModel[]): readonly LicenseModel[] {
  return [...new Map(models.map((model) => [fingerprint(model), model])).values()];
}

function fingerprint(model: LicenseModel): string {
  return JSON.stringify(model, (_, value: unknown) => {
    if (value instanceof Map) return [...value].sort(([left], [right]) => (String(left) < String(right) ? -1 : 1));
    return value instanceof Set ? [...value].sort() : value;
  });
}

/** Time goes on, or back where a clock is set. */
export class SetClock implements Command {
  readonly #seconds: number;

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  check(): boolean {
    return true;
  }

  async run(state: ModelState): Promise<void> {
    state.now += this.#seconds;
  }

  toString(): string {
    return `clock ${this.#seconds > 0 ? "+" : ""}${this.#seconds}s`;
  }
}

/** The database is examined, and what each license has in use and how many versions is compared. */
export class Examine implements Command {
  check(): boolean {
    return true;
  }

  async run(state: ModelState, real: ServiceUnderTest): Promise<void> {
    const { models, now } = state;
    const findings = await real.examine(now);
    if (findings.length > 0) throw new Error(`The examination finds ${JSON.stringify(findings)}`);
    // Licenses are the same in every state, what is in use of them may differ.
    let possible: readonly LicenseModel[] = models;
    for (const name of models[0].licenses.keys()) {
      const used = await real.call({ operation: { name: "usage", license: name }, process: 0, at: now });
      const numbers = (await real.versions(name)).join();
      const fitting = possible.filter(
        (model) => used === `${inUse(model, name, now)} in use` && numbers === gapless(model, name),
      );
      if (fitting.length === 0) {
        const expected = possible.map((model) => `${inUse(model, name, now)} in use, versions ${gapless(model, name)}`);
        throw new Error(`Of ${name} ${used}, versions ${numbers}, and it should be ${expected.join(", or ")}`);
      }
      possible = fitting;
    }
    const [first, ...others] = possible;
    if (first !== undefined) state.models = [first, ...others];
  }

  toString(): string {
    return "examine";
  }
}

function gapless(model: LicenseModel, name: string): string {
  const versions = model.licenses.get(name)?.versions ?? [];
  return versions.map((_, index) => String(versions.length - index)).join();
}
