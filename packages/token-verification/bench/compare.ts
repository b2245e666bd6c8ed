import { rotated } from "@borrow-license/bench/process-turns";
import type { Result } from "@borrow-license/bench/report";
import { median, medianRatio } from "@borrow-license/bench/statistics";

/** What is compared: a function that does the work once. */
export type Contender = () => unknown;

export interface Comparison {
  readonly name: string;
  /** The contender by which the others are measured. */
  readonly baseline: string;
  readonly contenders: Readonly<Record<string, Contender>>;
  /** How many calls are under way at once. 1 unless given, where a call that answers no promise is not awaited. */
  readonly concurrency?: number;
  /** How many calls a round has for each contender. */
  readonly calls: number;
  /** What a contender should reach. */
  readonly goals?: Readonly<Record<string, Goal>>;
}

/** What somebody should reach who is compared. */
export interface Goal {
  /** The ratio to the baseline, at least. */
  readonly ratio?: number;
  /** Calls a second, more than. */
  readonly rate?: number;
  /** Contenders than which it should be faster, by the median of each round's ratio. */
  readonly aheadOf?: readonly string[];
}

/** Many short ones: what else the machine does lasts longer than one, and meets all contenders of it alike. */
const ROUNDS = 105;
const WARM_UP_ROUNDS = 15;

/** Lets the contenders work in turns, round by round. The first rounds warm up and do not count. */
export async function compare(comparison: Comparison): Promise<readonly Result[]> {
  const { name, baseline, contenders, calls, concurrency = 1, goals = {} } = comparison;
  const names = Object.keys(contenders);
  const rates = new Map(names.map((contender) => [contender, [] as number[]]));
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
    for (const contender of rotated(names, round + WARM_UP_ROUNDS)) {
      const rate = await rateOf(contenders[contender] as Contender, calls, concurrency);
      if (round >= 0) rates.get(contender)?.push(rate);
    }
  }
  const ratioTo = (contender: string, other: string) => medianRatio(rates.get(contender) ?? [], rates.get(other) ?? []);
  return names.map((contender) => {
    const value = Math.round(median(rates.get(contender) ?? []));
    const ratio = Number(ratioTo(contender, baseline).toFixed(3));
    const { ratio: leastRatio = 0, rate: leastRate = 0, aheadOf = [] } = goals[contender] ?? {};
    const verdicts = [
      ...(leastRatio > 0 ? [verdict(`goal ${leastRatio}`, ratio >= leastRatio)] : []),
      ...(leastRate > 0 ? [verdict(`goal ${leastRate}/s`, value > leastRate)] : []),
      ...aheadOf.map((other) => verdict(`ahead of ${other}`, ratioTo(contender, other) > 1)),
    ];
    return { name: `${name}: ${contender}`, value, unit: "calls/s", baseline, ratio, verdicts };
  });
}

function verdict(goal: string, met: boolean): string {
  return `${goal} ${met ? "met" : "missed"}`;
}

async function rateOf(contender: Contender, calls: number, concurrency: number): Promise<number> {
  const start = performance.now();
  if (concurrency === 1) await oneByOne(contender, calls);
  else await severalAtOnce(contender, calls, concurrency);
  return (calls * 1000) / (performance.now() - start);
}

async function oneByOne(contender: Contender, calls: number): Promise<void> {
  for (let call = 0; call < calls; call += 1) {
    const answer = contender();
    if (answer instanceof Promise) await answer;
  }
}

async function severalAtOnce(contender: Contender, calls: number, concurrency: number): Promise<void> {
  let left = calls;
  const worker = async () => {
    while (left > 0) {
      left -= 1;
      await contender();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
