import { inBytes } from '../record/amounts.js';
import type { RestoreDetails } from '../record/details.js';
import type { RecordOf } from '../record/record.js';
import { repositoryUrl } from './facts.js';
import { lossPart } from './losses.js';
import { block, bullets, code, firstOf, link, paragraphs, section, text } from './markdown.js';
import { age, moment, span } from './quantities.js';
import { restoreSteps } from './restoresteps.js';

/** Lines of one list. */
const MOST = 50;

const CHOSEN: Readonly<Record<RestoreDetails['backup']['chosenBy'], string>> = {
  file: 'named by `backup-file`',
  run: 'named by `backup-run-id`',
  newest: 'the newest proven backup of this database, because none was named',
};

/** What a restore leaves behind, for the headline. Plain text. */
export function restoreConsequence({ status, details }: RecordOf<'restore'>): string {
  if (details?.swapped === true) {
    const state = `${details.database} is as it was at ${moment(details.backup.snapshotTime)}`;
    return status === 'failed' ? ` after it had switched over: ${state}` : `: ${state}`;
  }
  if (status === 'failed') return `: ${unswitched(details)}`;
  if (details?.lookOnly !== true) return '';
  const refused = isRefused(details) ? '; a restore would be refused now' : '';
  return `: looked only, nothing was changed${refused}`;
}

/** A look that met an obstacle did its work, and is no good news all the same. Empty: that of the status. */
export function restoreSign({ status, details }: RecordOf<'restore'>): string {
  return status === 'passed' && details !== undefined && isRefused(details) ? '⚠️' : '';
}

function isRefused({ lookOnly, obstacles = [] }: RestoreDetails): boolean {
  return lookOnly && obstacles.length > 0;
}

/**
 * What stands when a failed restore has not switched over. A proven copy was there, so it stopped at
 * the switch; where the connection was lost at its commit, only the problem tells what happened.
 */
export function unswitched(details: RestoreDetails | undefined): string {
  return details?.restoreSeconds === undefined
    ? 'production is unchanged'
    : 'it stopped at the switch to the restored database';
}

/** The page of a restore. Parts, most important first: what stands, what it costs, what to do now. */
export function restoreParts(record: RecordOf<'restore'>): string[] {
  const { details, status } = record;
  if (details === undefined) return [];
  const steps = section('What to do next', restoreSteps(record, details));
  const losses = [lossPart(details), schemaPart(details), migrationsPart(details)];
  return [
    standing(details, status === 'failed'),
    ...(status === 'failed' ? [steps, ...losses] : [...losses, undoPart(details), steps]),
    ...(status === 'failed' ? [undoPart(details)] : []),
    backupPart(details, record.run.url),
    leftOutPart(details),
  ];
}

function standing(details: RestoreDetails, failed: boolean): string {
  const { database, backup, swapped, oldDatabase, restoreSeconds, swapMilliseconds } = details;
  if (!swapped) {
    if (failed && restoreSeconds !== undefined) {
      return `**It stopped at the switch.** ${code(database)} is the database that it was, unless it says above that nobody could tell.`;
    }
    return failed
      ? `**Production is unchanged**: ${code(database)} is the database that it was.`
      : paragraphs(
          `**Nothing was changed.** This is what a restore of ${code(backup.name)} would do to the database ${code(database)}.`,
          refusal(details),
        );
  }
  const kept =
    oldDatabase === undefined ? '' : ` The database it replaced is kept as ${code(oldDatabase)}.`;
  const times = [
    ...(restoreSeconds === undefined
      ? []
      : [`Restoring and proving it took ${span(restoreSeconds)}.`]),
    ...(swapMilliseconds === undefined
      ? []
      : [
          `The application could not connect for ${swapMilliseconds < 100 ? 'less than 0.1 s' : span(swapMilliseconds / 1_000)}.`,
        ]),
  ];
  return `**${code(database)} is as it was at ${moment(backup.snapshotTime)}.**${kept} ${times.join(' ')}`.trim();
}

