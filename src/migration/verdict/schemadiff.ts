import { changeWords, type CatalogChange } from '../../postgres/catalogdiff.js';
import { inNumbers } from '../../record/amounts.js';
import type { SchemaChange } from '../../record/details.js';

/** Entries of one record; what breaks comes first, so it is the rest that is only counted. */
const MOST = 500;
const LONGEST = 1_000;

/** The diff as the record keeps it. */
export function schemaDiffOf(changes: readonly CatalogChange[]): SchemaChange[] {
  const rest = changes.slice(MOST);
  const breaking = rest.filter(({ breaks }) => breaks !== undefined).length;
  const entries = changes.slice(0, MOST).map((change): SchemaChange => {
    const text = shortened(changeWords(change));
    return change.breaks === undefined ? { text } : { text, breaks: shortened(change.breaks) };
  });
  if (rest.length === 0) return entries;
  const counted = `… and ${inNumbers(rest.length)} more changes`;
  return [
    ...entries,
    breaking === 0
      ? { text: counted }
      : { text: counted, breaks: `${inNumbers(breaking)} of them may break the running release` },
  ];
}

function shortened(words: string): string {
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST).toWellFormed()} …`;
}
