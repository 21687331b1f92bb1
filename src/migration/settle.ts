import type { Tools } from '../actions/tools.js';
import { withSession, type Session } from '../postgres/session.js';
import { buildsIn, type Script } from './builds.js';
import { dropLeftovers, readLeftovers } from './leftovers.js';
import { sessionFor, type Order } from './order.js';
import { isUntouched } from './passing.js';
import { readStanding, type Standing } from './standing.js';

interface Failed {
  readonly before: Standing;
  readonly after: Standing;
  readonly scripts: readonly Script[];
}

/**
 * Takes away what an attempt that applied nothing left in the way of the next: invalid indexes of
 * its own builds, and the row of a tool that writes one before it begins. Returns the database
 * after that, as read.
 */
export async function settle(order: Order, failed: Failed, tools: Tools): Promise<Standing> {
  const session = sessionFor(order, tools.signal);
  const read = (): Promise<Standing> =>
    readStanding(order.connection, session, order.repository.migrations);
  return withSession(order.connection, session, async (open) => {
    const leftovers = await readLeftovers(open, failed.scripts.flatMap(buildsIn));
    const dropped = await dropLeftovers(open, leftovers);
    const after = dropped.length === 0 ? failed.after : await read();
    if (!isUntouched(failed.before, after)) return after;
    return (await clearFailed(order, open, failed.before, after)) ? read() : after;
  });
}

/** Rows of this attempt only: an older one stopped the step before it began. */
async function clearFailed(
  { repository }: Order,
  session: Session,
  before: Standing,
  after: Standing,
): Promise<boolean> {
  const { adapter } = repository.migrations ?? {};
  const { ledger } = after.state;
  const rows = ledger?.unfinished ?? [];
  const older = before.state.ledger?.unfinished ?? [];
  if (adapter?.clearFailed === undefined || ledger === undefined) return false;
  if (rows.length !== 1 || older.length > 0) return false;
  for (const { name } of rows) await adapter.clearFailed(session, ledger.table, name);
  return true;
}
