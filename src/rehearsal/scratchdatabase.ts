import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Log } from '../actions/log.js';
import { messageOf } from '../errors.js';
import { grantStatements } from '../postgres/databasegrants.js';
import { settingStatement } from '../postgres/databasesettings.js';
import { connectionIn, type Connection } from '../postgres/connection.js';
import { dropDatabase } from '../postgres/dropdatabase.js';
import { directSettings, withSession, type Session } from '../postgres/session.js';
import { siblingName } from '../postgres/siblingname.js';
import { tolerated } from '../postgres/tolerated.js';
import { withTransaction } from '../postgres/transaction.js';
import type { Finding } from '../record/finding.js';
import type { Manifest } from '../record/manifest.js';
import { createWithLocale } from './locale.js';
import type { Original } from './original.js';
import { createRoles, privilegesFinding } from './roles.js';

export interface ScratchSettings {
  /** Of the server, in a database that stays: of a scratch cluster its superuser's, else scratch-url. */
  readonly connection: Connection;
  /** A scratch cluster: it goes as a whole, and everything may be made in it. */
  readonly own: boolean;
  readonly original: Original;
  /** Of the manifest: encoding and locale that the archive's rows need. */
  readonly server: Manifest['server'];
  readonly started: Date;
  /** `db-deploy/rehearse/<run id>`. */
  readonly applicationName: string;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** An empty database with the roles, settings and grants of production. */
export interface ScratchDatabase {
  /** Fills it and looks at it. */
  readonly admin: Connection;
  /** What tools and steps get: as the role that migrates production where that can be. */
  readonly migrator: Connection;
  readonly findings: readonly Finding[];
  /** Gives it the settings of production: once it is filled, for they may stand in the way. */
  settle(): Promise<void>;
}

const PATIENCE_MS = 300_000;

/**
 * Makes a database for a rehearsal and runs the work on it. It and the roles made for it are
 * dropped on every path, unless their cluster goes anyway. A killed process leaves them on a given
 * server, with a comment by which the next rehearsal knows the database.
 */
export async function withScratchDatabase<Result>(
  settings: ScratchSettings,
  work: (scratch: ScratchDatabase) => Promise<Result>,
): Promise<Result> {
  const { own, original } = settings;
  const name = own ? original.database : scratchName(original.database, settings.started);
  const made = { database: false, roles: [] as string[] };
  try {
    const scratch = await administer(settings, settings.signal, async (session) => {
      if (!own) await dropKilledRehearsals(session, original.database);
      await createRoles(session, original, made.roles);
      // Of an own cluster: initdb makes one called postgres, and it is empty.
      if (own) await session.query(`drop database if exists ${pg.escapeIdentifier(name)}`);
      made.database = true;
      const located = await createWithLocale(session, name, original.owner, settings.server);
      if (!own) await mark(session, name, original.database, settings.started);
      const password = own ? await letIn(session, original.migrator, settings.log) : undefined;
      return scratchOf(settings, name, password, located);
    });
    settings.signal.throwIfAborted();
    return await work(scratch);
  } finally {
    if (!own) await remove(settings, made.database ? name : undefined, made.roles);
  }
}

function scratchOf(
  settings: ScratchSettings,
  name: string,
  password: string | undefined,
  located: readonly Finding[],
): ScratchDatabase {
  const { connection, original } = settings;
  const admin = connectionIn(connection, name);
  const migrator = password === undefined ? admin : actingAs(admin, original.migrator, password);
  return {
    admin,
    migrator,
    findings: [...located, privilegesFinding(original, migrator.user)],
    settle: () => administer(settings, settings.signal, (session) => settle(session, name, original)), // prettier-ignore
  };
}

/** A password of its own, for this role alone can be used by tools. */
async function letIn(session: Session, role: string, log: Log): Promise<string> {
  const password = randomBytes(24).toString('hex');
  log.mask([password]);
  await session.query(`alter role ${pg.escapeIdentifier(role)} login password ${pg.escapeLiteral(password)}`); // prettier-ignore
  return password;
}

function actingAs(connection: Connection, user: string, password: string): Connection {
  const login = `${encodeURIComponent(user)}:${password}`;
  const url = connection.url.replace(/^(postgres(?:ql)?:\/\/)[^@/]*@/, `$1${login}@`);
  return { ...connection, url, user, password };
}

/** A setting of an extension that is not here, or of a library that would be loaded, stays out. */
async function settle(session: Session, name: string, original: Original): Promise<void> {
  await withTransaction(session, 'read committed', async () => {
    const statements = [
      ...grantStatements(name, original.owner, original.grants),
      ...original.settings
        .filter((setting) => !setting.name.endsWith('_preload_libraries'))
        .map((setting) => settingStatement(name, setting)),
    ];
    for (const sql of statements) await tolerated(session, () => session.query(sql));
  });
}

async function mark(
  session: Session,
  name: string,
  database: string,
  started: Date,
): Promise<void> {
  const quoted = pg.escapeIdentifier(name);
  const comment = pg.escapeLiteral(`${markerStart(database)}${started.toISOString()}; safe to drop`); // prettier-ignore
  await session.query(`comment on database ${quoted} is ${comment}`);
  await session.query(`revoke all on database ${quoted} from public`);
}

function markerStart(database: string): string {
  return `db-deploy: rehearsal of ${database}, started `;
}

function scratchName(database: string, started: Date): string {
  const stamp = started.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
  return siblingName(database, `_rehearsal_${stamp}`);
}

/** Of killed rehearsals: with our name, our comment, and nobody in it. */
async function dropKilledRehearsals(session: Session, database: string): Promise<void> {
  const left = await session.query<{ name: string; oid: string }>(
    `select d.datname as name, d.oid::text as oid from pg_database d
      where d.datname ~ '_rehearsal_\\d{8}_\\d{6}$'
        and starts_with(shobj_description(d.oid, 'pg_database'), $1)
        and not exists (select from pg_stat_activity a where a.datid = d.oid)`,
    [markerStart(database)],
  );
  for (const each of left) await dropDatabase(session, each, { withSessions: false });
}

/** Never throws: what the rehearsal found is the news. */
async function remove(
  settings: ScratchSettings,
  name: string | undefined,
  roles: readonly string[],
): Promise<void> {
  try {
    await administer(settings, new AbortController().signal, async (session) => {
      const rows = await session.query<{ name: string; oid: string }>(
        'select datname as name, oid::text as oid from pg_database where datname = $1',
        [name ?? ''],
      );
      for (const each of rows) await dropDatabase(session, each, { withSessions: true });
      for (const role of roles) await session.query(`drop role if exists ${pg.escapeIdentifier(role)}`); // prettier-ignore
    });
  } catch (error) {
    settings.log.warning(
      `The database ${name ?? ''} or its roles on the server of scratch-url could not be dropped (${messageOf(error)}). The next rehearsal of ${settings.original.database} drops the database.`,
      'rehearse',
    );
  }
}

function administer<Result>(
  { connection, applicationName }: ScratchSettings,
  signal: AbortSignal,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const limits = directSettings({ statementMs: PATIENCE_MS, lockMs: PATIENCE_MS });
  const purpose = 'keep a scratch database';
  return withSession(connection, { purpose, applicationName, signal, settings: limits }, work);
}
