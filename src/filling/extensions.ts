import pg from 'pg';
import type { Entry } from '../archive/entries.js';
import { DeployError, messageOf } from '../errors.js';
import type { Session } from '../postgres/session.js';
import { codeOf, SQLSTATE } from '../postgres/sqlstate.js';
import { tolerated } from '../postgres/tolerated.js';

/** Packages whose name does not follow from the extension's; `*` is the major. */
const PACKAGES: Readonly<Record<string, string>> = {
  vector: 'postgresql-*-pgvector',
  pg_cron: 'postgresql-*-cron',
  pg_partman: 'postgresql-*-partman',
  pg_repack: 'postgresql-*-repack',
  timescaledb: 'timescaledb-2-postgresql-*',
};
const OF_POSTGIS = /^(postgis|address_standardizer)/;

/** The name of an extension in its entry. */
export function extensionName({ rest }: Entry): string {
  return rest.replace(/^- /, '').trimEnd();
}

/**
 * Every extension of the archive must be installed on the machine of the server.
 * @throws {DeployError} naming the packages.
 */
export async function requireExtensions(
  session: Session,
  entries: readonly Entry[],
  major: number,
): Promise<void> {
  const missing = await missingExtensions(session, entries);
  if (missing.length === 0) return;
  throw new DeployError(
    missing.map((name) => ({
      attempted: `restore the extension ${name}`,
      found: 'the server does not have it installed',
      likelyCause: 'the backup was taken on another server, or a package was removed',
      nextAction: `install it on the server (on Debian and Ubuntu the package ${packageOf(name, major)}), or enable it with the provider; then run again`,
    })),
  );
}

/** Extensions of the archive that the machine of the server does not have. */
export async function missingExtensions(
  session: Session,
  entries: readonly Entry[],
): Promise<string[]> {
  const names = entries.filter(({ type }) => type === 'EXTENSION').map(extensionName);
  const rows = await session.query<{ name: string }>(
    `select name from unnest($1::text[]) name
      where name not in (select name from pg_available_extensions)`,
    [names],
  );
  return rows.map(({ name }) => name);
}

function packageOf(name: string, major: number): string {
  const known = OF_POSTGIS.test(name) ? 'postgresql-*-postgis-3' : PACKAGES[name];
  const named =
    known ?? `postgresql-contrib or postgresql-*-${name.replace(/^pg_?/, '').replaceAll('_', '-')}`;
  return named.replaceAll('*', String(major));
}

export interface Refusals {
  /** By the id of the extension's entry: why it cannot be created. */
  readonly extensions: ReadonlyMap<number, string>;
  /** Ids of extensions that can be created but not commented on. */
  readonly comments: ReadonlySet<number>;
}

/** What is to be probed: an extension and the schema that the archive puts it in. */
export interface Candidate {
  readonly entry: Entry;
  readonly schema: string | undefined;
}

/**
 * Creates every extension in the side database and rolls it all back: whether a role may is decided
 * by what the extension trusts and by hooks of the provider, and told by nothing else.
 */
export async function probeExtensions(
  session: Session,
  candidates: readonly Candidate[],
): Promise<Refusals> {
  const extensions = new Map<number, string>();
  const comments = new Set<number>();
  await session.query('begin');
  try {
    await session.query('set local search_path to public');
    for (const candidate of candidates) {
      const { entry } = candidate;
      const name = pg.escapeIdentifier(extensionName(entry));
      const created = await tryExtension(session, candidate);
      if (!created.ok) extensions.set(entry.id, reasonOf(created.error));
      else if (!(await attempt(session, `comment on extension ${name} is null`)).ok) {
        comments.add(entry.id);
      }
    }
  } finally {
    await session.query('rollback').catch(() => undefined);
  }
  return { extensions, comments };
}

/** Inside a transaction, which survives a refusal. */
export async function tryExtension(session: Session, { entry, schema }: Candidate) {
  const name = pg.escapeIdentifier(extensionName(entry));
  if (schema === undefined) return attempt(session, `create extension if not exists ${name}`);
  const quoted = pg.escapeIdentifier(schema);
  const made = await attempt(session, `create schema if not exists ${quoted}`);
  return made.ok
    ? attempt(session, `create extension if not exists ${name} schema ${quoted}`)
    : made;
}

function attempt(session: Session, sql: string) {
  return tolerated(session, () => session.query(sql));
}

function reasonOf(error: unknown): string {
  return codeOf(error) === SQLSTATE.insufficientPrivilege
    ? 'the restoring role may not create this extension'
    : `this extension cannot be created: ${messageOf(error)}`;
}
