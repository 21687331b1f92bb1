import type { Finding } from '../record/finding.js';
import type { StepName } from '../record/record.js';
import { firstOf, folded, paragraphs, table, text } from './markdown.js';
import { count } from './quantities.js';

/** Findings of one table that a page shows. */
const MOST = 100;

const MARK: Readonly<Record<Finding['verdict'], string>> = {
  fail: '❌',
  'could not verify': '❔',
  warn: '⚠️',
  'not run': '➖',
  pass: '✅',
};

/** Worst first; the order within a verdict is the step's own. */
const ORDER = Object.keys(MARK) as readonly Finding['verdict'][];

/** One finding and where it comes from, for pages that show several steps. */
export interface Placed {
  readonly finding: Finding;
  /** The steps that found the same; left out on the step's own page. */
  readonly steps?: readonly StepName[];
}

/** Everything but what failed, worst first; what passed is folded. */
export function otherFindings(placed: readonly Placed[]): string {
  return paragraphs(shortfalls(placed, ['could not verify', 'warn', 'not run']), passed(placed));
}

/** Findings of the given verdicts as a table, worst first. */
export function shortfalls(
  placed: readonly Placed[],
  verdicts: readonly Finding['verdict'][],
): string {
  const shown = ORDER.filter((verdict) => verdicts.includes(verdict)).flatMap((verdict) =>
    placed.filter(({ finding }) => finding.verdict === verdict),
  );
  return firstOf(shown, MOST, (some) => table(['check', 'found', 'what to do'], some.map(row)));
}

export function passed(placed: readonly Placed[]): string {
  const good = placed.filter(({ finding }) => finding.verdict === 'pass');
  return folded(
    `${count(good.length, 'check')} passed`,
    firstOf(good, MOST, (some) =>
      table(
        ['check', 'found'],
        some.map((one) => [nameOf(one), text(one.finding.found)]),
      ),
    ),
  );
}

/** What nobody looked at, folded: on a good page it is no alarm, and it must not look checked. */
export function leftOut(placed: readonly Placed[]): string {
  const unasked = placed.filter(({ finding }) => finding.verdict === 'not run');
  return folded(`${count(unasked.length, 'check')} not run`, shortfalls(unasked, ['not run']));
}

function row(placed: Placed): string[] {
  const { verdict, found, expected, fix } = placed.finding;
  const looked = verdict === 'could not verify' || verdict === 'not run' ? `${verdict}: ` : '';
  const wanted = expected === undefined ? '' : `<br>expected: ${text(expected)}`;
  return [nameOf(placed), looked + text(found) + wanted, linesOf(fix ?? '')];
}

/** Line by line: a text is cut when it is long, and half a list of statements is no remedy. */
function linesOf(fix: string): string {
  return fix.split('\n').map(text).join('<br>');
}

function nameOf({ finding, steps }: Placed): string {
  const place = steps === undefined ? '' : `${steps.join(', ')}: `;
  return `${MARK[finding.verdict]} ${place}${text(finding.name)}`;
}
