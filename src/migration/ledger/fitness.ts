import { fail, pass, warn, type Finding } from '../../record/finding.js';
import type { Migrations } from '../adapter.js';
import { titlesOf, type LedgerComparison } from './ledger.js';
import { listed } from '../../record/listed.js';

type Tool = Pick<Migrations, 'late' | 'table'> & {
  readonly adapter: Pick<Migrations['adapter'], 'name' | 'unfinished'>;
};

/** Before anything runs: what the ledger holds must be what the repository holds. */
export function ledgerFindings(name: string, tool: Tool, comparison: LedgerComparison): Finding[] {
  const { pending } = comparison;
  const faults = [
    ...unfinished(name, tool, comparison),
    ...missing(name, tool, comparison),
    ...edited(name, comparison),
    ...outOfOrder(name, tool, comparison),
  ];
  if (faults.some(({ verdict }) => verdict === 'fail')) return faults;
  const words =
    pending.length === 0
      ? 'nothing is pending'
      : `${pending.length} pending: ${listed(titlesOf(pending))}`;
  return [...faults, pass(name, words)];
}

function unfinished(name: string, { adapter }: Tool, comparison: LedgerComparison): Finding[] {
  if (comparison.unfinished.length === 0) return [];
  const rows = comparison.unfinished.map(({ name: row, startedAt }) =>
    startedAt === undefined ? row : `${row} (started ${startedAt})`,
  );
  return [
    fail(name, {
      expected: 'a ledger whose last run ended',
      found: `not finished: ${listed(rows)}`,
      fix: adapter.unfinished ?? 'look at the schema, then correct the ledger',
    }),
  ];
}

function missing(name: string, { table }: Tool, comparison: LedgerComparison): Finding[] {
  if (comparison.missing.length === 0) return [];
  return [
    fail(name, {
      expected: `a file for every migration in ${table}`,
      found: `applied, but without a file: ${listed(comparison.missing)}`,
      fix: 'deploy the commit that has these files, or check that this is the right database',
    }),
  ];
}

function edited(name: string, comparison: LedgerComparison): Finding[] {
  if (comparison.edited.length === 0) return [];
  return [
    fail(name, {
      expected: 'files as they were applied',
      found: `changed since they were applied: ${listed(titlesOf(comparison.edited))}`,
      fix: 'bring the applied content back (git log shows it), and put the change into a new migration',
    }),
  ];
}

function outOfOrder(
  name: string,
  { adapter, late }: Tool,
  comparison: LedgerComparison,
): Finding[] {
  if (comparison.outOfOrder.length === 0) return [];
  const files = listed(titlesOf(comparison.outOfOrder));
  if (late === 'applies it') {
    return [
      warn(name, {
        expected: 'pending migrations after the applied ones',
        found: `older than the last applied one, and applied after it all the same: ${files}`,
        fix: 'check that they do not depend on the order; a later number or timestamp keeps every database alike',
      }),
    ];
  }
  return [
    fail(name, {
      expected: 'pending migrations after the applied ones',
      found: `older than the last applied one, so that ${adapter.name} ${late.replace('it', 'them')}: ${files}`,
      fix:
        late === 'skips it'
          ? 'generate these migrations again, so that they come last: the tool would leave them out and end with 0'
          : 'give these files a later number or timestamp',
    }),
  ];
}
