import type { Finding } from '../record/finding.js';
import type { RecordOf } from '../record/record.js';
import { backupCard, restoreWords } from './backupcard.js';
import { toolOutput } from './changes.js';
import { deployOf, isRestoreRun, newest, type Deploy } from './deploy.js';
import { factsLine } from './facts.js';
import { leftOut, passed, shortfalls, type Placed } from './findings.js';
import { jobsTable } from './jobs.js';
import { bullets, code, firstOf, paragraphs, section, text } from './markdown.js';
import { nextSteps } from './nextsteps.js';
import { problemsPart } from './problems.js';
import { productionPart } from './productionpart.js';
import { rehearsalSummary } from './rehearsalpage.js';
import { restoreParts } from './restorepage.js';
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

/** The one page about a deploy, in the order in which a tired person asks. Parts, most important first. */
export function deployParts(summary: RecordOf<'summarize'>): string[] {
  const deploy = deployOf(summary);
  const verdict = verdictOf(deploy);
  const placed = placedFindings(deploy);
  const steps = nextSteps(deploy, verdict);
  const restore = isRestoreRun(deploy) ? newest(deploy, 'restore') : undefined;
  return [
    `## ${SIGN[verdict.ending]} ${text(verdict.sentence)}`,
    factsLine(summary, [...deploy.history, summary]),
    wentWrong(deploy, placed),
    ...(restore?.details === undefined
      ? [productionPart(deploy, verdict), section('What to do next', steps)]
      : restoreParts(restore)),
    rehearsalPart(deploy),
    toolPart(deploy),
    backupPart(deploy, steps),
    section('Warnings, and checks without an answer', shortfalls(placed, unanswered(verdict))),
    section('Jobs', jobsTable(deploy)),
    earlierAttempts(deploy),
    passed(placed),
    isGood(verdict) ? leftOut(placed) : '',
  ];
}

function wentWrong(deploy: Deploy, placed: readonly Placed[]): string {
  const stopped = deploy.records.filter(({ problems }) => problems.length > 0);
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
    // Said once: where going back is among the steps above, its commands are there.
    return section(
      'Backup',
      backupCard(record.details),
      steps.includes('RESTORE.md') ? '' : restore,
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
    findings.map((finding) => ({ finding, step })),
  );
  return all.filter((placed, at) => !answeredSince(placed, all.slice(at + 1)));
}
