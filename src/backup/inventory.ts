import { NOTHING_LEFT_OUT, type LeftOut } from '../archive/tables.js';
import type { Session } from '../postgres/session.js';

/** An object that every complete archive must have an entry for. */
export interface Expected {
  /** `<oid of the catalog> <oid of the object>`; class 0 is the data of the object. */
  readonly key: string;
  readonly kind: string;
  /** As the server describes it, e.g. `table public.bookings`. */
  readonly description: string;
}

/** $1 are the names of the schemas that are left out. */
const DUMPED_SCHEMAS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and n.nspname <> all ($1)`;
/** From here on oids are given to objects made after initdb. */
const FIRST_USER_OID = 16384;

/** Members of an extension come with it. */
const notOfExtension = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'e')`;

/** Made by the server for a type or a trigger, e.g. the constructors of a range. */
const notInternal = (catalog: string, oid: string): string =>
  `not exists (select from pg_depend d where d.classid = '${catalog}'::regclass and d.objid = ${oid} and d.deptype = 'i')`;

/** $2 are the oids, as text, of the tables and sequences whose contents are left out. */
const CONTENTS_DUMPED = 'c.oid::text <> all ($2)';

/** Relations whose parts (indexes, triggers, …) are dumped. */
const RELATIONS = `(
  select c.oid, c.relkind, c.relpersistence
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
   where ${DUMPED_SCHEMAS} and c.relpersistence <> 't' and ${notOfExtension('pg_class', 'c.oid')}) c`;

/**
 * What pg_dump must have written, after its own rules: members of extensions, invalid indexes,
 * clones of triggers and keys on partitions, and the schema public come without an entry.
 */
const EXPECTED = `
select 'pg_namespace' as class, n.oid, 'schema' as kind from pg_namespace n
 where ${DUMPED_SCHEMAS} and n.nspname <> 'public' and ${notOfExtension('pg_namespace', 'n.oid')}
union all
select 'pg_extension', oid, 'extension' from pg_extension where oid >= ${FIRST_USER_OID}
union all
select 'pg_class', c.oid, case c.relkind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view'
         when 'm' then 'materialized view' when 'f' then 'foreign table' else 'sequence' end
  from ${RELATIONS} where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
union all
select '', c.oid, 'data of a table' from ${RELATIONS}
 where c.relkind = 'r' and ${CONTENTS_DUMPED} and (c.relpersistence <> 'u' or not pg_is_in_recovery())
union all
select 'pg_class', i.indexrelid, 'index' from pg_index i join ${RELATIONS} on c.oid = i.indrelid
 where i.indisvalid and i.indisready
   and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid
                     and k.contype in ('p', 'u', 'x'))
union all
select 'pg_constraint', k.oid, 'constraint' from pg_constraint k join ${RELATIONS} on c.oid = k.conrelid
 where k.contype in ('p', 'u', 'x') or (k.contype = 'f' and k.conparentid = 0)
union all
select 'pg_trigger', t.oid, 'trigger' from pg_trigger t join ${RELATIONS} on c.oid = t.tgrelid
 where not t.tgisinternal and t.tgparentid = 0
union all
select 'pg_rewrite', r.oid, 'rule' from pg_rewrite r join ${RELATIONS} on c.oid = r.ev_class
 where r.rulename <> '_RETURN'
union all
select 'pg_policy', p.oid, 'policy' from pg_policy p join ${RELATIONS} on c.oid = p.polrelid
union all
select 'pg_proc', p.oid, 'function' from pg_proc p join pg_namespace n on n.oid = p.pronamespace
 where ${DUMPED_SCHEMAS} and ${notOfExtension('pg_proc', 'p.oid')} and ${notInternal('pg_proc', 'p.oid')}
union all
select 'pg_type', t.oid, 'type' from pg_type t join pg_namespace n on n.oid = t.typnamespace
  left join pg_class c on c.oid = t.typrelid
 where (t.typtype in ('e', 'd', 'r') or (t.typtype = 'c' and c.relkind = 'c'))
   and ${DUMPED_SCHEMAS} and ${notOfExtension('pg_type', 't.oid')}
union all
select 'pg_collation', o.oid, 'collation' from pg_collation o join pg_namespace n on n.oid = o.collnamespace
 where ${DUMPED_SCHEMAS} and ${notOfExtension('pg_collation', 'o.oid')}
union all
select 'pg_statistic_ext', s.oid, 'statistics' from pg_statistic_ext s
  join pg_namespace n on n.oid = s.stxnamespace join ${RELATIONS} on c.oid = s.stxrelid
 where ${DUMPED_SCHEMAS} and ${notOfExtension('pg_statistic_ext', 's.oid')}
union all
select 'pg_event_trigger', e.oid, 'event trigger' from pg_event_trigger e
 where ${notOfExtension('pg_event_trigger', 'e.oid')}
union all
select 'pg_publication', p.oid, 'publication' from pg_publication p
 where ${notOfExtension('pg_publication', 'p.oid')}
union all
select 'pg_foreign_server', s.oid, 'foreign server' from pg_foreign_server s
 where ${notOfExtension('pg_foreign_server', 's.oid')}`;

/** Reads what the archive must hold, in the transaction of the snapshot. */
export async function readInventory(
  session: Session,
  { schemas, tables }: LeftOut = NOTHING_LEFT_OUT,
): Promise<Expected[]> {
  return session.query<Expected>(
    `select case class when '' then '0' else class::regclass::oid::text end || ' ' || oid as key, kind,
            case class when '' then 'data of ' else '' end
              || pg_describe_object(case class when '' then 'pg_class' else class end::regclass, oid, 0)
              as description
       from (${EXPECTED}) expected
      order by kind, 3`,
    [schemas, tables],
  );
}

/**
 * Sequences whose values a complete archive sets (some extensions register theirs), and large
 * objects in it: those belong to no schema and always come along.
 */
export async function readCounts(
  session: Session,
  { schemas, tables }: LeftOut = NOTHING_LEFT_OUT,
): Promise<{ sequences: number; largeObjects: number }> {
  const [row] = await session.query<{ sequences: number; largeObjects: number }>(
    `select (select count(*)::int from ${RELATIONS} where c.relkind = 'S' and ${CONTENTS_DUMPED})
              + (select count(*)::int from pg_extension e, unnest(e.extconfig) config (oid)
                   join pg_class c using (oid) join pg_namespace n on n.oid = c.relnamespace
                  where c.relkind = 'S' and ${DUMPED_SCHEMAS} and ${CONTENTS_DUMPED}) as sequences,
            (select count(*)::int from pg_largeobject_metadata) as "largeObjects"`,
    [schemas, tables],
  );
  return row ?? { sequences: 0, largeObjects: 0 };
}

/** A relation that must not be in the archive, or not its contents. */
export interface Absent {
  readonly oid: string;
  readonly key: string;
  /** In a left-out schema: the relation itself stays out. */
  readonly wholly: boolean;
}

export async function readAbsent(
  session: Session,
  { schemas, tables }: LeftOut,
): Promise<Absent[]> {
  return session.query<Absent>(
    `select c.oid::text as oid, 'pg_class'::regclass::oid || ' ' || c.oid as key,
            n.nspname = any ($1) as wholly
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and (n.nspname = any ($1) or c.oid::text = any ($2))`,
    [schemas, tables],
  );
}
