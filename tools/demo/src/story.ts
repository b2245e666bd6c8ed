import { styleText } from "node:util";

/** A step did not hold. The story ends here, with exit code 1. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

let step = 0;

/** Begins a step of the story. */
export function begin(title: string): void {
  step += 1;
  console.log(`\n${styleText("bold", `${step}. ${title}`)}`);
}

/** Tells something, indented below the step. */
export function tell(text: string): void {
  for (const line of text.split("\n")) console.log(`   ${line}`);
}

/** Shows what went over the wire. */
export function wire(line: string): void {
  console.log(styleText("dim", `   ${line}`));
}

/** Says that something holds, or ends the story. */
export function holds(condition: boolean, claim: string): void {
  if (!condition) throw new StoryError(`This did not hold: ${claim}`);
  console.log(`   ${styleText("green", "✓")} ${claim}`);
}
