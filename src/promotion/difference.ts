import type { Session } from '../postgres/session.js';
import { isIn } from './buckets.js';
import { CHANGES, FRESH, GONE_KEY, goneOf, inScope, isTranslated, settled, staged, stageOf, stagedKey, stored } from './staging.js'; // prettier-ignore
import { image, keyText, list, literal, quoted, sameKey, type Target } from './target.js';

/** How two sides of one table differ, in rows. */
export interface Difference {
  /** Inside `where`, as `scopeRows`. */
  readonly devRows: number;
  readonly prodRows: number;
  readonly scopeRows: number;
  readonly inserts: number;
  readonly updates: number;
  readonly deletes: number;
  /** Rows that differ and stay as they are: because of the mode, of `insert-only` or of `where`. */
  readonly left: number;
  /** Rows that `where` covers in development and not in production; they stay as they are. */
  readonly outside: number;
  /** The other way round; they stay, too. */
  readonly leaving: number;
}

/** Rows of the two sides as far as they are known, `dev` those inside `where`. */
export interface Counted {
  readonly dev: number;
  readonly prod: number | undefined;
}

/**
 * Pairs the stage with the table by the key and writes every row that promotion would touch into
 * the table of changes, with the hash of its content before and after. Rows are compared by
 * `record_image_ne`: `=` does not exist for json and point, calls boxes of equal area equal, and
 * takes '1 month' for '30 days'.
 */
export async function findDifference(
  prod: Session,
  target: Target,
  { dev: devRows, prod: prodRows }: Counted,
): Promise<Difference> {
  const { mode, payload, columns } = target;
  const updates = mode === 'insert' ? 'false' : differs(target);
  const [counted] = await prod.query<Record<Exclude<keyof Difference, 'devRows'>, string | null>>(
    `with found as (
       insert into ${CHANGES} (target, op, key, pre, post, changed, stage_row)
       select ${target.at}, case when ${isNew(target)} then 'insert' else 'update' end,
              ${stagedKey(target, 's')},
              case when not ${isNew(target)} then ${hash(image('p', columns))} end,
              ${hash(postImage(target))},
              case when not ${isNew(target)} then ${changedColumns(payload)} end,
              s.ctid
         from ${pairing(target)}
        where ${isNew(target)} or ${updates}
       returning op),
     ${deletes(target, devRows)}
     select ${prodRows ?? `(select count(*) from ${target.name})`} as "prodRows",
            ${scopeCounts(target)},
            count(*) filter (where op = 'insert') as inserts,
            count(*) filter (where op = 'update') as updates,
            (select count(*) from gone) as deletes,
            ${leftAlone(target, updates)} as left
       from found`,
  );
  return {
    devRows,
    prodRows: Number(counted?.prodRows),
    scopeRows: Number(counted?.scopeRows ?? counted?.prodRows),
    inserts: Number(counted?.inserts),
    updates: Number(counted?.updates),
    deletes: Number(counted?.deletes),
    left: Number(counted?.left),
    outside: Number(counted?.outside),
    leaving: Number(counted?.leaving),
  };
}

/** Writes down the rows that go, as `gone`; without any row in development none does. */
function deletes(target: Target, devRows: number): string {
  if (target.mode !== 'mirror' || devRows === 0) return `gone as (select where false)`;
  const key = target.key.map(({ name }) => name);
  return `going as materialized (
       select ${list('p', key)}, ${keyText(target, 'p')} as ${GONE_KEY},
              ${hash(image('p', target.columns))} as "db_deploy pre"
         from ${stored(target)} p where ${vanished(target)}),
     keys as (
       insert into ${goneOf(target)} select ${list('g', key)}, g.${GONE_KEY} from going g),
     gone as (
       insert into ${CHANGES} (target, op, key, pre, post)
       select ${target.at}, 'delete', g.${GONE_KEY}, g."db_deploy pre", 'deleted' from going g
       returning op)`;
}

/** Development's rows (s) beside production's of the same key (p), where there is one. */
export function pairing(target: Target): string {
  return `${staged(target)} s left join ${stored(target)} p on ${sameKey(target, 's', 'p')}`;
}

/** The key is NOT NULL, so a NULL means that the join found no row. */
export function isNew({ key: [first] }: Target): string {
  return `(p.${quoted(first?.name ?? '')} is null)`;
}

/** Whether an update would change the row. What `where` does not cover in production stays. */
export function differs(target: Target): string {
  if (target.payload.length === 0) return 'false';
  const differ = differsIn(target.payload);
  return target.where === undefined ? differ : `(${inScope(target, 'p')} and ${differ})`;
}

export function differsIn(columns: readonly string[]): string {
  return `record_image_ne(${image('s', columns)}, ${image('p', columns)})`;
}

/** Names of the columns in which s and p differ, as text[]. */
export function changedColumns(payload: readonly string[]): string {
  const each = payload.map((name) => `case when ${differsIn([name])} then ${literal(name)} end`);
  return `array_remove(array[${each.join(', ')}]::text[], null)`;
}

/**
 * Whether mode mirror deletes a row of production (p): development has no such row. One that it
 * has outside `where` is no less there.
 */
export function vanished(target: Target): string {
  if (target.mode !== 'mirror') return 'false';
  const compared = target.part === undefined ? 'true' : isIn(target.part, target, 'p');
  return `(${inScope(target, 'p')} and ${compared} and not exists (
    select from ${stageOf(target)} s where ${sameKey(target, 's', 'p')}))`;
}

/** Without `where` all of production is in scope, and is counted once. */
function scopeCounts(target: Target): string {
  if (target.where === undefined) {
    return `null as "scopeRows", 0 as outside, 0 as leaving`;
  }
  const [here, there] = [inScope(target, 's'), inScope(target, 'p')];
  const matched = `select count(*) from ${stageOf(target)} s join ${stored(target)} p on ${sameKey(target, 's', 'p')}`;
  return `(select count(*) from ${stored(target)} p where ${there}) as "scopeRows",
          (${matched} where ${here} and not ${there}) as outside,
          (${matched} where not ${here} and ${there}) as leaving`;
}

/** How many matched rows differ, and are not updated. */
function leftAlone(target: Target, updates: string): string {
  const { mode, payload, insertOnly, where } = target;
  const compared = [...payload, ...insertOnly];
  const isPlain = mode !== 'insert' && insertOnly.length === 0 && where === undefined;
  if (isPlain || compared.length === 0) return '0';
  return `(select count(*) from ${pairing(target)}
            where not ${isNew(target)} and ${differsIn(compared)} and not ${updates})`;
}

/** What a row will hold, without the ids that are handed out only when it is written. */
function postImage(target: Target): string {
  if (!isTranslated(target)) return image('s', target.columns);
  const values = target.columns.map((name) => settled(target, 's', name));
  return `row(${values.join(', ')}, s.${FRESH})`;
}

function hash(value: string): string {
  return `encode(sha256(convert_to(${value}::text, 'UTF8')), 'hex')`;
}
