import { plain } from '../actions/neutral.js';
import { couldNotVerify, pass, warn, type Finding } from '../record/finding.js';
import { readOtherWork, type OtherWork, type Transaction } from './otherwork.js';
import type { Session } from './session.js';

/**
 * What a migration started now would wait for, and users behind it: dumps and long transactions.
 * @param longSeconds from which age a transaction counts as long.
 */
export async function readWeather(session: Session, longSeconds: number): Promise<Finding[]> {
  const work = await readOtherWork(session, longSeconds);
  const [row] = await session.query<{ role: string }>('select quote_ident(current_user) as role');
  return [dumpFinding(work.dumps), transactionFinding(work, row?.role ?? '', longSeconds)];
}

function dumpFinding(dumps: readonly Transaction[]): Finding {
  const name = 'other dumps';
  if (dumps.length === 0) return pass(name, 'no pg_dump is running');
  return warn(name, {
    expected:
      'none: a dump holds a lock on every table until it ends, and migrations queue behind it',
    found: dumps.map(inWords).join('; '),
    fix: 'let it end before the migration, and plan dumps away from deploys',
  });
}

function transactionFinding({ long, hidden }: OtherWork, role: string, seconds: number): Finding {
  const name = 'long transactions';
  if (long.length > 0) {
    return warn(name, {
      expected: `none older than ${seconds} s: a migration waits for them, and users wait behind it`,
      found: long.map(inWords).join('; '),
      fix: `let them end, or: ${long.map(({ pid }) => `select pg_terminate_backend(${pid});`).join(' ')}`,
    });
  }
  if (hidden > 0) {
    return couldNotVerify(
      name,
      `${hidden} sessions of other roles hold locks and hide how long`,
      `grant pg_read_all_stats to ${role};`,
    );
  }
  return pass(name, `none older than ${seconds} s`);
}

function inWords({ pid, user, applicationName, state, seconds }: Transaction): string {
  const who = applicationName === '' ? 'without a name' : plain(applicationName);
  const age = seconds === undefined ? 'for an unknown time' : `for ${seconds} s`;
  return `backend ${pid} of ${plain(user)}, ${who}, ${state}, ${age}`;
}
