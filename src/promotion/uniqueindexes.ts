import type { Session } from '../postgres/session.js';

/** An index that allows every entry once; of an exclusion constraint, one without equality. */
export interface UniqueIndex {
  /** Oid of the table. */
  readonly table: string;
  readonly name: string;
  readonly primary: boolean;
  /** False after a build that failed or was never finished: older rows may share an entry. */
  readonly valid: boolean;
  /** Checked row by row; a deferrable constraint is checked at the end. */
  readonly immediate: boolean;
  /** NULLS NOT DISTINCT, from Postgres 15 on. */
  readonly nullsEqual: boolean;
  /** Of a partial index, over the table's own column names; null for a whole one. */
  readonly predicate: string | null;
  /** What is indexed, over the table's own column names. */
  readonly expressions: readonly string[];
  /** The index's own equality, schema-qualified; null where it has none, as in exclusion constraints. */
  readonly operators: readonly (string | null)[];
  /** The column behind each expression; null for anything but a plain column. */
  readonly columns: readonly (string | null)[];
  /** Every column that keys, expressions and predicate read. */
  readonly uses: readonly string[];
}

/**
 * `indnullsnotdistinct` does not exist before Postgres 15, hence the way through jsonb. The operator
 * comes from the index: with an empty search_path `=` on citext would be text's, case-sensitive.
 */
const UNIQUE_INDEXES = `
select i.indrelid::text as table, c.relname::text as name, i.indisprimary as primary,
       i.indisvalid as valid, i.indimmediate as immediate,
       coalesce((to_jsonb(i) ->> 'indnullsnotdistinct')::boolean, false) as "nullsEqual",
       pg_get_expr(i.indpred, i.indrelid) as predicate,
       array(select pg_get_indexdef(i.indexrelid, at, false)
               from generate_series(1, i.indnkeyatts) at order by at) as expressions,
       array(select case when o.oid is not null then format('operator(%I.%s)', s.nspname, o.oprname) end
               from generate_series(1, i.indnkeyatts) at
               join pg_opclass f on f.oid = i.indclass[at - 1]
               left join pg_amop m on m.amopfamily = f.opcfamily and m.amoplefttype = f.opcintype
                     and m.amoprighttype = f.opcintype and m.amopstrategy = 3 and c.relam = 403
               left join pg_operator o on o.oid = m.amopopr
               left join pg_namespace s on s.oid = o.oprnamespace
              order by at) as operators,
       array(select a.attname::text from generate_series(1, i.indnkeyatts) at
               left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[at - 1]
                     and a.attnum > 0
              order by at) as columns,
       array(select a.attname::text from pg_attribute a
              where a.attrelid = i.indrelid and a.attnum > 0
                and (a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1])
                     or exists (select from pg_depend d
                                 where d.classid = 'pg_class'::regclass and d.objid = i.indexrelid
                                   and d.refclassid = 'pg_class'::regclass
                                   and d.refobjid = i.indrelid and d.refobjsubid = a.attnum
                                   and (i.indexprs is not null or i.indpred is not null)))) as uses
  from pg_index i join pg_class c on c.oid = i.indexrelid
 where i.indrelid = any ($1::oid[]) and (i.indisunique or i.indisexclusion) and i.indisready
 order by c.relname collate "C"`;

export async function readUniqueIndexes(
  session: Session,
  tables: readonly string[],
): Promise<readonly UniqueIndex[]> {
  return session.query<UniqueIndex>(UNIQUE_INDEXES, [tables]);
}
