import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Log } from '../actions/log.js';
import { grantStatements } from '../postgres/databasegrants.js';
import { settingStatement } from '../postgres/databasesettings.js';
import { connectionIn, type Connection } from '../postgres/connection.js';
import { directSettings, withSession, type Session } from '../postgres/session.js';
import { tolerated } from '../postgres/tolerated.js';
import { withTransaction } from '../postgres/transaction.js';
import type { Finding } from '../record/finding.js';
import type { Manifest } from '../record/manifest.js';
import { dropLeftovers, holdName, mark, scratchName } from './leftovers.js';
import { createWithLocale } from './locale.js';
import type { Original } from './original.js';
import { outliving, remove, type Made } from './removal.js';
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
 * dropped on every path, a cancel's included, unless their cluster goes anyway. A killed process
 * leaves them on a given server, with a comment by which the next rehearsal knows the database, and
 * without the lock of a live one.
 */
export async function withScratchDatabase<Result>(
  settings: ScratchSettings,
  work: (scratch: ScratchDatabase) => Promise<Result>,
): Promise<Result> {
  const { own, original, signal } = settings;
  const made: Made = { database: undefined, roles: [] };
  if (own) {
    const scratch = await administer(settings, signal, (session) => make(session, settings, original.database, made)); // prettier-ignore
    signal.throwIfAborted();
    return work(scratch);
  }
  // One session makes it, says that it is in use, and drops it: so no drop overtakes a cancelled CREATE.
  const outlives = outliving(signal);
  return administer(settings, outlives, async (session) => {
    const told = { log: settings.log, signal: outlives };
    let removal: Promise<void> | undefined;
    const clear = (): Promise<void> => (removal ??= remove(session, made, told));
    const atOnce = (): void => void clear();
    try {
      const name = scratchName(original.database, settings.started);
      await holdName(session, name);
      await dropLeftovers(session, original.database);
      const scratch = await make(session, settings, name, made);
      signal.throwIfAborted();
      // What the work waits for ends with the database, and little time is left.
      signal.addEventListener('abort', atOnce, { once: true });
      return await work(scratch);
    } finally {
      signal.removeEventListener('abort', atOnce);
      await clear();
    }
  });
}

async function make(
  session: Session,
  settings: ScratchSettings,
  name: string,
  made: Made,
): Promise<ScratchDatabase> {
  const { own, original, server, started, log } = settings;
  await createRoles(session, original, made.roles);
  // Of an own cluster: initdb makes one called postgres, and it is empty.
  if (own) await session.query(`drop database if exists ${pg.escapeIdentifier(name)}`);
  made.database = name;
  const located = await createWithLocale(session, name, original.owner, server);
  if (!own) await mark(session, name, original.database, started);
  const password = own ? await letIn(session, original.migrator, log) : undefined;
  return scratchOf(settings, name, password, located);
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

function administer<Result>(
  { connection, applicationName }: ScratchSettings,
  signal: AbortSignal,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const limits = directSettings({ statementMs: PATIENCE_MS, lockMs: PATIENCE_MS });
  const purpose = 'keep a scratch database';
  return withSession(connection, { purpose, applicationName, signal, settings: limits }, work);
}
