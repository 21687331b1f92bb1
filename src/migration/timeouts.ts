import { shown, type Connection } from '../postgres/connection.js';
import { withSession, type SessionSettings } from '../postgres/session.js';
import { pass, warn, type Finding } from '../record/finding.js';

export interface Timeouts {
  readonly lockMs: number;
  readonly statementMs: number;
}

/**
 * Startup options that give every session of the tool its timeouts. Unlike SET they survive RESET
 * and reach tools that we do not control. What the URL had (Neon's endpoint, a search_path) stays.
 */
export function timeoutOptions(connection: Connection, timeouts: Timeouts): string {
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

/** Whether the options arrive: some session poolers drop them without a word (pgbouncer#525). */
export async function proveTimeouts(
  connection: Connection,
  options: string,
  timeouts: Timeouts,
  settings: SessionSettings,
): Promise<Finding> {
  const name = 'timeouts of the migration';
  const [row] = await withSession({ ...connection, options }, settings, (session) =>
    session.query<{ lock: string; statement: string }>(
      `select (select setting from pg_settings where name = 'lock_timeout') as lock,
              (select setting from pg_settings where name = 'statement_timeout') as statement`,
    ),
  );
  const arrived =
    row?.lock === String(timeouts.lockMs) && row.statement === String(timeouts.statementMs);
  if (arrived) {
    return pass(
      name,
      `lock_timeout ${timeouts.lockMs} ms, statement_timeout ${timeouts.statementMs} ms`,
    );
  }
  return warn(name, {
    expected: `lock_timeout ${timeouts.lockMs} ms, statement_timeout ${timeouts.statementMs} ms`,
    found: `lock_timeout ${row?.lock ?? '?'} ms, statement_timeout ${row?.statement ?? '?'} ms through ${shown(connection)}`,
    fix: 'use the direct URL of the server, or set the timeouts on the role: ALTER ROLE … SET lock_timeout',
  });
}
