import { DeployError, type Problem } from '../../errors.js';
import type { Session } from '../../postgres/session.js';
import { listed, type Disclosure } from '../disclosure.js';
import { MOST_NAMED } from '../offence.js';
import { raiseSequences, type Raised } from '../sequences.js';
import { FRESH, inScope, isTranslated, mapOf, stageOf, stagedKey } from '../staging.js';
import { literal, quoted, sameKey, type Target, type Translation } from '../target.js';
import { circular, inKey, inMatchingOrder } from './translations.js';

/**
 * Rewrites the staged ids of remapped targets, and every reference to them, into production's. Rows
 * are matched by their business key. A new row gets its id from the sequence when the ids are
 * `drawn`; a preview burns no numbers and gives it one that nobody has, which is called new
 * wherever it would be shown or hashed.
 * @returns sequences that lagged behind their column and were raised before numbers were drawn.
 * @throws {DeployError} with the rows whose key matches twice, and references that lead nowhere.
 */
export async function resolveIds(
  prod: Session,
  targets: readonly Target[],
  ids: 'drawn' | 'imagined',
  disclosure: Disclosure,
): Promise<readonly Raised[]> {
  if (!targets.some(isTranslated)) return [];
  const ordered = inMatchingOrder(targets);
  if (ordered === undefined) throw new DeployError(circular(targets));
  const problems: Problem[] = [];
  const raised: Raised[] = [];
  for (const target of ordered) {
    for (const translation of inKey(target)) {
      problems.push(...(await translate(prod, target, translation, targets, disclosure)));
    }
    if (target.surrogate === undefined) continue;
    problems.push(...(await ambiguousKeys(prod, target, disclosure)));
    if (ids === 'drawn') raised.push(...(await raiseSequences(prod, [target])));
    problems.push(...(await matchUp(prod, target, target.surrogate, ids, disclosure)));
  }
  for (const target of ordered) {
    const early = inKey(target);
    for (const translation of target.translations.filter((one) => !early.includes(one))) {
      problems.push(...(await translate(prod, target, translation, targets, disclosure)));
    }
  }
  if (problems.length > 0) throw new DeployError(problems);
  const changed = targets.filter(isTranslated).map(stageOf);
  await prod.query(`analyze ${changed.join(', ')}`);
  return raised;
}

/** Puts production's ids in the place of development's; those of new rows remember whose they are. */
async function translate(
  prod: Session,
  target: Target,
  { column, root }: Translation,
  targets: readonly Target[],
  disclosure: Disclosure,
): Promise<Problem[]> {
  const parent = targets.find(({ at }) => at === root);
  if (parent === undefined) return [];
  const stage = stageOf(target);
  const value = `s.${quoted(column)}`;
  const lost = `${value} is not null
    and not exists (select from ${mapOf(parent)} m where m.source = ${value})`;
  // A row outside `where` is staged only to be recognised. With such a key production cannot have it;
  // any other column does not matter, and without the row mode mirror would take its twin for gone.
  if (target.key.some(({ name }) => name === column)) {
    await prod.query(`delete from ${stage} s where not ${inScope(target, 's')} and ${lost}`);
  }
  const [found] = await keysOf(
    prod,
    target,
    `${stage} s where ${inScope(target, 's')} and ${lost}`,
  );
  await prod.query(
    `update ${stage} s set ${quoted(column)} = m.here, ${FRESH} = ${remembering(column)}
       from ${mapOf(parent)} m where m.source = ${value}`,
  );
  if (found === undefined) return [];
  return [
    {
      attempted: `translate ${column} of ${target.name}`,
      found: `what it refers to in ${parent.name} is neither promoted nor in production; ${listed(found.rows, found.keys, disclosure)}`,
      nextAction:
        parent.where === undefined
          ? 'correct the references in development'
          : `let where of ${parent.name} cover those rows, or create them in production`,
    },
  ];
}

