import type { RestoreDetails } from '../record/details.js';
import { restoreCommands } from './backupcard.js';
import { isRestoreRun, newest, recordsOf, stoppedUnheard, type Deploy } from './deploy.js';
import { block, code, numbered, paragraphs, shellWord, text } from './markdown.js';
import { lacksBackup, productionOf, type Production } from './production.js';
import { lastGoodRun, lookAtNewest } from './rollbackcommand.js';
import { isGood, type Verdict } from './verdict.js';

/** What to do now, in order, with the commands to paste; empty when there is nothing to do. */
export function nextSteps(deploy: Deploy, verdict: Verdict): string {
  if (isGood(verdict)) return '';
  if (isRestoreRun(deploy)) return numbered(firstLook(deploy, verdict));
  if (verdict.preview === true) return numbered([...firstLook(deploy, verdict), lookAgain(deploy)]);
  const production = productionOf(deploy);
  if (production.restored !== undefined) {
    return numbered([...firstLook(deploy, verdict), ...afterRestore(deploy, production.restored)]);
  }
  const ways = isPromotionAlone(deploy, verdict)
    ? waysAfterPromotion(deploy, production)
    : waysOn(deploy, production, verdict);
  return numbered([...firstLook(deploy, verdict), ...ways]);
}

function firstLook(deploy: Deploy, { ending, at, timedOut }: Verdict): string[] {
  if (ending === 'failed') {
    const rejected = deploy.reviews?.find(({ approved }) => !approved);
    if (at?.startsWith('job ') === true && rejected !== undefined) {
      return [
        `Ask ${rejected.by === '' ? 'the reviewers' : text(rejected.by)} why ${code(rejected.environment)} was rejected: the job that waits for it fails by that. If that was another job, read the log of this one.`,
      ];
    }
    return at?.startsWith('job ') === true
      ? ['Read the log of that job: it left no record that says why it failed.']
      : ['Fix the cause: it is under “What went wrong”, with its own next action.'];
  }
  if (ending === 'cancelled') {
    return [
      timedOut === true
        ? 'Find out what took so long: its `timeout-minutes` ran out. Raise them only if the time was well spent.'
        : 'Find out why it was cancelled: by a person, by its `timeout-minutes`, or by a runner that was taken away.',
    ];
  }
  if (deploy.summary.details === undefined) {
    return [
      isLocal(deploy)
        ? 'Correct what stopped it, and run summarize again: the records are still there.'
        : 'Correct what stopped it, and run this job again: the records of the others are still there.',
    ];
  }
  return [
    isLocal(deploy)
      ? 'Run the steps that left no record, and look at the application.'
      : deploy.jobsKnown
        ? 'Look at the log of the jobs without a record, and at the application.'
        : 'Look at the jobs of this run; with `needs: ${{ toJSON(needs) }}` this step does that for you.',
  ];
}

function waysOn(deploy: Deploy, production: Production, { ending }: Verdict): string[] {
  if (ending === 'incomplete') return [];
  switch (production.schema) {
    case 'not touched':
    case 'unchanged':
      return production.promotion === 'applied' || isInDoubt(deploy)
        ? [again(deploy), undo(deploy)]
        : [again(deploy), giveUp(deploy)];
    case 'part applied':
      return [
        'Check the application: it runs on a schema between two versions.',
        isLocal(deploy)
          ? 'Best, go forward: correct the migration that failed, and run backup and migrate again for the rest.'
          : paragraphs(
              'Best, go forward: correct the migration that failed, push, and let the next deploy apply the rest. If it failed for a passing reason (a lock, a lost connection), run the failed jobs again:',
              block([rerun(deploy)], 'sh'),
            ),
        undo(deploy),
      ];
    case 'all applied':
      return [
        again(deploy),
        'If the new schema itself is wrong, go forward: a new migration that corrects it. Do not revert the commit alone, its migrations stay applied.',
        undo(deploy),
      ];
    case 'unknown':
      if (lacksBackup(deploy)) {
        return [
          'If `require-backup` is false, find out what was applied before anything else: compare the ledger of the migration tool with its files.',
          again(deploy),
        ];
      }
      return [
        'Find out what was applied before anything else: compare the ledger of the migration tool with its files, and read what the tool printed.',
        again(deploy),
        undo(deploy),
      ];
  }
}

