import type { Session } from '../postgres/session.js';
import type { PromotedTable } from '../record/promotion.js';
import { capped, type Disclosure } from './disclosure.js';
import { changedRows, deletedRows } from './images.js';
import { settled } from './staging.js';
import { sameKey, quoted, type Target } from './target.js';

/** Rows shown per table; the counts are of all. */
const MOST_SHOWN = 20;
const NONE = `'{}'::text[]`;

type Sample = PromotedTable['samples'][number];

interface ShownRow {
  readonly op: 'insert' | 'update' | 'delete';
  readonly key: string;
  /** Of an update. */
  readonly changed: readonly string[] | null;
  readonly before: readonly (string | null)[];
  readonly after: readonly (string | null)[];
}

/** The first changes of a table, deletes first, inserts last, with what changes in them if that may be said. */
export async function readSamples(
  prod: Session,
  target: Target,
  disclosure: Disclosure,
): Promise<Sample[]> {
  const { columns } = target;
  const { values } = disclosure;
  const now = texts(columns.map((name) => `p.${quoted(name)}`));
  const then = texts(columns.map((name) => settled(target, 's', name)));
  const rows = await prod.query<ShownRow>(
    `with shown as (
       select c.op, c.key, c.changed, ${values ? now : NONE} as before, ${values ? then : NONE} as after
         from ${changedRows(target)} left join ${target.name} p on ${sameKey(target, 's', 'p')}
       union all
       select c.op, c.key, null, ${values ? now : NONE}, ${NONE} from ${deletedRows(target)})
     select * from shown
      order by array_position('{delete,update,insert}'::text[], op), length(key), key collate "C"
      limit ${MOST_SHOWN}`,
  );
  return rows.map(({ op, key, changed, before, after }): Sample => {
    const shown = columns.filter((name) => changed === null || changed.includes(name));
    const changes = shown.map((column) => {
      const at = columns.indexOf(column);
      return { column, from: shorten(before[at]), to: shorten(after[at]) };
    });
    return { kind: op, key: disclosure.key(key), changes: values ? changes : [] };
  });
}

/** In how many updated rows each column changes, in the table's order. */
export async function countColumnChanges(
  prod: Session,
  target: Target,
): Promise<PromotedTable['columnChanges']> {
  const rows = await prod.query<{ column: string; rows: number }>(
    `select u.name as column, count(*)::integer as rows
       from ${changedRows(target)} cross join lateral unnest(c.changed) u (name)
      where c.op = 'update' group by u.name`,
  );
  const place = ({ column }: { column: string }): number => target.columns.indexOf(column);
  return rows.sort((a, b) => place(a) - place(b));
}

/** A little more than is shown, so that a cut can be told from a short value. */
function texts(values: readonly string[]): string {
  return `array[${values.map((value) => `left((${value})::text, 250)`).join(', ')}]::text[]`;
}

function shorten(value: string | null | undefined): string | null {
  return value == null ? null : capped(value);
}
