import type { Session } from '../postgres/session.js';
import { couldNotVerify, pass, warn, type Finding } from '../record/finding.js';

/** Seconds from which a transaction is in the way: DDL queues behind it, and users behind the DDL. */
const LONG_SECONDS = 60;

interface Blocker {
  readonly pid: number;
  readonly name: string | null;
  readonly state: string | null;
  readonly seconds: string;
}

/** What a migration started now would wait for: long and idle transactions, foreign dumps. */
export async function readWeather(session: Session): Promise<Finding[]> {
  const rows = await session.query<Blocker>(
    `select pid, application_name as name, state,
            round(extract(epoch from now() - xact_start))::text as seconds
       from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and (xact_start < now() - make_interval(secs => $1) or application_name = 'pg_dump')
        and application_name !~ '^db-deploy/'
      order by xact_start`,
    [LONG_SECONDS],
  );
  const [hidden] = await session.query<{ count: string }>(
    `select count(*)::text as count from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend'
        and query = '<insufficient privilege>'`,
  );
  const seen = rows.map((row) =>
    warn('transactions in the way', {
      expected: `none older than ${LONG_SECONDS} s, no pg_dump`,
      found: inWords(row),
      fix: `let it end, or end it: select pg_terminate_backend(${row.pid})`,
    }),
  );
  if (seen.length > 0) return seen;
  const count = Number(hidden?.count ?? 0);
  if (count > 0) {
    return [
      couldNotVerify(
        'transactions in the way',
        `the role may not see ${count} sessions of other roles`,
        'GRANT pg_read_all_stats to the role',
      ),
    ];
  }
  return [pass('transactions in the way', `none older than ${LONG_SECONDS} s, no pg_dump`)];
}

function inWords({ pid, name, state, seconds }: Blocker): string {
  const who = name === null || name === '' ? 'a session without a name' : name;
  return `backend ${pid}, ${who}, ${state ?? 'state unknown'}, in a transaction for ${seconds} s`;
}
