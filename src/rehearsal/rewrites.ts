import type { Session } from '../postgres/session.js';

/** A table, materialized view or index, and the file that it lies in. */
export interface Stored {
  /** Qualified, quoted where it must be. */
  readonly name: string;
  /** The table that it is, or that it is an index of. */
  readonly table: string;
  readonly kind: 'table' | 'index';
  /** It changes when the object is written anew, and with nothing else. */
  readonly file: string;
  readonly bytes: number;
  /** As the last ANALYZE counted or estimated them. */
  readonly rows: number;
}

/** Every object with a file of its own, partitions one by one. Waits for no lock. */
export async function readStored(session: Session): Promise<Stored[]> {
  const rows = await session.query<Stored & { bytes: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
            format('%I.%I', n.nspname, coalesce(t.relname, c.relname)) as "table",
            case when i.indexrelid is null then 'table' else 'index' end as kind,
            c.relfilenode::text as file, pg_relation_size(c.oid)::text as bytes,
            greatest(c.reltuples, 0)::float8 as rows
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       left join pg_index i on i.indexrelid = c.oid
       left join pg_class t on t.oid = i.indrelid
      where c.relkind in ('r', 'm', 'i') and c.relfilenode <> 0 and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      order by 1`,
  );
  // Gone between the look at the catalog and the one at its file: its size is null.
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}

/** What a migration wrote anew of what was there before. */
export interface Rewrite {
  readonly kind: 'table' | 'index';
  readonly name: string;
  readonly table: string;
  /** `built`: an index that the table did not have. `emptied`: TRUNCATE does that. */
  readonly how: 'rewritten' | 'built' | 'emptied';
  /** Of the table, before. */
  readonly rows: number;
  /** Of the new file. */
  readonly bytes: number;
}

/**
 * Tables and indexes that have another file than before; the largest first. What was made together
 * with its table cost nobody a wait and is not listed. An index of a rewritten table is, for it was
 * built again while the table was locked.
 */
export function rewritesBetween(before: readonly Stored[], after: readonly Stored[]): Rewrite[] {
  const old = new Map(before.map((each) => [each.name, each]));
  return after
    .flatMap((now): Rewrite[] => {
      const table = old.get(now.table);
      const then = old.get(now.name);
      if (table === undefined || then?.file === now.file) return [];
      const { kind, name, bytes } = now;
      return [{ kind, name, table: now.table, how: howOf(then, now), rows: table.rows, bytes }];
    })
    .sort((a, b) => b.bytes - a.bytes);
}

function howOf(then: Stored | undefined, now: Stored): Rewrite['how'] {
  if (then === undefined) return 'built';
  return now.kind === 'table' && then.bytes > 0 && now.bytes === 0 ? 'emptied' : 'rewritten';
}
