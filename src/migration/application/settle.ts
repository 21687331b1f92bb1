import type { Tools } from '../../actions/tools.js';
import { catalogChanges } from '../../postgres/catalog.js';
import { directSettings, withSession, type Session } from '../../postgres/session.js';
import { buildsIn, type Script } from '../builds/builds.js';
import { withoutLedger } from '../ledger/ledgertable.js';
import { dropInterruptedBuilds, readLeftovers } from '../builds/leftovers.js';
import { sessionFor, type Order } from './order.js';
import { isUntouched } from './passing.js';
import { readStanding, type Standing } from '../ledger/standing.js';

/** How long the row of the ledger is waited for. */
const ROW_MS = 5_000;

interface Failed {
  readonly before: Standing;
  readonly after: Standing;
  readonly scripts: readonly Script[];
}

/** The database once nothing stands in the way of another attempt. */
export interface Settled {
  readonly after: Standing;
  /** Qualified names of invalid indexes that the attempt had left, and that were dropped. */
  readonly dropped: readonly string[];
}

/**
 * Takes away what an attempt that applied nothing left in the way of the next: invalid indexes of
 * its own builds, and the row of a tool that writes one before it begins. Touches nothing unless
 * all else is proven to be as before.
 * @throws the server's error, e.g. when an older transaction does not let the indexes go in time.
 */
export async function settle(order: Order, failed: Failed, tools: Tools): Promise<Settled> {
  const { before, after, scripts } = failed;
  const { statementMs } = order.timeouts;
  const limits = directSettings({ statementMs, lockMs: statementMs });
  const session = { ...sessionFor(order, tools.signal), settings: limits };
  const read = (): Promise<Standing> =>
    readStanding(order.connection, sessionFor(order, tools.signal), order.repository.migrations);
  return withSession(order.connection, session, async (open) => {
    const leftovers = await readLeftovers(open, scripts.flatMap(buildsIn));
    const names = leftovers.ours.map(({ qualified }) => qualified);
    if (names.length > 0 && leftNothingElse(before, after)) {
      tools.log.info(`Dropping what the attempt left invalid: ${names.join(', ')}`);
      await dropInterruptedBuilds(open, leftovers);
      return { after: await cleared(order, open, before, await read(), read), dropped: names };
    }
    return { after: await cleared(order, open, before, after, read), dropped: [] };
  });
}

/** Invalid indexes aside. */
function leftNothingElse(before: Standing, after: Standing): boolean {
  const { ledger } = after.state;
  const changes = catalogChanges(before.catalog, after.catalog);
  const others = changes.filter((line) => !/^\+ index .* INVALID$/.test(line));
  return (
    JSON.stringify(before.state.ledger?.applied) === JSON.stringify(ledger?.applied) &&
    withoutLedger(others, ledger?.table).length === 0
  );
}

/** Rows of this attempt only: an older one stopped the step before it began. */
async function cleared(
  { repository }: Order,
  session: Session,
  before: Standing,
  after: Standing,
  read: () => Promise<Standing>,
): Promise<Standing> {
  const { adapter } = repository.migrations ?? {};
  const { ledger } = after.state;
  const rows = ledger?.unfinished ?? [];
  const [row] = rows;
  const older = before.state.ledger?.unfinished ?? [];
  if (adapter?.clearFailed === undefined || ledger === undefined || row === undefined) return after;
  if (rows.length > 1 || older.length > 0 || !isUntouched(before, after)) return after;
  await session.query(`set lock_timeout = ${ROW_MS}`);
  return (await adapter.clearFailed(session, ledger.table, row.name)) ? read() : after;
}
