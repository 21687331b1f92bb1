import { plain } from '../actions/neutral.js';
import { mutexHolder } from '../postgres/mutex.js';
import { readOtherWork, type Transaction } from '../postgres/otherwork.js';
import { couldNotVerify, pass, warn, type Finding } from '../record/finding.js';
import type { Reached } from './reach.js';
import { look, type Visit } from './visit.js';

/** A transaction of this age does not belong to a web request. */
const LONG_SECONDS = 300;

/**
 * Who works on the database now and would make this deploy wait.
 * @param longSeconds from which age a transaction counts as long.
 */
export async function weatherFindings(
  direct: Reached,
  visit: Visit,
  longSeconds = LONG_SECONDS,
): Promise<Finding[]> {
  return look(direct.connection, visit, 'look who is at work', async (session) => {
    const holder = await mutexHolder(session);
    const { long, dumps, hidden } = await readOtherWork(session, longSeconds);
    return [
      deployFinding(holder),
      dumpFinding(dumps),
      transactionFinding(long, hidden, direct.role),
    ];
  });
}

function deployFinding(holder: string | undefined): Finding {
  const name = 'other deploys';
  if (holder === undefined) return pass(name, 'none holds the deploy lock');
  return warn(name, {
    expected: 'none',
    found: `the deploy lock is held by ${plain(holder)}`,
    fix: 'let it end; the later steps wait for it as long as wait-for-other-deploy says',
  });
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

function transactionFinding(long: readonly Transaction[], hidden: number, role: string): Finding {
  const name = 'long transactions';
  if (long.length > 0) {
    return warn(name, {
      expected: `none older than ${LONG_SECONDS / 60} min: a migration waits for them, and users wait behind it`,
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
  return pass(name, `none older than ${LONG_SECONDS / 60} min`);
}

function inWords({ pid, user, applicationName, state, seconds }: Transaction): string {
  const who = applicationName === '' ? 'without a name' : plain(applicationName);
  const age = seconds === undefined ? 'for an unknown time' : `for ${seconds} s`;
  return `backend ${pid} of ${plain(user)}, ${who}, ${state}, ${age}`;
}
