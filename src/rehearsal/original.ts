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
  /** Roles that the archive names, the owner, the migrating one, the server's first superuser, and all that these are members of. */
  readonly roles: readonly Role[];
  readonly grants: readonly DatabaseGrant[];
  /** Of the server, of these roles, of the database and of roles in it: what comes later wins. May be secret. */
  readonly settings: readonly DatabaseSetting[];
}

/** Settings of a server that decide what a migration's statements mean; TimeZone, whether they rewrite. */
const MEANING = [
  'TimeZone',
  'DateStyle',
  'IntervalStyle',
  'search_path',
  'default_text_search_config',
  'default_toast_compression',
  'default_transaction_isolation',
  'array_nulls',
  'xmloption',
];

/**
 * Reads it with no more rights than any role has; changes nothing.
 * @param session in production, as the role that migrates.
 */
export async function readOriginal(
  session: Session,
  { roles: named = [] }: Manifest,
): Promise<Original> {
  const [row] = await session.query<Record<'database' | 'oid' | 'owner' | 'migrator', string>>(
    `select d.datname as database, d.oid::text as oid, o.rolname as owner,
            current_user::text as migrator
       from pg_database d join pg_roles o on o.oid = d.datdba
      where d.datname = current_database()`,
  );
  if (row === undefined) throw new Error('the server does not list its own database');
  const { oid, ...known } = row;
  const roles = await readRoles(session, [...named, row.owner, row.migrator]);
  const names = new Set<string | undefined>(roles.map(({ name }) => name));
  const ofRoles = (await readSettings(session, '0')).filter(({ role }) => names.has(role));
  const ofDatabase = await readSettings(session, oid);
  return {
    ...known,
    roles,
    grants: await readGrants(session, oid),
    settings: [...(await readMeaning(session)), ...ofRoles, ...ofDatabase],
  };
}

/** What the server's own configuration says; defaults are the same everywhere. */
async function readMeaning(session: Session): Promise<DatabaseSetting[]> {
  return session.query<DatabaseSetting>(
    `select name, reset_val as value from pg_settings
      where name = any ($1::text[])
        and source in ('configuration file', 'command line', 'environment variable', 'global')`,
    [MEANING],
  );
}

async function readRoles(session: Session, names: readonly string[]): Promise<Role[]> {
  return session.query<Role>(
    `with recursive known (oid) as (
       select oid from pg_roles where rolname = any ($1::text[]) or oid = 10
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