/** Whether promote stopped in a run in which nothing tells of a migration: a ledger has no answer then. */
function isPromotionAlone(deploy: Deploy, { at }: Verdict): boolean {
  const migrated = recordsOf(deploy.history, 'migrate').length > 0 || deploy.unreadable.length > 0;
  return at === 'promote' && !migrated && !stoppedUnheard(deploy);
}

function waysAfterPromotion(deploy: Deploy, { promotion, schema }: Production): string[] {
  if (promotion === 'not applied') {
    return schema === 'unknown' ? [again(deploy)] : [again(deploy), giveUp(deploy)];
  }
  return [
    'Find out what was written before anything else: read what promote said or printed, and look at the tables that it writes.',
    again(deploy),
    undo(deploy),
  ];
}

/** A script that failed while it wrote may have left anything; a transaction of ours cannot. */
function isInDoubt(deploy: Deploy): boolean {
  return newest(deploy, 'promote')?.details?.doubt !== undefined;
}

/** The database is as it was before the deploy; the repository is not. */
function afterRestore(deploy: Deploy, { undo }: RestoreDetails): string[] {
  return [
    takeBack(deploy),
    undo === ''
      ? ''
      : paragraphs(
          'If the restore was a mistake, this puts the replaced database back. What is written from now on is lost by that.',
          block(undo.split('\n'), 'sh'),
        ),
  ].filter((step) => step !== '');
}

/** Backup and gate make that safe: a state that moved meanwhile is refused. */
function again(deploy: Deploy): string {
  if (isLocal(deploy)) {
    return 'Then run the step that failed again. If the gate calls the backup too old, or says that the database has moved since, run backup first.';
  }
  return paragraphs(
    'If the cause is in the repository (a migration, a setting): correct it and push, which starts a new run. A re-run would use the old commit.',
    'If the cause is outside (a lock, the network, a secret): run the failed jobs again. If the gate calls the backup too old, run all jobs again.',
    block([rerun(deploy)], 'sh'),
  );
}

/** A preview has no backup that could be too old. */
function lookAgain(deploy: Deploy): string {
  if (isLocal(deploy)) return 'Then preview again.';
  return paragraphs(
    'Then preview again: a push starts a new run. If nothing in the repository has to change (rows, a secret, the network), run the failed jobs again:',
    block([rerun(deploy)], 'sh'),
  );
}

function giveUp(deploy: Deploy): string {
  const { sha } = deploy.summary.run;
  return sha === ''
    ? 'Or leave it: no migration is applied.'
    : paragraphs(
        'Or take the commit back; no migration of it is applied.',
        block([`git revert ${shellWord(sha)}`, 'git push'], 'sh'),
      );
}

function undo(deploy: Deploy): string {
  const backup = newest(deploy, 'backup')?.details;
  if (backup === undefined) return withoutBackup(deploy);
  return paragraphs(
    `Last resort, go back: restore ${code(backup.manifest.afterPartialMigration?.firstBackup ?? backup.artifact.name)}. The first command only shows what that would cost. Everything written since then is lost, so stop the application before the second.`,
    restoreCommands(backup),
    isLocal(deploy)
      ? ''
      : paragraphs(
          'Should it be gone or damaged, the backup of the last deploy that went well is the next best. This names its run, for `backup-run-id`:',
          block([lastGoodRun(deploy.summary.run)], 'sh'),
        ),
    takeBack(deploy),
  );
}

/** The newest backup of an earlier run is older than it seems: nothing tells what came since. */
function withoutBackup(deploy: Deploy): string {
  const provider = 'use a backup of your provider: this run left no record of one';
  if (isLocal(deploy)) return `To go back, ${provider}.`;
  return paragraphs(
    `To go back, ${provider}. The newest of an earlier deploy is the next best; this only shows what going back to it would cost:`,
    block([lookAtNewest(deploy.summary.run.repository)], 'sh'),
  );
}

/** A commit that stays is applied again by the next deploy. */
function takeBack({ summary }: Deploy): string {
  const { sha } = summary.run;
  if (sha === '') return '';
  return paragraphs(
    'Take the commit back too, or the next deploy applies it again:',
    block([`git revert ${shellWord(sha)}`, 'git push'], 'sh'),
  );
}

/** On a laptop there are no jobs, and a push starts nothing that these records are of. */
function isLocal({ summary: { run } }: Deploy): boolean {
  return run.url === '';
}

function rerun({ summary: { run } }: Deploy): string {
  return `gh run rerun ${shellWord(run.runId)} --failed --repo ${shellWord(run.repository)}`;
}
