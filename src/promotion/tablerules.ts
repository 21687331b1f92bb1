import type { Session } from '../postgres/session.js';

export interface Check {
  /** Oid of the table, here and below. */
  readonly table: string;
  readonly name: string;
  /** Over the table's own column names. */
  readonly expression: string;
  readonly uses: readonly string[];
}

/** An enabled trigger of the team's that fires on the rows that promotion writes. */
export interface Trigger {
  readonly table: string;
  readonly name: string;
  readonly onInsert: boolean;
  readonly onUpdate: boolean;
  readonly onDelete: boolean;
  /** The trigger and its function, as far as the catalog writes them down. */
  readonly definition: string;
}

/** A sequence that hands out values of a column: owned by it, its identity, or used by its default. */
export interface Sequence {
  readonly table: string;
  readonly column: string;
  readonly name: string;
  /** The column takes its numbers as they come, and not by an expression such as `'A-' || nextval(…)`. */
  readonly plain: boolean;
  /** It counts downwards. */
  readonly descending: boolean;
  /** SELECT and UPDATE on the sequence. */
  readonly mayRaise: boolean;
}

export async function readChecks(
  session: Session,
  tables: readonly string[],
): Promise<readonly Check[]> {
  return session.query<Check>(
    `select k.conrelid::text as table, k.conname::text as name,
            pg_get_expr(k.conbin, k.conrelid) as expression,
            array(select a.attname::text from pg_attribute a
                   where a.attrelid = k.conrelid and a.attnum = any (k.conkey)) as uses
       from pg_constraint k
      where k.contype = 'c' and k.conrelid = any ($1::oid[])
        and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
      order by k.conname collate "C"`,
    [tables],
  );
}

/** `pg_trigger.tgtype` is a set of bits: 1 row, 4 insert, 8 delete, 16 update. */
export async function readTriggers(
  session: Session,
  tables: readonly string[],
): Promise<readonly Trigger[]> {
  return session.query<Trigger>(
    `select tgrelid::text as table, tgname::text as name,
            tgtype & 4 <> 0 as "onInsert", tgtype & 16 <> 0 as "onUpdate", tgtype & 8 <> 0 as "onDelete",
            concat_ws(' ', pg_get_triggerdef(t.oid), p.prosrc, p.proconfig::text) as definition
       from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where not tgisinternal and tgenabled in ('O', 'A') and tgtype & 28 <> 0
        and tgrelid = any ($1::oid[])
      order by tgname collate "C"`,
    [tables],
  );
}

/** From pg_depend, never from names: a renamed or shared sequence has the wrong name. */
export async function readSequences(
  session: Session,
  tables: readonly string[],
): Promise<readonly Sequence[]> {
  return session.query<Sequence>(
    `select a.attrelid::text as table, a.attname::text as column,
            format('%I.%I', n.nspname, s.relname) as name, q.seqincrement < 0 as descending,
            t.typcategory = 'N' and not exists (
              select from pg_attrdef f where f.adrelid = a.attrelid and f.adnum = a.attnum
                 and pg_get_expr(f.adbin, f.adrelid) !~ '^nextval\\(''([^'']|'''')*''::regclass\\)$') as plain,
            has_schema_privilege(n.oid, 'usage') and has_sequence_privilege(s.oid, 'select')
              and has_sequence_privilege(s.oid, 'update') as "mayRaise"
       from pg_attribute a
       join pg_type t on t.oid = a.atttypid
       cross join lateral (
         select d.objid as oid from pg_depend d
          where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass
            and d.refobjid = a.attrelid and d.refobjsubid = a.attnum and d.deptype in ('a', 'i')
         union
         select d.refobjid from pg_attrdef f
           join pg_depend d on d.classid = 'pg_attrdef'::regclass and d.objid = f.oid
                and d.refclassid = 'pg_class'::regclass
          where f.adrelid = a.attrelid and f.adnum = a.attnum) used
       join pg_class s on s.oid = used.oid and s.relkind = 'S'
       join pg_namespace n on n.oid = s.relnamespace
       join pg_sequence q on q.seqrelid = s.oid
      where a.attrelid = any ($1::oid[]) and a.attnum > 0 and not a.attisdropped
      order by 1, 2, 3`,
    [tables],
  );
}
