import { distance } from 'fastest-levenshtein';

/** A slip of the finger: one letter wrong, missing or too many, or two swapped. */
const MOST_SLIPS = 2;

/** The known name that was probably meant; undefined when none is near. */
export function nearest(
  name: string,
  known: readonly string[],
  mostSlips = MOST_SLIPS,
): string | undefined {
  return known
    .map((candidate) => ({ candidate, slips: distance(name.toLowerCase(), candidate) }))
    .filter(({ slips }) => slips <= mostSlips)
    .sort((a, b) => a.slips - b.slips)[0]?.candidate;
}
