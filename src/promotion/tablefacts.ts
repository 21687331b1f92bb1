import type { Session } from '../postgres/session.js';

export interface Column {
  readonly name: string;
  /** As `format_type` writes it, with modifiers; two columns of one text hold the same values. */
  readonly type: string;
  readonly notNull: boolean;
  /** Also of the rows that are there: false where NOT NULL is NOT VALID, from Postgres 18 on. */
  readonly neverNull: boolean;
  readonly hasDefault: boolean;
  readonly generated: boolean;
  /** `a` always, `d` by default, or empty. */
  readonly identity: '' | 'a' | 'd';
  /** Of the enum behind the type; null for other types. */
  readonly labels: readonly string[] | null;
}

/** What the catalog of one side says about a table, as far as promotion must know it. */
export interface TableFacts {
  readonly oid: string;
  /** The role that asks and the table's schema, quoted, for the GRANT that is missing. */
  readonly role: string;
  readonly schema: string;
  /** `pg_class.relkind`: `r` table, `p` partitioned table, `v` view, … */
  readonly kind: string;
  readonly partition: boolean;
  readonly inherits: boolean;
  /** ON INSERT, UPDATE or DELETE rules: they make of our statements something else. */
  readonly rules: boolean;
  /** Policies would hide rows from this role. */
  readonly rowSecurity: boolean;
  readonly mayUseSchema: boolean;
  /** Of SELECT, INSERT, UPDATE and DELETE. */
  readonly lacking: readonly string[];
  readonly columns: readonly Column[];
  /** Columns of the primary key, sorted by name; empty when there is none that is valid. */
  readonly key: readonly string[];
}

const FACTS = `
select c.oid::text as oid, format('%I', current_user) as role, format('%I', n.nspname) as schema,
       c.relkind::text as kind, c.relispartition as partition,
       c.relkind = 'r' and not c.relispartition and exists (
         select from pg_inherits i where c.oid in (i.inhrelid, i.inhparent)) as inherits,
       exists (select from pg_rewrite r where r.ev_class = c.oid and r.ev_type in ('2', '3', '4')) as rules,
       row_security_active(c.oid) as "rowSecurity",
       has_schema_privilege(n.oid, 'usage') as "mayUseSchema",
       array(select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE']) with ordinality o (p, at)
              where not has_table_privilege(c.oid, p) order by at) as lacking,
       (select coalesce(json_agg(json_build_object(
                 'name', a.attname,
                 'type', format_type(a.atttypid, a.atttypmod),
                 'notNull', a.attnotnull or t.typnotnull,
                 'neverNull', t.typnotnull or a.attnotnull and not exists (
                   select from pg_constraint k where k.conrelid = c.oid and k.contype = 'n'
                      and k.conkey = array[a.attnum] and not k.convalidated),
                 'hasDefault', (a.atthasdef and a.attgenerated = '') or t.typdefault is not null,
                 'generated', a.attgenerated <> '',
                 'identity', a.attidentity,
                 'labels', (select json_agg(e.enumlabel order by e.enumsortorder) from pg_enum e
                             where e.enumtypid in (t.oid, t.typbasetype, t.typelem))
               ) order by a.attnum), '[]')
          from pg_attribute a join pg_type t on t.oid = a.atttypid
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       array(select a.attname::text from pg_index i
               join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any ((i.indkey::int2[])[0:i.indnkeyatts - 1])
              where i.indrelid = c.oid and i.indisprimary and i.indisvalid order by 1) as key
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.oid = any ($1::oid[])`;

/** Reads the facts of some tables, by oid. Needs pinned settings: type names are qualified only then. */
export async function readTableFacts(
  session: Session,
  oids: readonly string[],
): Promise<ReadonlyMap<string, TableFacts>> {
  const rows = await session.query<TableFacts>(FACTS, [oids]);
  return new Map(rows.map((facts) => [facts.oid, facts]));
}
