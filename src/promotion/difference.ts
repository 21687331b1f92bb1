import type { Session } from '../postgres/session.js';
import { CHANGES, stageOf } from './staging.js';
import { image, keyText, literal, quoted, sameKey, type Target } from './target.js';

/** How two sides of one table differ, in rows. */
export interface Difference {
  readonly devRows: number;
  readonly prodRows: number;
  readonly inserts: number;
  readonly updates: number;
  /** Rows that differ and stay as they are, because the mode only inserts. */
  readonly left: number;
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
  devRows: number,
): Promise<Difference> {
  const { payload, columns } = target;
  const [counted] = await prod.query<Record<'prodRows' | 'inserts' | 'updates' | 'left', string>>(
    `with found as (
       insert into ${CHANGES} (target, op, key, pre, post, changed, stage_row)
       select ${target.at}, case when ${isNew(target)} then 'insert' else 'update' end,
              ${keyText(target, 's')},
              case when not ${isNew(target)} then ${hash(image('p', columns))} end,
              ${hash(image('s', columns))},
              case when not ${isNew(target)} then ${changedColumns(payload)} end,
              s.ctid
         from ${pairing(target)}
        where ${isNew(target)} ${target.mode === 'upsert' ? `or ${differs(target)}` : ''}
       returning op)
     select (select count(*) from ${target.name}) as "prodRows",
            count(*) filter (where op = 'insert') as inserts,
            count(*) filter (where op = 'update') as updates,
            ${target.mode === 'upsert' ? '0' : `(select count(*) from ${pairing(target)} where not ${isNew(target)} and ${differs(target)})`} as left
       from found`,
  );
  return {
    devRows,
    prodRows: Number(counted?.prodRows),
    inserts: Number(counted?.inserts),
    updates: Number(counted?.updates),
    left: Number(counted?.left),
  };
}

/** Development's rows (s) beside production's of the same key (p), where there is one. */
export function pairing(target: Target): string {
  return `${stageOf(target)} s left join ${target.name} p on ${sameKey(target, 's', 'p')}`;
}

/** The key is NOT NULL, so a NULL means that the join found no row. */
export function isNew({ key: [first] }: Target): string {
  return `(p.${quoted(first?.name ?? '')} is null)`;
}

export function differs({ payload }: Target): string {
  if (payload.length === 0) return 'false';
  return `record_image_ne(${image('s', payload)}, ${image('p', payload)})`;
}

/** Names of the columns in which s and p differ, as text[]. */
export function changedColumns(payload: readonly string[]): string {
  const each = payload.map(
    (name) =>
      `case when record_image_ne(${image('s', [name])}, ${image('p', [name])}) then ${literal(name)} end`,
  );
  return `array_remove(array[${each.join(', ')}]::text[], null)`;
}

function hash(value: string): string {
  return `encode(sha256(convert_to(${value}::text, 'UTF8')), 'hex')`;
}
