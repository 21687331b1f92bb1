import type { Tools } from '../../actions/tools.js';
import { messageOf } from '../../errors.js';
import { sessionFor, type Order } from './order.js';
import { readStanding, type Standing } from '../ledger/standing.js';

/** What a cancelled step may spend on its last look at the database. */
const LAST_LOOK_MS = 1_500;
/** How long a server that restarts is waited for: a verdict is worth it. */
const PATIENCE_MS = 30_000;
const PAUSE_MS = 500;

/**
 * Reads what the tool left, whatever happened to it or to the server meanwhile.
 * @returns undefined when nobody could look: then nobody knows what was applied.
 */
export async function lookAfter(order: Order, tools: Tools): Promise<Standing | undefined> {
  const { clock, log } = tools;
  const until = clock.now().getTime() + PATIENCE_MS;
  for (;;) {
    // After a cancel the step's own signal refuses every session; this look has a deadline of its own.
    const cancelled = tools.signal.aborted;
    const signal = cancelled ? AbortSignal.timeout(LAST_LOOK_MS) : tools.signal;
    try {
      const { connection, repository } = order;
      return await readStanding(connection, sessionFor(order, signal), repository.migrations);
    } catch (error) {
      log.warning(`The database could not be read: ${messageOf(error)}`, 'migrate');
      if (cancelled || clock.now().getTime() > until) return undefined;
      // A cancel cuts the pause short, and there is one more look, with its own deadline.
      await clock.sleep(PAUSE_MS, tools.signal).catch(() => undefined);
    }
  }
}
