import { migrationList, promotedTables, schemaDiff, schemaParts } from './changes.js';
import type { RestoreDetails } from '../record/details.js';
import { isRestoreRun, newest, type Deploy } from './deploy.js';
import { stallSentence } from './disturbance.js';
import { code, paragraphs, section, text } from './markdown.js';
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
    case 'not applied':
      return paragraphs(`**Reference data: unchanged.** ${text(notAppliedBecause(details))}`);
  }
}

function notAppliedBecause(
  details: { readonly skippedBecause?: string | undefined; readonly mode: string } | undefined,
): string {
  if (details?.skippedBecause !== undefined)
    return `promote was skipped: ${details.skippedBecause}`;
  return details?.mode === 'preview' ? 'promote only previewed it.' : 'promote applied nothing.';
}