/** Fills the map from development's ids to production's, and gives the staged rows the latter. */
async function matchUp(
  prod: Session,
  target: Target,
  surrogate: string,
  ids: 'drawn' | 'imagined',
  disclosure: Disclosure,
): Promise<Problem[]> {
  const [stage, map, id] = [stageOf(target), mapOf(target), quoted(surrogate)];
  const fresh = target.drawn === undefined ? `s.${id}` : nextId(target, id, ids);
  await prod.query(
    `insert into ${map} (source, here, fresh)
     select s.${id}, case when p.${id} is null then ${fresh} else p.${id} end,
            p.${id} is null and ${String(target.drawn !== undefined)}
       from ${stage} s left join ${target.name} p on ${sameKey(target, 's', 'p')}
      where ${inScope(target, 's')} or p.${id} is not null`,
  );
  await prod.query(`analyze ${map}`);
  const problems = await ambiguousIds(prod, target, surrogate, disclosure);
  await prod.query(
    `delete from ${stage} s where not exists (select from ${map} m where m.source = s.${id})`,
  );
  await prod.query(
    `update ${stage} s set ${id} = m.here, ${FRESH} = ${remembering(surrogate)}
       from ${map} m where m.source = s.${id}`,
  );
  return problems;
}

function nextId(
  { name, drawn, types, surrogate = '' }: Target,
  id: string,
  ids: 'drawn' | 'imagined',
): string {
  const sequence = drawn?.name ?? '';
  const type = types[surrogate] ?? 'bigint';
  if (ids === 'drawn') return `nextval(${literal(sequence)}::regclass)::${type}`;
  const [furthest, bound, sign] =
    drawn?.descending === true ? ['min', 'least', '-'] : ['max', 'greatest', '+'];
  return `((select ${bound}(${furthest}(t.${id}), (select last_value from ${sequence}), 0) from ${name} t)
            ${sign} row_number() over ())::${type}`;
}

function remembering(column: string): string {
  const own = `jsonb_build_object(${literal(column)}, s.${quoted(column)}::text)`;
  return `case when m.fresh then s.${FRESH} || ${own} else s.${FRESH} end`;
}

/** Unique indexes keep a key from standing twice on its own side; production's may see less of a difference. */
async function ambiguousKeys(
  prod: Session,
  target: Target,
  disclosure: Disclosure,
): Promise<Problem[]> {
  const stage = stageOf(target);
  const [found] = await keysOf(
    prod,
    target,
    `${stage} s where exists (select from ${stage} o where o.ctid <> s.ctid and ${sameKey(target, 's', 'o')})`,
  );
  if (found === undefined) return [];
  return [
    {
      attempted: `match the rows of ${target.name}`,
      found: `more than one row of development has a key that is one to production; ${listed(found.rows, found.keys, disclosure)}`,
      nextAction: 'rename one of them in development, or delete it',
    },
  ];
}

/** An id that is unique only beside other columns of the primary key tells no row from another. */
async function ambiguousIds(
  prod: Session,
  target: Target,
  surrogate: string,
  disclosure: Disclosure,
): Promise<Problem[]> {
  const [found] = await keysOf(
    prod,
    target,
    `${stageOf(target)} s where s.${quoted(surrogate)} in (
       select m.source from ${mapOf(target)} m group by m.source having count(*) > 1)`,
  );
  if (found === undefined) return [];
  return [
    {
      attempted: `match the rows of ${target.name}`,
      found: `more than one row of development has the same ${surrogate}; ${listed(found.rows, found.keys, disclosure)}`,
      likelyCause: `${surrogate} is unique only together with other columns of the primary key`,
      nextAction: 'leave out ids: remap and the key, or make the ids unique',
    },
  ];
}

async function keysOf(
  prod: Session,
  target: Target,
  from: string,
): Promise<{ rows: number; keys: string[] }[]> {
  const found = await prod.query<{ rows: number; keys: string[] }>(
    `with found (key) as (select ${stagedKey(target, 's')} from ${from})
     select count(*)::integer as rows,
            (array_agg(key order by length(key), key collate "C"))[1:${MOST_NAMED}] as keys
       from found having count(*) > 0`,
  );
  return found;
}
