import type { Finding } from '../record/finding.js';
import type { RecordOf, StepName } from '../record/record.js';
import { backupCard, restoreWords } from './backupcard.js';
import { toolOutput } from './changes.js';
import { deploysOf, isRestoreRun, newest, recordsOf, type Deploy } from './deploy.js';
import { factsLine } from './facts.js';
import { leftOut, passed, shortfalls, type Placed } from './findings.js';
import { jobsTable } from './jobs.js';
import { bullets, code, firstOf, folded, paragraphs, section, table, text } from './markdown.js';
import { nextSteps } from './nextsteps.js';
import { problemsPart } from './problems.js';
import { productionOf } from './production.js';
import { onlyPreviewed, productionPart } from './productionpart.js';
import { promoteParts } from './promotepart.js';
import { rehearsalSummary } from './rehearsalpage.js';
import { restoreParts } from './restorepage.js';
import { timelinePart } from './timelinepart.js';
import { isGood, verdictOf, type Ending, type Verdict } from './verdict.js';

const SIGN: Readonly<Record<Ending, string>> = {
  deployed: '✅',
  restored: '✅',
  'nothing changed': '✅',
  failed: '❌',
  cancelled: '🚫',
  incomplete: '⚠️',
};

const MOST = 50;
const NEEDLESS =
  'Nothing was changed, so there is nothing to go back from: a restore would only lose what was written since. How it is done all the same';

/** Worst first, for a run that deployed to several environments. */
const ORDER: readonly Ending[] = [
  'failed',
  'cancelled',
  'incomplete',
  'deployed',
  'restored',
  'nothing changed',
];

interface Judged {
  readonly deploy: Deploy;
  readonly verdict: Verdict;
}

/**
 * The one page about a deploy, in the order in which a tired person asks. Parts, most important
 * first. Of other environments of the run it has the verdict, and all of it where that is bad.
 */
export function deployParts(summary: RecordOf<'summarize'>): string[] {
  const [own, ...others] = deploysOf(summary).map((deploy) => ({
    deploy,
    verdict: verdictOf(deploy),
  })) as [Judged, ...Judged[]];
  if (others.length === 0) return environmentParts(own, summary);
  const ordered = [own, ...others].sort(
    (a, b) => ORDER.indexOf(a.verdict.ending) - ORDER.indexOf(b.verdict.ending),
  );
  const told = ordered.filter((judged) => judged === own || !isGood(judged.verdict));
  const [heading = '', ...parts] = told.flatMap((judged) => environmentParts(judged, summary));
  return [heading, verdictTable(ordered), ...parts];
}

function verdictTable(judged: readonly Judged[]): string {
  return firstOf(judged, MOST, (some) =>
    table(
      ['environment', 'verdict'],
      some.map(({ deploy, verdict }) => [
        code(deploy.summary.environment),
        `${signOf(verdict)} ${text(verdict.sentence)}`,
      ]),
    ),
  );
}

function environmentParts(
  { deploy, verdict }: Judged,
  { environment }: RecordOf<'summarize'>,
): string[] {
  const { summary } = deploy;
  const placed = placedFindings(deploy);
  const steps = nextSteps(deploy, verdict);
  const restore = isRestoreRun(deploy) ? newest(deploy, 'restore') : undefined;
  return [
    `## ${signOf(verdict)} ${text(verdict.sentence)}`,
    factsLine(summary, [...deploy.history, summary]),
    wentWrong(deploy, placed),
    ...(restore?.details === undefined
      ? standing(deploy, verdict, section('What to do next', steps))
      : restoreParts(restore)),
    // The jobs are those of the run, whatever environment they are for.
    summary.environment === environment ? timelinePart(deploy) : '',
    rehearsalPart(deploy),
    toolPart(deploy),
    verdict.preview === true ? '' : backupPart(deploy, steps),
    section('Warnings, and checks without an answer', shortfalls(placed, unanswered(verdict))),
    section('Jobs', jobsTable(deploy)),
    earlierAttempts(deploy),
    passed(placed),
    isGood(verdict) ? leftOut(placed) : '',
  ];
}

function signOf(verdict: Verdict): string {
  return verdict.preview === true && isGood(verdict) ? '👁️' : SIGN[verdict.ending];
}

