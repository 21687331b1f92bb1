import { distance } from 'fastest-levenshtein';

/** A letter wrong, missing or too many, or two swapped. */
const MOST_SLIPS = 2;

/** Names that were probably meant: other upper and lower case, or a slip of the finger; nearest first. */
export function nearNames(name: string, known: readonly string[]): readonly string[] {
  const slips = (candidate: string): number =>
    distance(candidate.toLowerCase(), name.toLowerCase());
  return known
    .filter((candidate) => slips(candidate) <= Math.min(MOST_SLIPS, name.length - 1))
    .sort((a, b) => slips(a) - slips(b));
}
