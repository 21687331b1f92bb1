import type { Session } from '../postgres/session.js';
import type { Server } from './server.js';

/** A table whose rows the archive holds. */
export interface BackedUpTable {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  /** Both parts quoted for SQL. */
  readonly qualified: string;
  /** The columns that are dumped, quoted, in name order: generated ones are computed again. */
  readonly columns: string;
  /** The planner's guess. */
  readonly estimatedRows: number;
  /** Size of the heap, by the last VACUUM or ANALYZE. */
  readonly estimatedBytes: number;
}

export interface Tables {
  readonly withRows: readonly BackedUpTable[];
  readonly withoutRows: readonly { table: string; reason: string }[];
}

/** What a backup leaves out on request. */
export interface LeftOut {
  /** Names of schemas, with everything in them. */
  readonly schemas: readonly string[];
  /** Oids of the tables and sequences whose contents stay out, partitions of such tables included. */
  readonly tables: readonly string[];
  /** As they were asked for, quoted for SQL. */
  readonly qualified: readonly string[];
}

export const NOTHING_LEFT_OUT: LeftOut = { schemas: [], tables: [], qualified: [] };

type Row = BackedUpTable & { readonly reason: string | null };

/**
 * Sorts the relations as pg_dump does: rows come from plain tables and leaf partitions, and from
 * those tables of an extension that it registered by pg_extension_config_dump.
 */
export async function readTables(
  session: Session,
  { standby }: Server,
  { schemas, tables }: LeftOut = NOTHING_LEFT_OUT,
): Promise<Tables> {
  const rows = await session.query<Row>(
    `select c.oid::text as oid, n.nspname as schema, c.relname as name,
            format('%I.%I', n.nspname, c.relname) as qualified,
            coalesce((select string_agg(format('%I', a.attname), ', ' order by a.attname collate "C")
                        from pg_attribute a
                       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                         and a.attgenerated = ''), '') as columns,
            greatest(c.reltuples, 0)::float8 as "estimatedRows",
            c.relpages::float8 * current_setting('block_size')::int as "estimatedBytes",
            case
              when n.nspname = any ($2) then 'its schema is left out by exclude-schemas'
              when c.oid::text = any ($3) then 'left out by exclude-table-data'
              when c.relkind = 'f' then 'a foreign table: its rows live on another server'
              when c.relkind = 'm' then 'a materialized view: the restore fills it again, from the rows that are there'
              when c.relpersistence = 'u' and $1 then 'an unlogged table, which a standby cannot read'
              when x.condition <> '' then
                format('its extension %s decides which of its rows are dumped', x.extname)
            end as reason
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       left join lateral (
            select e.extname, e.extcondition[array_position(e.extconfig, c.oid)] as condition
              from pg_extension e where c.oid = any (e.extconfig)) x on true
      where c.relkind in ('r', 'm', 'f') and c.relpersistence <> 't'
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and (x.extname is not null or not exists (
              select from pg_depend d
               where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'))
      order by n.nspname collate "C", c.relname collate "C"`,
    [standby, schemas, tables],
  );
  return {
    withRows: rows.filter(({ reason }) => reason === null),
    withoutRows: rows.flatMap(({ reason, schema, name }) =>
      reason === null ? [] : [{ table: `${schema}.${name}`, reason }],
    ),
  };
}
