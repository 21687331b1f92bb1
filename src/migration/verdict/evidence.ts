import type { ProcessExit } from '../../actions/process.js';
import { catalogChanges } from '../../postgres/catalog.js';
import { couldNotVerify, fail, notRun, pass, warn, type Finding } from '../../record/finding.js';
import { listed } from '../../record/listed.js';
import type { Migrations } from '../adapter.js';
import type { KnownFailure } from '../failure.js';
import { titlesOf, type LedgerComparison } from '../ledger/ledger.js';
import type { Run } from '../application/run.js';
import type { Standing } from '../ledger/standing.js';
import type { ReadState } from '../ledger/state.js';

/** After the run: the exit code, the ledger against the files, and what a failed build leaves behind. */
export function afterwards(
  { exit, output, leftBehind, failures }: Run,
  migrations: Migrations | undefined,
  before: Standing,
  after: Standing,
): Finding[] {
  return [
    exitFinding(exit, output, failures),
    ledgerAfter(migrations, after.ledger, exit),
    invalidIndexes(before, after),
    toolSessions(leftBehind, exit),
  ];
}

/** The lock must have been ours all the time: else another deploy may have run beside the tool. */
export function deployLockFinding(held: boolean): Finding {
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

function exitFinding(
  exit: ProcessExit | undefined,
  output: readonly string[],
  [known]: readonly KnownFailure[],
): Finding {
  const name = 'exit of the migration tool';
  if (exit === undefined)
    return couldNotVerify(
      name,
      'it was not seen to end: it could not be started, or the step was cancelled',
    );
  if (exit.code === 0) return pass(name, 'exit code 0');
  const ended = exit.signal === null ? `exit code ${exit.code ?? '?'}` : `ended by ${exit.signal}`;
  const words = output.findLast((line) => ERROR_LINE.test(line));
  const found = words === undefined ? ended : `${ended}: ${words.trim()}`;
  return fail(name, {
    expected: 'exit code 0',
    found: known === undefined ? found : `${found} (${known.cause})`,
    fix: known?.remedy ?? 'read the tool’s own words in the output below',
  });
}

function ledgerAfter(
  migrations: Migrations | undefined,
  comparison: LedgerComparison | undefined,
  exit: ProcessExit | undefined,
): Finding {
  const name = 'ledger after the migration';
  if (comparison === undefined) {
    return notRun(name, 'no ledger that this action can read: only the catalog was compared');
  }
  const { pending, missing, edited, unfinished } = comparison;
  const gaps = [
    ...gap(
      'not finished',
      unfinished.map((row) => row.name),
    ),
    ...gap('not applied', titlesOf(pending)),
    ...gap('applied without a file', missing),
    ...gap('applied with another content', titlesOf(edited)),
  ];
  if (gaps.length === 0) return pass(name, 'every file is applied');
  return fail(name, {
    expected: 'every file applied',
    found: gaps.join('; '),
    fix: wayOut(migrations, comparison, exit),
  });
}

function wayOut(
  migrations: Migrations | undefined,
  { unfinished }: LedgerComparison,
  exit: ProcessExit | undefined,
): string {
  const correct =
    exit?.code === 0
      ? 'the tool says that all went well: look why it skipped or rolled back these files'
      : 'correct what made the tool fail';
  const toClear = unfinished.length > 0 ? migrations?.adapter.unfinished : undefined;
  return toClear === undefined ? correct : `${correct}; before the next run: ${toClear}`;
}

function gap(what: string, names: readonly string[]): string[] {
  return names.length === 0 ? [] : [`${what}: ${listed(names)}`];
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
