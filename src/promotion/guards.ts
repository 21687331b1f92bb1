import type { Session } from '../postgres/session.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';
import type { Compared } from './comparison.js';
import { rowsHurt, type Consequence } from './deletion/consequences.js';
import type { Disclosure } from './disclosure.js';
import type { Request } from './request.js';
import { guardIds } from './sameids.js';

/**
 * In a table of ten rows two changes are 20 percent already. So many updated rows pass whatever
 * their share, unless the limit is 0: then no existing row may change.
 */
const ALWAYS_ALLOWED_UPDATES = 5;

/** Guards that stop a promotion that would do what nobody meant. */
export async function guard(
  prod: Session,
  tables: readonly Compared[],
  consequences: readonly Consequence[],
  { maxChangePercent, maxDeletes }: Request,
  disclosure: Disclosure,
): Promise<readonly Finding[]> {
  return [
    ...passOr(
      'empty source',
      'no table is empty in development alone',
      tables.flatMap(guardSource),
    ),
    ...passOr(
      'share of changed rows',
      `at most ${maxChangePercent} % of the existing rows change`,
      tables.flatMap((table) => guardShare(table, maxChangePercent)),
    ),
    ...passOr('deletes', `at most ${maxDeletes}`, guardDeletes(tables, consequences, maxDeletes)),
    ...tables.flatMap(tellOutside),
    ...passOr(
      'ids mean the same',
      'no id has other unique values on the other side, as far as promoted columns tell',
      await guardIds(prod, tables, disclosure),
    ),
  ];
}

function passOr(name: string, found: string, failures: readonly Finding[]): readonly Finding[] {
  return failures.length === 0 ? [pass(name, found)] : failures;
}

function guardSource({ target, difference: { devRows, scopeRows } }: Compared): Finding[] {
  if (devRows > 0 || scopeRows === 0) return [];
  return [
    fail(`${target.name}: empty source`, {
      expected: 'rows in development',
      found: `none in development, ${scopeRows} in production`,
      fix: 'check that DEV_DATABASE_URL is the database where the rows are maintained, or take the table off the list',
    }),
  ];
}

/** Asked again under the locks: rows that only production has may go meanwhile, and are part of the whole. */
export function guardShare({ target, difference }: Compared, maxChangePercent: number): Finding[] {
  const { updates, deletes, scopeRows } = difference;
  const touched = updates + deletes;
  const floor = maxChangePercent === 0 ? 0 : ALWAYS_ALLOWED_UPDATES;
  if (touched <= floor || touched * 100 <= maxChangePercent * scopeRows) return [];
  const percent = Math.round((touched * 1_000) / scopeRows) / 10;
  const words = deletes === 0 ? 'updated' : 'updated or deleted';
  return [
    fail(`${target.name}: share of changed rows`, {
      expected: `at most ${maxChangePercent} % of the existing rows, or ${floor} rows`,
      found: `${touched} of ${scopeRows} rows would be ${words} (${percent} %)`,
      fix: 'look at the preview; if it is right, raise max-change-percent for this run',
    }),
  ];
}

/** Rows that go by ON DELETE CASCADE, or lose a reference, count as if they stood on the list. */
function guardDeletes(
  tables: readonly Compared[],
  consequences: readonly Consequence[],
  maxDeletes: number,
): Finding[] {
  const planned = tables.reduce((sum, { difference }) => sum + difference.deletes, 0);
  const hurt = rowsHurt(consequences);
  if (planned + hurt <= maxDeletes) return [];
  const others =
    hurt === 0
      ? ''
      : `, and ${hurt} ${hurt === 1 ? 'row that refers' : 'rows that refer'} to them would go or be rewritten`;
  return [
    fail('deletes', {
      expected: `at most ${maxDeletes} (max-deletes)`,
      found: `${planned} ${planned === 1 ? 'row' : 'rows'} would be deleted${others}`,
      fix: 'look at the rows; if all of them shall go, set max-deletes to that number for this run, or use mode: upsert',
    }),
  ];
}

/** A row that is outside of `where` on one side is not promoted: what would be right for it is not known. */
function tellOutside({ target, difference: { outside, leaving } }: Compared): Finding[] {
  const tell = (rows: number, inside: string, beyond: string): Finding[] =>
    rows === 0
      ? []
      : [
          warn(`${target.name}: outside of where in ${beyond}`, {
            found: `${rows} ${rows === 1 ? 'row' : 'rows'} inside of where in ${inside} and outside of it in ${beyond}: left alone in production`,
            fix: 'to promote what is left out, change in production what where reads, or where itself',
          }),
        ];
  return [
    ...tell(outside, 'development', 'production'),
    ...tell(leaving, 'production', 'development'),
  ];
}
