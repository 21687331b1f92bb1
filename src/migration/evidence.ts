import type { ProcessExit } from '../actions/process.js';
import { catalogChanges } from '../postgres/catalog.js';
import { couldNotVerify, fail, notRun, pass, warn, type Finding } from '../record/finding.js';
import type { ReadState } from './state.js';
import type { LedgerComparison } from './ledger.js';
import type { Run } from './run.js';

/** Before anything runs: what the ledger holds must be what the repository holds. */
export function ledgerBefore({ missing, outOfOrder }: LedgerComparison): Finding[] {
  const name = 'ledger before the migration';
  const gone =
    missing.length === 0
      ? []
      : [
          fail(name, {
            expected: 'a file in the repository for every applied migration',
            found: `no file for ${list(missing)}`,
            fix: 'deploy the commit that has these files, or bring them back',
          }),
        ];
  const late =
    outOfOrder.length === 0
      ? []
      : [
          fail(name, {
            expected: 'pending files after the applied ones',
            found: `${list(outOfOrder)} would run out of order`,
            fix: 'give these files a later number or timestamp',
          }),
        ];
  const findings = [...gone, ...late];
  return findings.length > 0 ? findings : [pass(name, 'every applied migration has its file')];
}

/** After the run: the exit code, the ledger against the files, and what a failed build leaves behind. */
export function afterwards(
  { exit, output, leftBehind }: Run,
  comparison: LedgerComparison | undefined,
  before: ReadState,
  after: ReadState,
): Finding[] {
  return [
    exitFinding(exit, output),
    ledgerAfter(comparison, exit),
    invalidIndexes(before, after),
    toolSessions(leftBehind, exit),
  ];
}

/** The lock must have been ours all the time: else another deploy may have run beside the tool. */
export function lockFinding(held: boolean): Finding {
  const name = 'deploy lock during the migration';
  if (held) return pass(name, 'held to the end');
  return fail(name, {
    expected: 'held to the end',
    found: 'its session was lost while the tool ran: another deploy may have run beside it',
    fix: 'look for another deploy of this database at that time, and compare ledger and schema with the repository',
  });
}

/** A tool that leaves work in the background has not finished, whatever it says. */
function toolSessions(leftBehind: number, exit: ProcessExit | undefined): Finding {
  const name = 'sessions of the migration tool';
  if (leftBehind === 0) return pass(name, 'none was left behind');
  const found = `${leftBehind} were still open when the tool was gone; they were ended`;
  const shortfall = {
    expected: 'none',
    found,
    fix: 'let the command wait for everything it starts',
  };
  return exit?.code === 0 ? fail(name, shortfall) : warn(name, shortfall);
}

/** How tools begin the line that says what went wrong. */
const ERROR_LINE = /^\s*(error|fatal|err!)\b/i;

function exitFinding(exit: ProcessExit | undefined, output: readonly string[]): Finding {
  const name = 'exit of the migration tool';
  if (exit === undefined)
    return couldNotVerify(
      name,
      'it was not seen to end: it could not be started, or the step was cancelled',
    );
  if (exit.code === 0) return pass(name, 'exit code 0');
  const ended = exit.signal === null ? `exit code ${exit.code ?? '?'}` : `ended by ${exit.signal}`;
  const words = output.findLast((line) => ERROR_LINE.test(line));
  return fail(name, {
    expected: 'exit code 0',
    found: words === undefined ? ended : `${ended}: ${words.trim()}`,
    fix: 'read the tool’s own words in the output below',
  });
}

function ledgerAfter(
  comparison: LedgerComparison | undefined,
  exit: ProcessExit | undefined,
): Finding {
  const name = 'ledger after the migration';
  if (comparison === undefined) {
    return notRun(name, 'no ledger that this action can read: only the catalog was compared');
  }
  if (comparison.pending.length === 0) return pass(name, 'every file is applied');
  return fail(name, {
    expected: 'every file applied',
    found: `not applied: ${list(comparison.pending)}`,
    fix:
      exit?.code === 0
        ? 'the tool says that all went well: look why it skipped or rolled back these files'
        : 'correct what made the tool fail',
  });
}

/** CREATE INDEX CONCURRENTLY that fails leaves one, and IF NOT EXISTS then keeps it. */
function invalidIndexes(before: ReadState, after: ReadState): Finding {
  const name = 'invalid indexes left behind';
  const left = catalogChanges(before.catalog, after.catalog)
    .filter((line) => line.startsWith('+ index ') && line.endsWith(' INVALID'))
    .map((line) => line.slice('+ index '.length, -' INVALID'.length));
  if (left.length === 0) return pass(name, 'none');
  return fail(name, {
    expected: 'none',
    found: left.join('; '),
    fix: 'drop them with DROP INDEX CONCURRENTLY, then run the migration again',
  });
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 10).join(', ');
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown;
}
