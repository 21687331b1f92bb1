import { shown, type Connection } from '../../postgres/connection.js';
import { withSession, type SessionSettings } from '../../postgres/session.js';
import { codeOf, SQLSTATE } from '../../postgres/sqlstate.js';
import { pass, warn, type Finding } from '../../record/finding.js';

/** In milliseconds; 0 is none. */
export interface Timeouts {
  readonly lockMs: number;
  readonly statementMs: number;
}

/**
 * What the server is told. A concurrent build waits for every older snapshot of the database, and
 * `lock_timeout` counts that: a short one fails it on a busy day and leaves an invalid index behind.
 * It queues up nobody, so it may wait as long as a statement may run, and run as long as it must;
 * everything else is held to the team's own limits by the watcher.
 */
function serverTimeouts(timeouts: Timeouts, concurrent: boolean): Timeouts {
  if (!concurrent) return timeouts;
  return { lockMs: Math.max(timeouts.lockMs, timeouts.statementMs), statementMs: 0 };
}

/**
 * Startup options that give every session of the tool its timeouts. Unlike SET they survive RESET
 * and reach tools that we do not control. What the URL had (Neon's endpoint, a search_path) stays.
 */
function timeoutOptions(connection: Connection, timeouts: Timeouts): string {
  const settings = [
    `lock_timeout=${timeouts.lockMs}ms`,
    `statement_timeout=${timeouts.statementMs}ms`,
    // A migration whose process died is cancelled within 2 s instead of holding its locks to the end.
    'client_connection_check_interval=2s',
  ];
  return [connection.options, ...settings.map((setting) => `-c ${setting}`)]
    .filter((option) => option !== '')
    .join(' ');
}

/** How the limits of the tool's sessions are kept. */
export interface Kept {
  /** Startup options for the tool's URL. */
  readonly options: string;
  /** Limits that the watcher must keep, because the server was not or must not be told. */
  readonly enforce: Timeouts | undefined;
  readonly finding: Finding;
}

const NAME = 'timeouts of the migration';

/**
 * Proves that the options reach a session made as the tool makes its own: some session poolers drop
 * them without a word (pgbouncer#525), others refuse to connect with them.
 * @param timeouts the team's own.
 * @param concurrent whether something is built concurrently, see {@link serverTimeouts}.
 */
export async function keepTimeouts(
  connection: Connection,
  timeouts: Timeouts,
  concurrent: boolean,
  settings: SessionSettings,
): Promise<Kept> {
  const told = serverTimeouts(timeouts, concurrent);
  const options = timeoutOptions(connection, told);
  const arrived = await whatArrives({ ...connection, options }, settings);
  if (arrived === undefined) {
    const found = 'the pooler refuses to connect with options';
    return { options: connection.options, enforce: timeouts, finding: dropped(told, found) };
  }
  const { lock, statement } = arrived;
  if (lock !== String(told.lockMs) || statement !== String(told.statementMs)) {
    const found = `lock_timeout ${lock} ms, statement_timeout ${statement} ms through ${shown(connection)}`;
    return { options, enforce: timeouts, finding: dropped(told, found) };
  }
  if (!concurrent) {
    const words = `${inWords(told)}, as SHOW says over the URL that the tool gets`;
    return { options, enforce: undefined, finding: pass(NAME, words) };
  }
  const words = `${inWords(timeouts)}, kept by the watcher; what is built concurrently may wait ${told.lockMs} ms and run without end`;
  return { options, enforce: timeouts, finding: pass(NAME, words) };
}

interface Arrived {
  readonly lock: string;
  readonly statement: string;
}

/** Undefined when nobody may connect with options. */
async function whatArrives(
  connection: Connection,
  { purpose, applicationName, signal }: SessionSettings,
): Promise<Arrived | undefined> {
  try {
    return await withSession(connection, { purpose, applicationName, signal }, async (session) => {
      const [row] = await session.query<Arrived>(
        `select (select setting from pg_settings where name = 'lock_timeout') as lock,
                (select setting from pg_settings where name = 'statement_timeout') as statement`,
      );
      return row ?? { lock: '?', statement: '?' };
    });
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    if (codeOf(cause) === SQLSTATE.protocolViolation) return undefined;
    throw error;
  }
}

function dropped(timeouts: Timeouts, found: string): Finding {
  return warn(NAME, {
    expected: inWords(timeouts),
    found: `${found}; the watcher keeps them`,
    fix: 'use the direct URL of the server, or set the timeouts on the role: ALTER ROLE … SET lock_timeout',
  });
}

function inWords({ lockMs, statementMs }: Timeouts): string {
  return `lock_timeout ${lockMs} ms, statement_timeout ${statementMs} ms`;
}
