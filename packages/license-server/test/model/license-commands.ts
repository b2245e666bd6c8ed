import type { AsyncCommand } from "fast-check";
import { EMPTY_MODEL, inUse, type LicenseModel, type Operation, step } from "./license-model.js";
import type { ServiceUnderTest } from "./service-under-test.js";

/** What the model remembers, and the clock that both go by. */
export class ModelState {
  model: LicenseModel = EMPTY_MODEL;
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
      const operation = make(state.model);
      return operation === undefined ? [] : [{ operation, process, at: state.now + skew }];
    });
    const answers = await Promise.all(calls.map((call) => real.call(call)));
    const results = calls.map(({ at, operation }, index) => ({ operation, at, answer: answers[index] as string }));
    const after = explained(state.model, results);
    if (after === undefined) {
      const told = results.map(({ answer, at, operation }) => `${JSON.stringify(operation)} at ${at}: ${answer}`);
      const alone = results.map(({ at, operation }) => step(state.model, operation, at).answer);
      throw new Error(`No order explains\n${told.join("\n")}\nAlone each would be answered ${JSON.stringify(alone)}`);
    }
    state.model = after;
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

/** What is remembered after the results in an order in which each is what it should be, if there is one. */
function explained(model: LicenseModel, results: readonly Result[]): LicenseModel | undefined {
  if (results.length === 0) return model;
  for (const [index, { answer, at, operation }] of results.entries()) {
    const next = step(model, operation, at);
    if (next.answer !== answer) continue;
    const after = explained(next.model, results.toSpliced(index, 1));
    if (after !== undefined) return after;
  }
  return undefined;
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

  async run({ model, now }: ModelState, real: ServiceUnderTest): Promise<void> {
    const findings = await real.examine(now);
    if (findings.length > 0) throw new Error(`The examination finds ${JSON.stringify(findings)}`);
    for (const [name, { versions }] of model.licenses) {
      const [expected, found] = [
        `${inUse(model, name, now)} in use`,
        await real.call({ operation: { name: "usage", license: name }, process: 0, at: now }),
      ];
      if (found !== expected) throw new Error(`Of ${name} ${found}, and it should be ${expected}`);
      const numbers = await real.versions(name);
      const gapless = versions.map((_, index) => String(versions.length - index));
      if (numbers.join() !== gapless.join())
        throw new Error(`${name} has the versions ${numbers.join()}, and not ${gapless.join()}`);
    }
  }

  toString(): string {
    return "examine";
  }
}
