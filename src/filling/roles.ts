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
  /** Roles, as an archive lists them, that it is a member of, whatever that lets it do. */
  readonly memberOf: ReadonlySet<string>;
  /** Of the database it asks in, as an archive lists it. */
  readonly databaseOwner: string;
  /** Whether it inherits, where the server knows that of a role and not of a grant (before 16). */
  readonly inherits: boolean;
}

/** Ask in the side database: its owner is a member of pg_database_owner there. */
export async function readRestorer(session: Session): Promise<Restorer> {
  const [self] = await session.query<{
    name: string;
    superuser: boolean;
    major: number;
    inherits: boolean;
    owner: string;
  }>(
    `select current_user::text as name, rolsuper as superuser, rolinherit as inherits,
            (select pg_get_userbyid(datdba)::text from pg_database where datname = current_database()) as owner,
            current_setting('server_version_num')::int / 10000 as major
       from pg_roles where rolname = current_user`,
  );
  if (self === undefined) throw new Error('the server does not list its own user');
  // To give an object away needs SET ROLE, to index it afterwards inheritance; before 16 a member has the first.
  const set = self.major >= 16 ? `and pg_has_role(oid, 'SET')` : '';
  const rows = await session.query<{ name: string; may: boolean; member: boolean }>(
    `select rolname as name, pg_has_role(oid, 'USAGE') ${set} as may,
            pg_has_role(oid, 'MEMBER') as member from pg_roles order by 1`,
  );
  const { owner, ...known } = self;
  return {
    ...known,
    databaseOwner: asListed(owner),
    roles: rows.map(({ name }) => name),
    mayActAs: new Set(rows.filter(({ may }) => may).map(({ name }) => asListed(name))),
    memberOf: new Set(rows.filter(({ member }) => member).map(({ name }) => asListed(name))),
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
