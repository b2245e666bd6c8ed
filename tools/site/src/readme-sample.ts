/** A block of TypeScript in a README, as a module that can be compiled. */
export interface ReadmeSample {
  /** Where it is, such as `packages/client/README.md:7`. */
  readonly place: string;
  readonly program: string;
}

/** A block of TypeScript, and the comment right above it, which a page does not show. */
const BLOCK = /(?:^<!-- (sample|alternatives):?\s([\s\S]*?)-->\n)?^```ts\n([\s\S]*?)^```$/gm;

/**
 * The blocks of TypeScript in a README. What a block takes for granted stands in a comment right above it:
 *
 *     <!-- sample: declare const publicKeyPem: string; -->
 *
 * Below `<!-- alternatives -->` each line is a program of its own.
 */
export function readmeSamples(file: string, markdown: string): readonly ReadmeSample[] {
  return [...markdown.matchAll(BLOCK)].flatMap((match) => {
    const [all, kind, before = "", code = ""] = match;
    const place = `${file}:${markdown.slice(0, match.index + all.indexOf("```ts")).split("\n").length}`;
    if (kind !== "alternatives") return [{ place, program: `${before.trim()}\n${code}` }];
    return code
      .trim()
      .split("\n")
      .map((program) => ({ place, program }));
  });
}
