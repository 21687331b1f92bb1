import { visible } from '../actions/neutral.js';
import type { BackupDetails } from '../record/details.js';
import type {
  Announcement,
  AnnouncedBackup,
  AnnouncedProblem,
  PromotedRows,
} from '../record/announcement.js';
import type { RecordOf } from '../record/record.js';
import { deployOf, isRestoreRun, newest, type Deploy } from './deploy.js';
import { branch, repositoryUrl } from './facts.js';
import { hasChanged, productionOf, writtenRows, type Production } from './production.js';
import { count, moment, secondsBetween, span } from './quantities.js';
import { waysBack } from './rollbackcommand.js';
import { isGood, verdictOf, type Verdict } from './verdict.js';

/** Characters of one text: no channel shows more, and an error may have a million. */
const LONGEST = 20_000;
const LONGEST_COMMAND = 10_000;
/** Names of one line; the page has all of them. */
const MOST_NAMES = 10;

/** The facts of the page for those who do not look at it. Values of rows and output of tools stay there. */
export function announcementOf(summary: RecordOf<'summarize'>): Announcement {
  const deploy = deployOf(summary);
  const verdict = verdictOf(deploy);
  const production = productionOf(deploy);
  const { run, environment, finishedAt } = summary;
  const backup = newest(deploy, 'backup')?.details;
  const startedAt = [...deploy.history, summary].map((record) => record.startedAt).sort()[0] ?? '';
  const repository = repositoryUrl(run.url);
  return {
    ending: verdict.ending,
    good: isGood(verdict),
    sentence: onOneLine(verdict.sentence),
    environment: onOneLine(environment),
    repository: onOneLine(run.repository),
    sha: /^[0-9a-f]+$/.test(run.sha) ? run.sha : '',
    branch: onOneLine(branch(run.ref)),
    actor: onOneLine(run.actor),
    runId: onOneLine(run.runId),
    attempt: run.attempt,
    runUrl: webAddress(run.url),
    commitUrl: webAddress(run.url === '' ? '' : `${repository}/commit/${run.sha}`),
    startedAt,
    finishedAt,
    took: span(secondsBetween(startedAt, finishedAt)),
    changes: changeLines(production),
    migrations: {
      applied: production.applied.map(onOneLine),
      notApplied: production.notApplied.map(onOneLine),
    },
    schemaChanges: schemaChanges(production),
    tables: promotedRows(production),
    problems: verdict.ending === 'deployed' ? [] : problemsOf(deploy),
    ...(backup === undefined ? {} : { backup: backupFacts(backup) }),
    ...wayBack(deploy, production, verdict, backup),
  };
}

function changeLines(production: Production): string[] {
  const { applied, notApplied, restored, schema } = production;
  if (restored !== undefined) {
    const taken = moment(restored.backup.snapshotTime);
    return [onOneLine(`database ${restored.database} restored as it was at ${taken}`)];
  }
  const changes = schemaChanges(production);
  const rows = promotedRows(production).map(
    ({ table, inserted, updated, deleted }) =>
      `${table} ${[inserted, updated, deleted].reduce((sum, part) => sum + part, 0)}`,
  );
  const written = production.promoted.reduce((sum, table) => sum + writtenRows(table), 0);
  return [
    ...named(count(applied.length, 'migration'), 'applied', applied),
    ...named(count(notApplied.length, 'migration'), 'not applied', notApplied),
    ...(schema === 'unknown' ? ['what was applied is not known'] : []),
    ...(changes > 0 ? [`${count(changes, 'change')} of the schema`] : []),
    ...named(count(written, 'reference row'), 'promoted', rows),
  ];
}

/** `2 migrations applied: a, b`; nothing for no names. */
function named(amount: string, what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const rest = names.length - MOST_NAMES;
  const more = rest > 0 ? ` and ${rest} more` : '';
  const first = names.slice(0, MOST_NAMES).map(onOneLine).join(', ');
  return [`${amount} ${what}: ${first}${more}`];
}

function schemaChanges({ schemaDiff, catalogChanges }: Production): number {
  return schemaDiff?.length ?? catalogChanges.length;
}

function promotedRows({ promoted }: Production): PromotedRows[] {
  return promoted
    .filter((table) => writtenRows(table) > 0)
    .map(({ table, inserts, updates, deletes }) => ({
      table: onOneLine(table),
      inserted: inserts,
      updated: updates,
      deleted: deletes,
    }));
}

/** As under “What went wrong” of the page. */
function problemsOf({ records, summary }: Deploy): AnnouncedProblem[] {
  return [...records, summary].flatMap(({ step, problems, findings }) => [
    ...problems.map(({ attempted, found, nextAction }) => ({
      step,
      found: onOneLine(`could not ${attempted}: ${found}`),
      next: onOneLine(nextAction),
    })),
    ...findings
      .filter(({ verdict }) => verdict === 'fail')
      .map(({ name, found, fix = '' }) => ({
        step,
        found: onOneLine(`${name}: ${found}`),
        next: onOneLine(fix),
      })),
  ]);
}

function backupFacts({ artifact, manifest }: BackupDetails): AnnouncedBackup {
  const stored = manifest.encryption ?? manifest.archive;
  return {
    name: onOneLine(artifact.name),
    bytes: stored.bytes,
    sha256: stored.sha256,
    ...(artifact.expiresAt === undefined ? {} : { expiresAt: artifact.expiresAt }),
  };
}

/** Where nothing was changed, going back would only lose what was written since. */
function wayBack(
  deploy: Deploy,
  production: Production,
  { ending }: Verdict,
  backup: BackupDetails | undefined,
): Pick<Announcement, 'wayBack'> {
  const stopped = ending === 'failed' || ending === 'cancelled';
  const touched = hasChanged(production) || production.schema === 'unknown';
  const promoted = production.promotion === 'applied';
  if (!stopped || backup === undefined || production.restored !== undefined) return {};
  if (isRestoreRun(deploy) || !(touched || promoted)) return {};
  const { look, restore } = waysBack(backup);
  // A command that is cut does something else; ours are made of names, which end long before this.
  if (Math.max(look.length, restore.length) > LONGEST_COMMAND) return {};
  return { wayBack: { look: onOneLine(look), restore: onOneLine(restore) } };
}

function webAddress(url: string): string {
  return /^https?:\/\//.test(url) && URL.canParse(url) ? new URL(url).href : '';
}

function onOneLine(text: string): string {
  return visible(text.slice(0, LONGEST)).replace(/\s+/g, ' ').trim();
}
