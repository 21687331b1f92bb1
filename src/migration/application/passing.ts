import type { Attempt } from './attempt.js';
import type { Standing } from '../ledger/standing.js';
import { withoutLedger } from '../ledger/ledgertable.js';
import { catalogChanges } from '../../postgres/catalog.js';

/** What an attempt failed on that may be over in a moment; undefined for everything else. */
export function passingCause({
  run,
  watch,
}: Attempt): 'lock timeout' | 'no connection' | undefined {
  if (run.problems.length > 0 || run.exit?.code === 0) return undefined;
  // What it had sent may be committed.
  if (run.lostConnection) return undefined;
  if (watch.stops.some(({ limit }) => limit === 'max-stall' || limit === 'statement-timeout')) {
    return undefined;
  }
  if (watch.stops.some(({ limit }) => limit === 'lock-timeout')) return 'lock timeout';
  return run.failures.find(({ passes }) => passes !== undefined)?.passes;
}

/**
 * Whether nothing is applied: ledger and catalog are as before. Only for tools whose ledger we can
 * read; what a tool makes for itself on its first run does not count.
 */
export function isUntouched(before: Standing, after: Standing): boolean {
  const [then, now] = [before.state.ledger, after.state.ledger];
  if (then === undefined || now === undefined) return false;
  if (JSON.stringify(then.applied) !== JSON.stringify(now.applied)) return false;
  return withoutLedger(catalogChanges(before.catalog, after.catalog), now.table).length === 0;
}
