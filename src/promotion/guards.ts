import type { Session } from '../postgres/session.js';
import { fail, pass, type Finding } from '../record/finding.js';
import type { Compared } from './comparison.js';
import type { Disclosure } from './disclosure.js';
import { changedRows } from './images.js';
import { asFindings, offenders } from './offence.js';
import { isSequenceBacked, literal, type Target } from './target.js';

/**
 * In a table of ten rows two changes are 20 percent already. So many updated rows pass whatever
 * their share, unless the limit is 0: then no existing row may change.
 */
const ALWAYS_ALLOWED_UPDATES = 5;

/** Guards that stop a promotion that would do what nobody meant. */
export async function guard(
  prod: Session,
  tables: readonly Compared[],
  maxChangePercent: number,
  disclosure: Disclosure,
): Promise<readonly Finding[]> {
  const ids: Finding[] = [];
  for (const { target, difference } of tables) {
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
    ...passOr('ids mean the same', 'no update gives an id another unique value', ids),
  ];
}

function passOr(name: string, found: string, failures: readonly Finding[]): readonly Finding[] {
  return failures.length === 0 ? [pass(name, found)] : failures;
}

function guardSource({ target, difference: { devRows, prodRows } }: Compared): Finding[] {
  if (devRows > 0 || prodRows === 0) return [];
  return [
    fail(`${target.name}: empty source`, {
      expected: 'rows in development',
      found: `none in development, ${prodRows} in production`,
      fix: 'check that DEV_DATABASE_URL is the database where the rows are maintained, or take the table off the list',
    }),
  ];
}

function guardShare({ target, difference }: Compared, maxChangePercent: number): Finding[] {
  const { updates, prodRows } = difference;
  const floor = maxChangePercent === 0 ? 0 : ALWAYS_ALLOWED_UPDATES;
  if (updates <= floor || updates * 100 <= maxChangePercent * prodRows) return [];
  const percent = Math.round((updates * 1_000) / prodRows) / 10;
  return [
    fail(`${target.name}: share of changed rows`, {
      expected: `at most ${maxChangePercent} % of the existing rows, or ${floor} rows`,
      found: `${updates} of ${prodRows} rows would be updated (${percent} %)`,
      fix: 'look at the preview; if it is right, raise max-change-percent for this run',
    }),
  ];
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
  if (!isSequenceBacked(target)) return [];
  const compared = target.uniques.filter(({ operators }) => !operators.includes(null));
  const unique = new Set(compared.flatMap(({ uses }) => uses));
  const telling = target.payload.filter((name) => unique.has(name));
  if (telling.length === 0) return [];
  const query = `select c.key from ${changedRows(target)}
    where c.op = 'update' and c.changed && array[${telling.map(literal).join(', ')}]::text[]`;
  const prediction = await offenders(prod, query, {
    name: `${target.name}: ids differ`,
    expected: `the same ${telling.join(', ')} under the same id on both sides`,
    fix: 'ids come from a sequence on each side, so these rows are probably different things: give them the same ids, or take the table off the list (`ids: remap` comes with a later version)',
  });
  return asFindings(prediction, disclosure);
}
