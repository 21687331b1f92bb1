import type { Clock } from '../actions/tools.js';
import type { Session } from '../postgres/session.js';
import { notRun, type Finding } from '../record/finding.js';
import { accessUnchanged } from './access.js';
import { checkName, runChecks, type Check } from './checks.js';
import { LEDGER_COMPLETE } from './ledger.js';
import { takeLooks, type Look } from './look.js';
import {
  disabledTriggers,
  invalidIndexes,
  NO_DISABLED_TRIGGER,
  NO_INVALID_INDEX,
  NO_NEW_NOT_VALID,
  unvalidatedConstraints,
} from './objects.js';
import { lostRows, NO_LOST_ROWS, type RowsThen } from './rows.js';
import { sequencesAhead, SEQUENCES_AHEAD } from './sequences.js';

/** Longest time for one statement; what needs more would hold up the deploy too. */
const STATEMENT_MS = 60_000;

/** What there is to look at behind the direct URL. */
export interface Inspection {
  /** Composed by the step, because the ledger belongs to the migration tool. */
  readonly ledger: (session: Session) => Promise<Finding>;
  /** Catalog lines that came and went in this deploy; undefined without a record of migrate. */
  readonly changes: readonly string[] | undefined;
  /** Rows per table in the backup; undefined without a record of it. */
  readonly rowsThen: readonly RowsThen[] | undefined;
  readonly checks: readonly Check[];
  /** False where others read the page: see CheckSettings. */
  readonly showValues: boolean;
  readonly clock: Clock;
}

/** Everything there is to see, in one list; nothing in it stops the rest. */
export async function inspect(session: Session, inspection: Inspection): Promise<Finding[]> {
  const { checks, showValues } = inspection;
  return [
    ...(await takeLooks(session, looksOf(inspection), STATEMENT_MS)),
    accessUnchanged(inspection.changes),
    ...noChecks(inspection),
    ...(await runChecks(session, checks, { statementMs: STATEMENT_MS, showValues })),
  ];
}

/** The same list when the database cannot be reached. */
export function inspectNothing(inspection: Inspection, reason: string): Finding[] {
  return [
    ...looksOf(inspection).map(({ name }) => notRun(name, reason)),
    accessUnchanged(inspection.changes),
    ...noChecks(inspection),
    ...inspection.checks.map((check) => notRun(checkName(check), reason)),
  ];
}

function looksOf({ ledger, changes, rowsThen, clock }: Inspection): Look[] {
  return [
    { name: LEDGER_COMPLETE, work: async (session) => [await ledger(session)] },
    { name: NO_INVALID_INDEX, work: async (session) => [await invalidIndexes(session, changes)] },
    {
      name: NO_NEW_NOT_VALID,
      work: async (session) => [await unvalidatedConstraints(session, changes)],
    },
    {
      name: NO_DISABLED_TRIGGER,
      work: async (session) => [await disabledTriggers(session, changes)],
    },
    { name: SEQUENCES_AHEAD, work: sequencesAhead },
    { name: NO_LOST_ROWS, work: (session) => lostRows(session, rowsThen, clock) },
  ];
}

function noChecks({ checks }: Inspection): Finding[] {
  return checks.length === 0 ? [notRun('checks', 'no checks are given')] : [];
}
