import { readGrants, type DatabaseGrant } from '../postgres/databasegrants.js';
import { readSettings, type DatabaseSetting } from '../postgres/databasesettings.js';
import type { Session } from '../postgres/session.js';
import type { Manifest } from '../record/manifest.js';

/** A role of production, without its password. */
export interface Role {
  readonly name: string;
  readonly superuser: boolean;
  readonly inherits: boolean;
  readonly createsDatabases: boolean;
  readonly createsRoles: boolean;
  readonly bypassesRowSecurity: boolean;
  /** Roles it is a member of: those of this list, and the server's own. */
  readonly memberOf: readonly string[];
}

/** What of production a migration may depend on and no archive holds. */
export interface Original {
  readonly database: string;
  readonly owner: string;
  /** The role that migrates. */
  readonly migrator: string;
  /** Roles that the archive names, the owner, the migrating one, and all that these are members of. */
  readonly roles: readonly Role[];
  readonly grants: readonly DatabaseGrant[];
  /** Of the database and of roles in it. May be secret. */
  readonly settings: readonly DatabaseSetting[];
  /** It decides whether `timestamp` to `timestamptz` rewrites a table. */
  readonly timeZone: string;
}

/**
 * Reads it with no more rights than any role has; changes nothing.
 * @param session in production, as the role that migrates.
 */
export async function readOriginal(
  session: Session,
  { roles: named = [] }: Manifest,
): Promise<Original> {
  const [row] =
    await session.query<Record<'database' | 'oid' | 'owner' | 'migrator' | 'timeZone', string>>( // prettier-ignore
      `select d.datname as database, d.oid::text as oid, o.rolname as owner,
            current_user::text as migrator, current_setting('TimeZone') as "timeZone"
       from pg_database d join pg_roles o on o.oid = d.datdba
      where d.datname = current_database()`,
    );
  if (row === undefined) throw new Error('the server does not list its own database');
  const { oid, ...known } = row;
  return {
    ...known,
    roles: await readRoles(session, [...named, row.owner, row.migrator]),
    grants: await readGrants(session, oid),
    settings: await readSettings(session, oid),
  };
}

async function readRoles(session: Session, names: readonly string[]): Promise<Role[]> {
  return session.query<Role>(
    `with recursive known (oid) as (
       select oid from pg_roles where rolname = any ($1::text[])
       union select m.roleid from pg_auth_members m join known k on m.member = k.oid)
     select r.rolname::text as name, r.rolsuper as superuser, r.rolinherit as inherits,
            r.rolcreatedb as "createsDatabases", r.rolcreaterole as "createsRoles",
            r.rolbypassrls as "bypassesRowSecurity",
            array(select g.rolname::text from pg_auth_members m join pg_roles g on g.oid = m.roleid
                   where m.member = r.oid order by 1) as "memberOf"
       from pg_roles r where r.oid in (select oid from known) and r.rolname !~ '^pg_'
      order by 1`,
    [names],
  );
}
