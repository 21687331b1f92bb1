import type { Clock } from '../actions/tools.js';
import { DeployError } from '../errors.js';
import type { Session } from '../postgres/session.js';

const LOOKS = 10;
const PAUSE_MS = 1_000;

/** `unknown`: the server could not be reached, or still works on the COMMIT. */
export type Outcome = 'committed' | 'aborted' | 'unknown';

/** Opens a second session in production, should the first be lost at COMMIT. */
export type Reconnect = <Result>(work: (prod: Session) => Promise<Result>) => Promise<Result>;

/** The transaction's own id, by which its outcome can be asked for later. */
export async function currentTransaction(prod: Session): Promise<string> {
  const [row] = await prod.query<{ id: string }>('select pg_current_xact_id()::text as id');
  return row?.id ?? '';
}

/**
 * What became of a transaction whose COMMIT got no answer. The server remembers: no guess from the
 * rows, which someone else may have written since. A cancelled step looks once.
 * @param reconnect opens a new session in the same database.
 */
export async function outcomeOf(
  transaction: string,
  reconnect: Reconnect,
  clock: Clock,
  signal: AbortSignal,
): Promise<Outcome> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const status = await reconnect((prod) => statusOf(transaction, prod)).catch(() => undefined);
    if (status === 'committed' || status === 'aborted') return status;
    if (look < LOOKS && !signal.aborted) {
      await clock.sleep(PAUSE_MS, signal).catch(() => undefined);
    }
    if (signal.aborted) break;
  }
  return 'unknown';
}

async function statusOf(transaction: string, prod: Session): Promise<string | undefined> {
  const [row] = await prod.query<{ status: string | null }>(
    'select pg_xact_status($1::xid8) as status',
    [transaction],
  );
  return row?.status ?? undefined;
}

/** Production holds all of the promotion or nothing of it, and nobody could be asked which. */
export class OutcomeUnknown extends DeployError {}

export function notCommitted(outcome: 'aborted' | 'unknown', cause: unknown): DeployError {
  const aborted = outcome === 'aborted';
  const Kind = aborted ? DeployError : OutcomeUnknown;
  return new Kind(
    {
      attempted: 'commit the promotion',
      found: aborted
        ? 'the connection was lost at COMMIT, and the server says that it rolled back: nothing was applied'
        : 'the connection was lost at COMMIT, and the server could not be asked since: all of it was applied, or nothing',
      likelyCause:
        'the server restarted, an administrator ended the session, or the network dropped it',
      nextAction: aborted
        ? 'check the server, then run the failed jobs again'
        : 'run promote with promote-mode: preview; no differences mean that it was applied',
    },
    { cause },
  );
}
