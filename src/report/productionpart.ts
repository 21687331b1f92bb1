import { migrationList, promotedTables, samplesPart, schemaDiff, schemaParts } from './changes.js';
import type { RestoreDetails } from '../record/details.js';
import { isRestoreRun, newest, type Deploy, type DeployRecordOf } from './deploy.js';
import { stallSentence } from './disturbance.js';
import { code, paragraphs, section, text } from './markdown.js';
import { previewWords } from './preview.js';
import { lacksBackup, productionOf, type Production } from './production.js';
import { moment } from './quantities.js';
import { isGood, type Verdict } from './verdict.js';

/** What is different in production: after a success what was changed, after a failure what it is like now. */
export function productionPart(deploy: Deploy, verdict: Verdict): string {
  const production = productionOf(deploy);
  const environment = text(deploy.summary.environment);
  if (production.restored !== undefined) {
    return section(`State of ${environment} now`, restoredWords(production.restored));
  }
  if (isRestoreRun(deploy)) return '';
  const { schemaDiff: diff } = production;
  const changed = section(
    isGood(verdict) ? `What changed in ${environment}` : `State of ${environment} now`,
    schemaWords(deploy, production),
    migrationList(production.applied, production.notApplied),
    stallSentence(newest(deploy, 'migrate')?.details?.attempts ?? []),
    promotionWords(deploy, production),
    promotedTables(production.promoted),
    // What was there before, for whoever must take a wrong promotion back; a new row had no before.
    samplesPart(production.promoted, ['delete', 'update']),
    diff === undefined ? schemaDiff(production.catalogChanges) : '',
  );
  return paragraphs(changed, ...schemaParts(diff ?? []));
}

function restoredWords({ database, backup, oldDatabase }: RestoreDetails): string {
  const kept =
    oldDatabase === undefined ? '' : ` What it was before is kept as ${code(oldDatabase)}.`;
  return `**Restored.** ${code(database)} is as it was at ${moment(backup.snapshotTime)}, from ${code(backup.name)}; what changed after that is not in it.${kept}`;
}

function schemaWords(deploy: Deploy, { schema, applied, notApplied }: Production): string {
  const details = newest(deploy, 'migrate')?.details;
  switch (schema) {
    case 'not touched':
      return '**Schema: unchanged.** No migration was started.';
    case 'unchanged':
      return notApplied.length > 0
        ? '**Schema: unchanged.** None of the pending migrations is applied.'
        : '**Schema: unchanged.** No migration was pending.';
    case 'part applied':
      return `**Schema: between two versions.** ${applied.length} of ${applied.length + notApplied.length} pending migrations applied.`;
    case 'all applied':
      return '**Schema: migrated.** Every pending migration is applied.';
    case 'unknown':
      if (lacksBackup(deploy)) {
        return '**Schema: not known.** No step left an account of it. But no backup is recorded, and without one migrate refuses to start, unless `require-backup` is false.';
      }
      if (newest(deploy, 'migrate') === undefined && deploy.unreadable.length === 0) {
        return '**Schema: not known.** There is no record of migrate in this run; where it did not run, nothing is changed.';
      }
      return details === undefined
        ? '**Schema: not known.** migrate left no account of what it applied. If it refused before it began (its problems say so), nothing is applied.'
        : `**Schema: not known.** ${text(details.doubt ?? `${details.tool} has no ledger that could be read`)}; what changed in the catalog is below.`;
  }
}

function promotionWords(deploy: Deploy, { promotion }: Production): string {
  const details = newest(deploy, 'promote')?.details;
  switch (promotion) {
    case 'applied':
      return details?.command === undefined
        ? '**Reference data: promoted**, all tables in one transaction.'
        : '**Reference data: promoted by promote-command.** What it wrote is not counted here.';
    case 'not run':
      return '**Reference data: unchanged.** promote did not run.';
    case 'unknown':
      if (lacksBackup(deploy)) return '**Reference data: not known.** The same holds for promote.';
      if (details?.doubt !== undefined) {
        return `**Reference data: not known.** ${text(details.doubt)}`;
      }
      return '**Reference data: not known.** promote left no account of it. It writes in one transaction: either all of it is there, or nothing.';
    case 'not applied': {
      const preview = onlyPreviewed(deploy);
      return preview === undefined
        ? `**Reference data: unchanged.** ${text(notAppliedBecause(details))}`
        : `**Reference data: only previewed.** ${preview.status === 'failed' ? 'The preview was refused; ' : ''}${text(previewWords([preview]))}.`;
    }
  }
}

/** The preview after which nothing was promoted in a deploy, so that somebody may still want it. */
export function onlyPreviewed(deploy: Deploy): DeployRecordOf<'promote'> | undefined {
  const record = newest(deploy, 'promote');
  if (record?.details?.mode !== 'preview' || record.details.skippedBecause !== undefined) {
    return undefined;
  }
  return productionOf(deploy).promotion === 'not applied' ? record : undefined;
}

function notAppliedBecause(
  details: { readonly skippedBecause?: string | undefined } | undefined,
): string {
  return details?.skippedBecause === undefined
    ? 'promote applied nothing.'
    : `promote was skipped: ${details.skippedBecause}`;
}
