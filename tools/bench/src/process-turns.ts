import { startChild } from "./child.ts";

/** What one turn measured, by what it is called. */
export type Sample = Readonly<Record<string, number>>;

/** The samples of each contender, one a round. */
export type Taken = ReadonlyMap<string, readonly Sample[]>;

/** How often all contenders start anew: what the compiler makes of the same program differs from start to start. */
const STARTS = 3;

/**
 * Lets contenders take turns. Each is a process of its own, since what others compile and allocate would distort it,
 * and turns are short, so that whatever else the machine does meets all of them.
 *
 * @param script what says `ready` and then answers each message with a sample, given a contender's name as its argument
 * @param rounds how many turns each contender has
 * @param starts how often all of them start anew
 * @returns each contender's samples, one a round
 */
export async function processTurns(
  script: URL,
  contenders: readonly string[],
  rounds: number,
  starts: number = STARTS,
): Promise<Taken> {
  const taken = new Map(contenders.map((contender) => [contender, [] as Sample[]]));
  for (let start = 0; start < starts; start += 1) {
    const started = await Promise.all(
      contenders.map(async (contender) => ({ contender, ...(await startChild(script, [contender])) })),
    );
    try {
      for (let round = 0; round < rounds / starts; round += 1) {
        // No contender always comes behind the same other one.
        for (const { child, contender } of rotated(started, round)) {
          taken.get(contender)?.push((await child.ask("sample")) as Sample);
        }
      }
    } finally {
      for (const { child } of started) await child.end();
    }
  }
  return taken;
}

/** The contenders in the order of a round: everybody comes first in turn, and every other time they go backwards. */
export function rotated<Contender>(contenders: readonly Contender[], round: number): readonly Contender[] {
  const by = Math.floor(round / 2) % contenders.length;
  const order = [...contenders.slice(by), ...contenders.slice(0, by)];
  return round % 2 === 0 ? order : order.reverse();
}

/** What answers `processTurns` in a contender's process. */
export function answerTurns(sample: () => Sample | Promise<Sample>): void {
  process.on("message", async () => process.send?.(await sample()));
  process.on("disconnect", () => process.exit());
  process.send?.("ready");
}