/** Said before everything else: whoever reads it at night must not learn it from a refusal. */
function refusal({ obstacles = [] }: RestoreDetails): string {
  if (obstacles.length === 0) return '';
  return paragraphs(
    '❌ **A restore would be refused now.** “What to do next” says how to go on:',
    bullets(obstacles.map((words) => text(words))),
  );
}

/** What tables do not show: views, functions, columns, and numbers that would be given out again. */
function schemaPart({ catalogChanges, sequencesMoved = [], swapped }: RestoreDetails): string {
  const changes =
    catalogChanges === undefined
      ? '❔ Whether the schema is another one than in the backup could not be compared.'
      : catalogChanges.length === 0
        ? 'The schema is that of the backup.'
        : paragraphs(
            `What came since the backup (+) ${swapped ? 'is gone' : 'would be gone'}, what went (−) ${swapped ? 'is back' : 'would be back'}:`,
            firstOf(catalogChanges, MOST, (some) => block(some, 'diff')),
          );
  const moved = sequencesMoved.map(
    ({ sequence, now, then }) =>
      `sequence ${code(sequence)}: from ${text(now)} back to ${text(then)}`,
  );
  return section(
    'Schema and sequences',
    changes,
    moved.length === 0
      ? ''
      : paragraphs(
          'Numbers that a sequence gave out since are given out again:',
          firstOf(moved, MOST, (some) => bullets(some)),
        ),
  );
}

function migrationsPart({ migrationsUndone, swapped }: RestoreDetails): string {
  if (migrationsUndone.length === 0) return '';
  return section(
    swapped ? 'Migrations that were undone' : 'Migrations that would be undone',
    firstOf(migrationsUndone, MOST, (some) => bullets(some.map(code))),
  );
}

function undoPart({ swapped, undo, cleanUp, oldDatabase }: RestoreDetails): string {
  if (!swapped || undo === '') return '';
  return section(
    'Undo',
    'Puts the old database back. What is written from now on is lost by that. `psql` takes server, role and password from `PGHOST`, `PGPORT`, `PGUSER` and `PGPASSWORD`: those of `DIRECT_URL`.',
    block(undo.split('\n'), 'sh'),
    cleanUp === ''
      ? ''
      : paragraphs(
          `When nobody needs ${oldDatabase === undefined ? 'the old database' : code(oldDatabase)} any more, not even to look something up; this cannot be undone:`,
          block(cleanUp.split('\n'), 'sh'),
        ),
  );
}

/** The manifest says where it comes from, and anybody may have written it: only this repository's runs are linked. */
function backupPart({ backup, ageSeconds, openedWith }: RestoreDetails, runUrl: string): string {
  const here = `${repositoryUrl(runUrl)}/actions/runs/`;
  const isHere = runUrl !== '' && backup.runUrl.startsWith(here);
  const run = link(`run ${text(backup.runId)}`, isHere ? backup.runUrl : '');
  return section(
    'Backup',
    bullets([
      `${code(backup.name)} of ${run}: ${CHOSEN[backup.chosenBy]}`,
      `holds the database as it was at ${moment(backup.snapshotTime)}, ${age(ageSeconds)} before this`,
      `${inBytes(backup.bytes)}, sha256 ${code(backup.sha256)}`,
      ...(openedWith.length === 0
        ? []
        : [`encrypted; opened with the key of ${openedWith.map(code).join(', ')}`]),
    ]),
  );
}

function leftOutPart({ leftOut, swapped }: RestoreDetails): string {
  if (leftOut.length === 0) return '';
  return section(
    swapped ? 'Not restored' : 'What a restore leaves out',
    'Entries of the archive, each with the reason:',
    firstOf(leftOut, MOST, (some) => bullets(some.map((words) => text(words)))),
  );
}
