import pg from 'pg';
import { asListed } from '../archive/entries.js';
import { DeployError } from '../errors.js';
import type { Session } from '../postgres/session.js';
import type { Manifest } from '../record/manifest.js';

/** What the restoring role may do. */
export interface Restorer {
  readonly name: string;
  readonly superuser: boolean;
  /** Of the server. */
  readonly major: number;
  /** Every role of the server. */
  readonly roles: readonly string[];
  /** Roles, as an archive lists them, to which it may give objects and whose objects it may then change. */
  readonly mayActAs: ReadonlySet<string>;
}

/** Ask in the side database: its owner is a member of pg_database_owner there. */
export async function readRestorer(session: Session): Promise<Restorer> {
  const [self] = await session.query<{ name: string; superuser: boolean; major: number }>(
    `select current_user::text as name, rolsuper as superuser,
            current_setting('server_version_num')::int / 10000 as major
       from pg_roles where rolname = current_user`,
  );
  if (self === undefined) throw new Error('the server does not list its own user');
  // To give an object away needs SET ROLE, to index it afterwards inheritance; before 16 a member has the first.
  const set = self.major >= 16 ? `and pg_has_role(oid, 'SET')` : '';
  const rows = await session.query<{ name: string; may: boolean }>(
    `select rolname as name, pg_has_role(oid, 'USAGE') ${set} as may from pg_roles order by 1`,
  );
  return {
    ...self,
    roles: rows.map(({ name }) => name),
    mayActAs: new Set(rows.filter(({ may }) => may).map(({ name }) => asListed(name))),
  };
}

/**
 * Every role that the archive names must exist; roles are in no archive. Call it before anything
 * is made.
 * @throws {DeployError} with the statements that create the missing ones.
 */
export async function requireRoles(
  session: Session,
  { roles = [], state }: Manifest,
): Promise<void> {
  const rows = await session.query<{ name: string }>(
    `select name from unnest($1::text[]) name where name not in (select rolname from pg_roles)`,
    [roles],
  );
  if (rows.length === 0) return;
  const names = rows.map(({ name }) => name);
  throw new DeployError({
    attempted: `restore ${state.identity.database}`,
    found: `the backup names roles that this server does not have: ${names.join(', ')}`,
    likelyCause: 'the backup was taken on another server, or the roles were dropped since',
    nextAction: `create them, then run again:\n${names.map((name) => `create role ${pg.escapeIdentifier(name)} nologin;`).join('\n')}`,
  });
}
