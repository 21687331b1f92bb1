import type { Session } from '../postgres/session.js';

export interface ForeignKey {
  readonly name: string;
  /** Oids of the referencing and the referenced table; of a partition, of the table it belongs to. */
  readonly child: string;
  readonly parent: string;
  /** Their shown names; of a partition its own: the key binds its rows alone. */
  readonly childName: string;
  readonly parentName: string;
  readonly childColumns: readonly string[];
  readonly parentColumns: readonly string[];
  /** Equality of each pair, written `parent operator child`. */
  readonly operators: readonly string[];
  /** `pg_constraint.confupdtype`: a no action, r restrict, c cascade, n set null, d set default. */
  readonly onUpdate: string;
  /** `pg_constraint.confdeltype`, the same letters. */
  readonly onDelete: string;
  /** Can wait for the end of the transaction. */
  readonly deferrable: boolean;
  /** What LOCK TABLE … IN SHARE ROW EXCLUSIVE MODE needs. */
  readonly mayLockChild: boolean;
  readonly mayReadParent: boolean;
  readonly mayReadChild: boolean;
}

const column = (relation: string, numbers: string): string =>
  `array(select a.attname::text from unnest(${numbers}) with ordinality u (number, at)
           join pg_attribute a on a.attrelid = ${relation} and a.attnum = u.number order by at)`;

const mayRead = (relation: string, schema: string): string =>
  `has_schema_privilege(${schema}, 'usage') and has_table_privilege(${relation}, 'select')`;

const whole = (relation: string): string =>
  `coalesce(pg_partition_root(${relation})::oid, ${relation})`;

/** Keys that are not enforced (18) bind nobody; those with PERIOD (18) are left to the server. */
const FOREIGN_KEYS = `
select k.conname::text as name, ${whole('c.oid')}::text as child, ${whole('p.oid')}::text as parent,
       format('%I.%I', cs.nspname, c.relname) as "childName",
       format('%I.%I', ps.nspname, p.relname) as "parentName",
       ${column('k.conrelid', 'k.conkey')} as "childColumns",
       ${column('k.confrelid', 'k.confkey')} as "parentColumns",
       array(select format('operator(%I.%s)', s.nspname, o.oprname)
               from unnest(k.conpfeqop) with ordinality e (oid, at)
               join pg_operator o on o.oid = e.oid join pg_namespace s on s.oid = o.oprnamespace
              order by at) as operators,
       k.confupdtype::text as "onUpdate", k.confdeltype::text as "onDelete",
       k.condeferrable as deferrable,
       has_table_privilege(c.oid, 'update, delete, truncate') as "mayLockChild",
       ${mayRead('p.oid', 'ps.oid')} as "mayReadParent",
       ${mayRead('c.oid', 'cs.oid')} as "mayReadChild"
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid join pg_namespace cs on cs.oid = c.relnamespace
  join pg_class p on p.oid = k.confrelid join pg_namespace ps on ps.oid = p.relnamespace
 where k.contype = 'f' and k.conparentid = 0
   and (${whole('k.conrelid')} = any ($1::oid[]) or ${whole('k.confrelid')} = any ($1::oid[]))
   and coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
   and not coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false)
 order by k.conname collate "C", c.oid`;

/** Every foreign key from or to one of the tables, given by oid, or one of their partitions. */
export async function readForeignKeys(
  session: Session,
  tables: readonly string[],
): Promise<readonly ForeignKey[]> {
  return session.query<ForeignKey>(FOREIGN_KEYS, [tables]);
}

/**
 * References that {@link readForeignKeys} leaves out, from one of the tables to one of the parents:
 * not enforced, or with PERIOD. Their ids could not be translated.
 */
export async function readLooseReferences(
  session: Session,
  tables: readonly string[],
  parents: readonly string[],
): Promise<readonly { readonly name: string; readonly child: string }[]> {
  return session.query(
    `select k.conname::text as name, format('%I.%I', n.nspname, c.relname) as child
       from pg_constraint k
       join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and k.conrelid = any ($1::oid[]) and k.confrelid = any ($2::oid[])
        and (not coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true)
             or coalesce((to_jsonb(k) ->> 'conperiod')::boolean, false))
      order by 2, 1`,
    [tables, parents],
  );
}
