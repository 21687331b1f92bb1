import { CHANGE_KEY, entries, newImages, oldImages, sameEntry } from './images.js';
import { list, sameKey, type Target } from './target.js';
import type { UniqueIndex } from './uniqueindexes.js';

/**
 * The column that rows may leave empty for a moment so that others can take their unique value;
 * undefined when the index has none that is nullable, plain and ours.
 */
export function parkingColumn(target: Target, index: UniqueIndex): string | undefined {
  if (index.nullsEqual) return undefined;
  return index.columns.find(
    (name): name is string =>
      name !== null && target.payload.includes(name) && !target.required.includes(name),
  );
}

/**
 * The rows that hold now what another changed row is to get: their key columns, and {@link CHANGE_KEY}.
 * A unique index is checked row by row, so even a plain swap in one UPDATE fails.
 */
export function colliders(target: Target, index: UniqueIndex, targets: readonly Target[]): string {
  const key = list(
    'x',
    target.key.map(({ name }) => name),
  );
  const where = index.predicate === null ? '' : `where (${index.predicate})`;
  return `(select distinct ${list(
    'o',
    target.key.map(({ name }) => name),
  )}, o.${CHANGE_KEY}
             from (select x.${CHANGE_KEY}, ${key}, ${entries(index)} from ${oldImages(target, targets)} x ${where}) o
             join (select ${key}, ${entries(index)} from ${newImages(target)} x ${where}) n
               on ${sameEntry(index, 'o', 'n')}
            where not (${sameKey(target, 'o', 'n')}))`;
}
