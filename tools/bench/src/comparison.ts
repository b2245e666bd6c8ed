import type { Taken } from "./process-turns.ts";
import type { Result } from "./report.ts";
import { median, medianRatio } from "./statistics.ts";

export interface Measure {
  /** What the samples call it. */
  readonly name: string;
  readonly unit: string;
  /** Whether less is better, as of time: then the ratio is the other way round, so that more is better always. */
  readonly isCost?: boolean;
}

/** Compares contenders with one of them, by one of the things that were measured. */
export function compared(
  taken: Taken,
  title: string,
  { name, unit, isCost = false }: Measure,
  baseline: string,
  bounds: Readonly<Record<string, Pick<Result, "goal" | "limit">>> = {},
): readonly Result[] {
  const of = (contender: string): readonly number[] =>
    (taken.get(contender) ?? []).map((each) => each[name] ?? Number.NaN);
  const reference = of(baseline);
  return [...taken.keys()].map((contender) => {
    const own = of(contender);
    const ratio = isCost ? medianRatio(reference, own) : medianRatio(own, reference);
    return {
      name: `${title}: ${contender}`,
      value: Number(median(own).toPrecision(4)),
      unit,
      baseline,
      ratio: Number(ratio.toFixed(3)),
      ...bounds[contender],
    };
  });
}
