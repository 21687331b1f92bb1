import type { Session } from '../../postgres/session.js';
import {
  changedRows,
  CHANGE_KEY,
  entries,
  finalImages,
  newImages,
  sameEntry,
  touches,
} from '../images.js';
import { NOTHING, offenders, together, type Prediction } from '../offence.js';
import { staged, stagedKey } from '../staging.js';
import { isSequenceBacked, list, mayChange, sameKey, type Target } from '../target.js';
import { indexOf } from '../businesskey.js';
import type { UniqueIndex } from '../uniqueindexes.js';
import { colliders, parkingOf } from '../parking.js';

/** Rows that would share a unique value once everything is applied, or that cannot get past each other. */
export async function predictUniques(
  prod: Session,
  target: Target,
  targets: readonly Target[],
  inserts: boolean,
): Promise<Prediction> {
  const predictions = [await predictDuplicateKeys(prod, target)];
  const key = target.key.map(({ name }) => name);
  for (const index of target.uniques) {
    if (index === indexOf(key, target.uniques)) continue;
    if (!inserts && !mayChange(target, index.uses)) continue;
    const name = `${target.name}: unique index ${index.name}`;
    if (!isJudgeable(index, target)) {
      const reason =
        'it reads columns that production owns, or compares in a way of its own; the server checks it when rows are written';
      predictions.push({ offences: [], unjudged: [{ name, reason }] });
      continue;
    }
    predictions.push(
      await offenders(prod, collisions(target, index), {
        name,
        expected: 'every value once',
        fix: toldApart(target, index),
      }),
      await predictSwaps(prod, target, index, name, targets),
    );
  }
  return together(predictions);
}

function toldApart(target: Target, { columns, predicate }: UniqueIndex): string {
  const plain = predicate === null && columns.every((name) => name !== null);
  if (!plain || target.ids === 'remap' || !isSequenceBacked(target)) {
    return 'the same thing stands under another key, or twice: give it one key on both sides';
  }
  return `each side gave the same ${columns.join(', ')} an id of its own: write {table: ${target.name}, key: [${columns.join(', ')}], ids: remap}, for tables that refer to it too`;
}

export function isJudgeable({ uses, operators }: UniqueIndex, { columns }: Target): boolean {
  return uses.every((name) => columns.includes(name)) && !operators.includes(null);
}

/** Two staged rows that production's equality takes for one: citext, nondeterministic collations. */
async function predictDuplicateKeys(prod: Session, target: Target): Promise<Prediction> {
  const query = `select ${stagedKey(target, 's')} from ${changedRows(target)}
                   join ${staged(target)} o on ${sameKey(target, 's', 'o')} and o.ctid <> s.ctid`;
  return offenders(prod, query, {
    name: `${target.name}: ${target.key.every(({ name }) => target.primary.includes(name)) ? 'primary key' : 'key'}`,
    expected: 'keys that production tells apart',
    fix: 'production’s collation takes these keys for equal: rename one of them in development',
  });
}

function collisions(target: Target, index: UniqueIndex): string {
  const key = list(
    'x',
    target.key.map(({ name }) => name),
  );
  const where = index.predicate === null ? '' : `where (${index.predicate})`;
  const touched = `${where === '' ? 'where' : `${where} and`} ${touches(index.uses)}`;
  return `select n.${CHANGE_KEY}
            from (select x.${CHANGE_KEY}, ${key}, ${entries(index)}
                    from ${newImages(target)} x ${touched}) n
            join (select ${key}, ${entries(index)} from ${finalImages(target)} x ${where}) f
              on ${sameEntry(index, 'n', 'f')}
           where not (${sameKey(target, 'n', 'f')})`;
}

/** The final state is fine, but on the way there two rows would hold one value, and none can be parked. */
async function predictSwaps(
  prod: Session,
  target: Target,
  index: UniqueIndex,
  name: string,
  targets: readonly Target[],
): Promise<Prediction> {
  if (!index.immediate) return NOTHING;
  const parking = parkingOf(target, index);
  const checks = target.checks.filter(
    ({ uses }) => parking?.isNull === false && uses.includes(parking.column),
  );
  if (parking !== undefined && checks.length === 0) return NOTHING;
  const onTheWay = `${name}, on the way`;
  const swaps = await offenders(
    prod,
    `select held.${CHANGE_KEY} from ${colliders(target, index, targets)} held`,
    {
      name: onTheWay,
      expected: 'values that no other changed row holds until then',
      fix: 'these rows hand their values to one another, and the server checks every row at once: make the constraint DEFERRABLE, allow NULL in one of its columns, or promote in two steps',
    },
  );
  if (parking === undefined || swaps.offences.length === 0) return swaps;
  const names = checks.map((check) => check.name).join(', ');
  const reason = `rows hand their values to one another, and ${parking.column} holds others for a moment: whether ${names} allows them shows when the rows are written, and if not, nothing is applied`;
  return { offences: [], unjudged: [{ name: onTheWay, reason }] };
}
