import { distance } from "fastest-levenshtein";

/** Asks whether a known name was meant that differs by a letter or two. Answers `undefined` where there is none. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map((candidate) => ({ candidate, letters: distance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ letters }) => letters <= 2)
    .sort((left, right) => left.letters - right.letters)[0];
  return near === undefined ? undefined : `Did you mean ${near.candidate}?`;
}
