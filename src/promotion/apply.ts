import type { Clock } from '../actions/tools.js';
import type { Log } from '../actions/log.js';
import type { Mutex } from '../postgres/mutex.js';
import { pinSettings, withTransaction } from '../postgres/transaction.js';
import type { PromoteDetails } from '../record/promotion.js';
import { DeployError } from '../errors.js';
import { isRefusal, useRolesSettings } from './ambient.js';
import { Moved } from './buckets.js';
import { currentTransaction, notCommitted, outcomeOf, type Reconnect } from './commit.js';
import { compare, type Compared, type Databases, type Selections } from './comparison.js';
import { tablesHurt } from './deletion/consequences.js';
import { movedVictims, nameDrift } from './drift.js';
import { guardShare } from './guards.js';
import { lockTables, retryingLocks } from './locking.js';
import type { Preview } from './preview.js';
import { proveApplied } from './proof.js';
import type { Request } from './request.js';
import { raiseSequences } from './sequences.js';
import { write } from './write.js';

export interface ApplySettings {
  readonly mutex: Mutex;
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly reconnect: Reconnect;
}

export interface Applied {
  readonly sequences: PromoteDetails['sequences'];
  /** The COMMIT got no answer, and the server had to be asked what became of it. */
  readonly answeredLate: boolean;
}

/**
 * Applies exactly the preview, in one transaction, or nothing. Stages again before it locks, so that
 * the locks are short; compares under the locks, where nothing can move any more. Where the preview
 * has hashed a large table, only whether it holds is asked: of development before the locks, of
 * production under them. Where it does not, everything is hashed anew, to name what moved.
 * @throws {DeployError} naming what moved, blocked, or was rewritten; nothing is applied then,
 *   unless it says that the outcome is unknown.
 */
export async function apply(
  databases: Databases,
  request: Request,
  preview: Preview,
  settings: ApplySettings,
): Promise<Applied> {
  const { prod, disclosure } = databases;
  let transaction: string | undefined;
  let sequences: PromoteDetails['sequences'] = [];
  let seen: Selections | undefined = preview.selections;
  const attempt = async (): Promise<void> => {
    const { tables, digest, consequences, raised } = await compare(databases, request, {
      ids: 'drawn',
      ...(seen && { seen }),
      copied: (targets) =>
        lockTables(prod, [...targets.map(({ name }) => name), ...tablesHurt(preview.consequences)]),
    });
    const targets = tables.map(({ target }) => target);
    if (digest !== preview.digest) {
      const victims = movedVictims(preview.consequences, consequences);
      throw await nameDrift(prod, targets, victims, disclosure);
    }
    requireShare(tables, request);
    await settings.mutex.check();
    // Triggers and checks of the team run here: they get the settings that they are used to.
    await useRolesSettings(prod, true);
    await write(prod, tables, consequences);
    await pinSettings(prod);
    await proveApplied(prod, tables);
    sequences = [...raised, ...(await raiseSequences(prod, targets))].map((one) => ({
      ...one,
      from: disclosure.key(one.from),
      to: disclosure.key(one.to),
    }));
    transaction = await currentTransaction(prod);
  };
  const inTransaction = (): Promise<void> => withTransaction(prod, 'read committed', attempt);
  const withFreshEyes = (error: unknown): Promise<void> => {
    if (!(error instanceof Moved) || seen === undefined) throw error;
    seen = undefined;
    return inTransaction();
  };
  try {
    await retryingLocks(prod, preview.oids, settings, () => inTransaction().catch(withFreshEyes));
    return { sequences, answeredLate: false };
  } catch (error) {
    if (transaction === undefined || isRefusal(error))
      throw disclosure.explain(error, 'apply the preview');
    // Everything was written, and only the answer to COMMIT is missing.
    const { clock, signal, reconnect } = settings;
    const outcome = await outcomeOf(transaction, reconnect, clock, signal);
    if (outcome !== 'committed') throw notCommitted(outcome, error);
    return { sequences, answeredLate: true };
  }
}

function requireShare(tables: readonly Compared[], { maxChangePercent }: Request): void {
  const broken = tables.flatMap((table) => guardShare(table, maxChangePercent));
  if (broken.length === 0) return;
  throw new DeployError(
    broken.map(({ name, found }) => ({
      attempted: 'apply the preview',
      found: `${name}: ${found}; nothing was applied`,
      likelyCause: 'rows of production were deleted since the preview was made',
      nextAction: 'run the failed jobs again: they make a new preview',
    })),
  );
}
