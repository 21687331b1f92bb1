import { fail, notRun, pass, type Finding } from '../record/finding.js';
import { listed } from './listed.js';

/** How the tool's ledger and the files of the repository differ. */
interface Comparison {
  readonly pending: readonly string[];
  readonly missing: readonly string[];
  readonly outOfOrder: readonly string[];
}

/** Whether the next migration starts from a ledger that fits the files. */
export function ledgerFindings(tool: string, table: string, comparison: Comparison): Finding[] {
  const { pending, missing, outOfOrder } = comparison;
  const name = 'migration ledger';
  const gone = fail(name, {
    expected: `a file for every migration in ${table}`,
    found: `applied, but without a file: ${listed(missing)}`,
    fix: 'bring the files back from the branch that was deployed, or check that this is the right database',
  });
  const early = fail(name, {
    expected: 'pending migrations after the applied ones',
    found: `older than the last applied one: ${listed(outOfOrder)}`,
    fix: `rename them to the end, or ${tool} will refuse or skip them`,
  });
  const faults = [...(missing.length > 0 ? [gone] : []), ...(outOfOrder.length > 0 ? [early] : [])];
  if (faults.length > 0) return faults;
  return [
    pass(
      name,
      pending.length === 0 ? 'nothing is pending' : `${pending.length} pending: ${listed(pending)}`,
    ),
  ];
}

/** No ledger that this action can read. @param command what migrate would run; undefined for nothing. */
export function undetectedFinding(found: string, command: string | undefined): Finding {
  if (command !== undefined) return notRun('migration ledger', `${found}: ${command}`);
  return fail('migration tool', {
    expected: 'a migration tool in working-directory, or migrate-command',
    found,
    fix: 'set working-directory to the directory with the package.json, or migrate-command to the command that migrates (`true` where nothing is migrated)',
  });
}
