import { plain } from '../actions/neutral.js';
import { mutexHolder } from '../postgres/mutex.js';
import { readWeather } from '../postgres/weather.js';
import { pass, warn, type Finding } from '../record/finding.js';
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
    return [deployFinding(holder), ...(await readWeather(session, longSeconds))];
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
