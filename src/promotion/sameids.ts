import type { Session } from '../postgres/session.js';
import { couldNotVerify, fail, type Finding } from '../record/finding.js';
import type { Compared } from './comparison.js';
import { differsIn, isNew, pairing } from './difference.js';
import type { Disclosure } from './disclosure.js';
import { asFindings, offenders } from './offence.js';
import { inScope, stagedKey } from './staging.js';
import { isSequenceBacked, quoted, type Target } from './target.js';

/** Whether the ids that are written mean in production what they mean in development. */
export async function guardIds(
  prod: Session,
  tables: readonly Compared[],
  disclosure: Disclosure,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const table of tables) {
    if (table.target.ids === 'remap') continue;
    findings.push(...(await otherIds(prod, table.target, disclosure)));
    findings.push(...(await otherThings(prod, table, disclosure)));
    findings.push(...strangeReferences(table));
  }
  return findings;
}

/** By a business key the same thing is found on both sides; with ids: same it must have one id, too. */
async function otherIds(
  prod: Session,
  target: Target,
  disclosure: Disclosure,
): Promise<readonly Finding[]> {
  const key = target.key.map(({ name }) => name);
  const ids = target.primary.filter((name) => !key.includes(name) && target.columns.includes(name));
  if (ids.length === 0) return [];
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
 * Ids from a sequence are handed out on each side by itself: one that has another unique value there
 * is most likely another thing. Also where the row itself stays, in mode insert: what refers to it
 * comes with development's meaning.
 */
async function otherThings(
  prod: Session,
  { target, difference }: Compared,
  disclosure: Disclosure,
): Promise<readonly Finding[]> {
  if (!isSequenceBacked(target)) return [];
  const compared = target.uniques.filter(({ operators }) => !operators.includes(null));
  const unique = new Set(compared.flatMap(({ uses }) => uses));
  const telling = target.payload.filter((name) => unique.has(name));
  const differing = target.mode === 'insert' ? difference.left : difference.updates;
  if (differing === 0) return [];
  const name = `${target.name}: ids differ`;
  if (telling.length === 0) {
    const found = `ids come from a sequence on each side, ${differing} ${differing === 1 ? 'row differs' : 'rows differ'} under the same id, and no unique column tells whether it is the same thing`;
    if (target.ids === 'same') return [couldNotVerify(name, `${found}; ids: same says that it is`)];
    return [
      fail(name, {
        expected: 'the same things under the same ids',
        found,
        fix: 'write ids: remap with the key: [column] by which the rows are the same; or ids: same, if one database was copied from the other and rows are added in one alone',
      }),
    ];
  }
  const query = `select ${stagedKey(target, 's')} from ${pairing(target)}
    where not ${isNew(target)} and ${inScope(target, 's')} and ${inScope(target, 'p')} and ${differsIn(telling)}`;
  const prediction = await offenders(prod, query, {
    name,
    expected: `the same ${telling.join(', ')} under the same id on both sides`,
    fix: 'ids come from a sequence on each side, so these rows are probably different things: write ids: remap with the key by which the rows are the same, or give them the same ids',
  });
  return asFindings(prediction, disclosure);
}

function strangeReferences({ target, difference }: Compared): readonly Finding[] {
  if (difference.inserts + difference.updates === 0) return [];
  return target.strange.map(({ column, parentName }) =>
    couldNotVerify(
      `${target.name}: what ${column} refers to`,
      `${parentName} hands out its ids by a sequence on each side and is not promoted: whether development's id is the same thing in production was not looked at`,
      `add ${parentName} to reference-tables with a key and ids: remap, or write exclude: [${column}]`,
    ),
  );
}
