import type { Session } from '../postgres/session.js';

/**
 * Gives the functions that come with a range type (its constructors) to the owner of the type: they
 * belong to whoever created it, which in a restore is the restoring role, and no archive says
 * otherwise.
 */
export async function settleImplicitOwners(session: Session): Promise<void> {
  const rows = await session.query<{ statement: string }>(
    `select format('alter function %s owner to %I', p.oid::regprocedure, pg_get_userbyid(o.typowner)) as statement
       from pg_depend d
       join pg_proc p on d.classid = 'pg_proc'::regclass and d.objid = p.oid
       join pg_type t on d.refclassid = 'pg_type'::regclass and d.refobjid = t.oid
       left join pg_range r on r.rngmultitypid = t.oid
       -- A multirange type need not follow when its range type gets an owner.
       join pg_type o on o.oid = coalesce(r.rngtypid, t.oid)
      where d.deptype = 'i' and p.proowner <> o.typowner
        and p.proowner = (select oid from pg_roles where rolname = current_user)`,
  );
  for (const { statement } of rows) await session.query(statement);
}
