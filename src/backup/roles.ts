import type { Session } from '../postgres/session.js';

/**
 * Every role that the archive names: owners, and those with grants or policies. A server without
 * them refuses parts of a restore. The bootstrap superuser is in no dependency list.
 */
export async function readRoles(session: Session): Promise<string[]> {
  const rows = await session.query<{ name: string }>(
    `select distinct r.rolname as name
       from pg_roles r
      where r.oid in (
              select s.refobjid from pg_shdepend s
               where s.refclassid = 'pg_authid'::regclass
                 and s.dbid = (select oid from pg_database where datname = current_database()))
         or r.oid in (
              select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where n.nspname !~ '^pg_' and n.nspname <> 'information_schema')
      order by r.rolname`,
  );
  return rows.map(({ name }) => name);
}