/** A preview changed nothing: what it shows stands in the place of that, or else behind it. */
function standing(deploy: Deploy, verdict: Verdict, steps: string): string[] {
  if (verdict.preview === true) {
    return [...recordsOf(deploy.records, 'promote').flatMap(promoteParts), steps];
  }
  const preview = onlyPreviewed(deploy);
  return [
    productionPart(deploy, verdict),
    steps,
    ...(preview === undefined ? [] : promoteParts(preview)),
  ];
}

function wentWrong(deploy: Deploy, placed: readonly Placed[]): string {
  const stopped = [...deploy.records, deploy.summary].filter(({ problems }) => problems.length > 0);
  return section(
    'What went wrong',
    ...stopped.map(({ step, problems }) => paragraphs(`**${step}**`, problemsPart(problems))),
    shortfalls(placed, ['fail']),
  );
}

function rehearsalPart(deploy: Deploy): string {
  const record = newest(deploy, 'rehearse');
  return record === undefined ? '' : rehearsalSummary(record);
}

/** Long, and of use only to whoever corrects the migration: behind what stands and what to do. */
function toolPart(deploy: Deploy): string {
  const [migrate, rehearse] = [newest(deploy, 'migrate'), newest(deploy, 'rehearse')];
  const there = migrate?.status === 'failed' ? migrate.details : undefined;
  const onCopy = rehearse?.status === 'failed' ? rehearse.details?.migration : undefined;
  const failed = there ?? onCopy;
  return failed === undefined || (there === undefined && failed.verdict === 'all applied')
    ? ''
    : section('What the migration tool said', toolOutput(failed, true));
}

/** When all is well, a check that was left out on purpose is no news; it stands below, folded. */
function unanswered(verdict: Verdict): readonly Finding['verdict'][] {
  return isGood(verdict) ? ['could not verify', 'warn'] : ['could not verify', 'warn', 'not run'];
}

function backupPart(deploy: Deploy, steps: string): string {
  const record = newest(deploy, 'backup');
  if (record?.details !== undefined) {
    const restore = restoreWords(record.details);
    const { schema, promotion, restored } = productionOf(deploy);
    const untouched = schema === 'not touched' && restored === undefined;
    const isIdle = untouched && promotion !== 'applied' && promotion !== 'unknown';
    // Said once: where going back is among the steps above, its commands are there.
    return section(
      'Backup',
      backupCard(record.details),
      steps.includes('RESTORE.md') ? '' : isIdle ? folded(NEEDLESS, restore) : restore,
    );
  }
  if (record === undefined && isRestoreRun(deploy)) return '';
  return section(
    'Backup',
    record === undefined
      ? 'There is no record of a backup in this run.'
      : 'The backup step did not finish: there is no backup from this run.',
  );
}

/** Attempts that later ones have replaced; what they changed is counted above. */
function earlierAttempts({ earlier }: Deploy): string {
  const words = earlier.map(
    ({ step, status, run }) => `attempt ${run.attempt} of ${step} in ${code(run.job)} ${status}`,
  );
  return section('Earlier attempts', firstOf(words, MOST, bullets));
}

/** A check that had no answer before the migration, and passed after it. */
function answeredSince({ finding }: Placed, later: readonly Placed[]): boolean {
  if (finding.verdict !== 'could not verify' && finding.verdict !== 'not run') return false;
  return later.some((one) => one.finding.name === finding.name && one.finding.verdict === 'pass');
}

function placedFindings({ records, summary }: Deploy): Placed[] {
  const all = [...records, summary].flatMap(({ step, findings }) =>
    findings.map((finding) => ({ finding, steps: [step] })),
  );
  return together(all.filter((placed, at) => !answeredSince(placed, all.slice(at + 1))));
}

/** What several steps found alike is read once. What passed is counted, and stays apart. */
function together(all: readonly (Placed & { readonly steps: readonly StepName[] })[]): Placed[] {
  const found = new Map<string, Placed>();
  for (const [at, placed] of all.entries()) {
    const { finding, steps } = placed;
    const key = finding.verdict === 'pass' ? String(at) : JSON.stringify(finding);
    const before = found.get(key)?.steps ?? [];
    found.set(key, { finding, steps: [...new Set([...before, ...steps])] });
  }
  return [...found.values()];
}
