import type { Session } from '../postgres/session.js';
import { fail, pass, warn, type Finding } from '../record/finding.js';
import type { Compared } from './comparison.js';
import { rowsHurt, type Consequence } from './deletion/consequences.js';
import { isNew, pairing } from './difference.js';
import type { Disclosure } from './disclosure.js';
import { changedRows } from './images.js';
import { asFindings, offenders } from './offence.js';
import type { Request } from './request.js';
import { stagedKey } from './staging.js';
import { isSequenceBacked, literal, quoted, type Target } from './target.js';

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
  const ids: Finding[] = [];
  for (const { target, difference } of tables) {
    ids.push(...(await guardPrimary(prod, target, disclosure)));
    if (difference.updates > 0) ids.push(...(await guardIds(prod, target, disclosure)));
  }
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
    ...passOr('ids mean the same', 'no update gives an id another unique value', ids),
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

function guardShare({ target, difference }: Compared, maxChangePercent: number): Finding[] {
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
  const others = hurt === 0 ? '' : `, and ${hurt} rows that refer to them would go or be rewritten`;
  return [
    fail('deletes', {
      expected: `at most ${maxDeletes} (max-deletes)`,
      found: `${planned} rows would be deleted${others}`,
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
            found: `${rows} ${rows === 1 ? 'row' : 'rows'} that where covers in ${inside} stay as they are in production: in ${beyond} they are outside of it`,
            fix: `if they shall be promoted, change in production what where reads, or where itself`,
          }),
        ];
  return [
    ...tell(outside, 'development', 'production'),
    ...tell(leaving, 'production', 'development'),
  ];
}

/** By a business key the same thing is found on both sides; with ids: same it must have one id, too. */
async function guardPrimary(
  prod: Session,
  target: Target,
  disclosure: Disclosure,
): Promise<readonly Finding[]> {
  const key = target.key.map(({ name }) => name);
  const ids = target.primary.filter((name) => !key.includes(name) && target.columns.includes(name));
  if (target.ids === 'remap' || ids.length === 0) return [];
  const other = ids.map((name) => `s.${quoted(name)} is distinct from p.${quoted(name)}`);
  const query = `select ${stagedKey(target, 's')} from ${pairing(target)}
    where not ${isNew(target)} and (${other.join(' or ')})`;
  const prediction = await offenders(prod, query, {
    name: `${target.name}: ids differ`,
    expected: `the same ${ids.join(', ')} for the same ${key.join(', ')} on both sides`,
    fix: 'each side handed out its own ids: write ids: remap',
  });
  return asFindings(prediction, disclosure);
}

/**
 * Ids from a sequence are handed out on each side by itself: an update that changes a unique column
 * is most likely another thing under the same id.
 */
async function guardIds(
  prod: Session,
  target: Target,
  disclosure: Disclosure,
): Promise<readonly Finding[]> {
  if (target.ids === 'remap' || !isSequenceBacked(target)) return [];
  const compared = target.uniques.filter(({ operators }) => !operators.includes(null));
  const unique = new Set(compared.flatMap(({ uses }) => uses));
  const telling = target.payload.filter((name) => unique.has(name));
  if (telling.length === 0) return [];
  const query = `select c.key from ${changedRows(target)}
    where c.op = 'update' and c.changed && array[${telling.map(literal).join(', ')}]::text[]`;
  const prediction = await offenders(prod, query, {
    name: `${target.name}: ids differ`,
    expected: `the same ${telling.join(', ')} under the same id on both sides`,
    fix: 'ids come from a sequence on each side, so these rows are probably different things: write ids: remap with the key by which the rows are the same, or give them the same ids',
  });
  return asFindings(prediction, disclosure);
}
