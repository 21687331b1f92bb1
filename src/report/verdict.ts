import type { Ending } from '../record/announcement.js';
import type { RestoreDetails } from '../record/details.js';
import {
  DEPLOY_STEPS,
  hasTimedOut,
  isPreviewRun,
  isRestoreRun,
  jobsWithoutRecord,
  missingSteps,
  newest,
  resultOf,
  type Deploy,
  type DeployStep,
} from './deploy.js';
import { previewSentence } from './preview.js';
import {
  hasChanged,
  lacksBackup,
  productionOf,
  writtenRows,
  type Production,
} from './production.js';
import { count, listed, moment } from './quantities.js';
import { unswitched } from './restorepage.js';

export type { Ending };

/** How the deploy ended, in one word and in one sentence of plain text. */
export interface Verdict {
  readonly ending: Ending;
  readonly sentence: string;
  /** The step or job at which it stopped. */
  readonly at?: string;
  /** Whether it was cancelled by its `timeout-minutes`, as far as that is known. */
  readonly timedOut?: boolean;
  /** Present when the run was no deploy: promote showed what it would do, and nothing else ran. */
  readonly preview?: true;
}

/** Without these three records nobody can say that the deploy went well, whatever the jobs' colours. */
const TELLING: readonly DeployStep[] = ['backup', 'migrate', 'verify'];

/** The worst that is known wins; what is not known is never a success. */
export function verdictOf(deploy: Deploy): Verdict {
  return isPreviewRun(deploy) ? { ...judged(deploy), preview: true } : judged(deploy);
}

function judged(deploy: Deploy): Verdict {
  const { environment } = deploy.summary;
  const isPreview = isPreviewRun(deploy);
  const work = isRestoreRun(deploy) ? 'Restore of' : isPreview ? 'Preview for' : 'Deploy to';
  const production = productionOf(deploy);
  const failed = failedAt(deploy);
  if (failed === 'promote' && isPreview) {
    return { ending: 'failed', at: failed, sentence: previewSentence(deploy) };
  }
  if (failed !== undefined) {
    return {
      ending: 'failed',
      at: failed,
      sentence: `${work} ${environment} failed at ${failed}: ${stateWords(deploy, production)}`,
    };
  }
  const cancelled = cancelledAt(deploy);
  if (cancelled !== undefined) {
    const { at, timedOut } = cancelled;
    return {
      ending: 'cancelled',
      at,
      timedOut,
      sentence: `${work} ${environment} ${timedOut ? 'timed out' : 'was cancelled'} at ${at}: ${stateWords(deploy, production)}`,
    };
  }
  if (production.restored !== undefined) {
    return {
      ending: 'restored',
      sentence: `Restored ${environment}: ${restoredWords(production.restored)}`,
    };
  }
  if (isRestoreRun(deploy)) {
    return {
      ending: 'nothing changed',
      sentence: `Nothing changed in ${environment}: the restore only looked`,
    };
  }
  const unknown = whatIsMissing(deploy);
  if (unknown !== undefined) {
    return { ending: 'incomplete', sentence: `${work} ${environment}: ${unknown}` };
  }
  if (isPreview) return { ending: 'nothing changed', sentence: previewSentence(deploy) };
  return hasChanged(production) || production.schema === 'unknown'
    ? { ending: 'deployed', sentence: `Deployed to ${environment}: ${changeWords(production)}` }
    : {
        ending: 'nothing changed',
        sentence: `Nothing changed in ${environment}: ${nothingWords(production)}`,
      };
}

/** The first step that failed; a job that failed beside its step counts after all steps. */
function failedAt(deploy: Deploy): string | undefined {
  const failed = deploy.records.filter(
    (record) =>
      record.status === 'failed' &&
      resultOf(deploy, record) !== 'cancelled' &&
      !isOutlived(deploy, record.run),
  );
  const step = [...DEPLOY_STEPS, 'rehearse' as const, 'restore' as const].find((name) =>
    failed.some((record) => record.step === name),
  );
  if (step !== undefined) return step;
  const job = deploy.jobs.find(({ result }) => result === 'failure');
  return job === undefined ? undefined : `job ${job.name}`;
}

function cancelledAt(deploy: Deploy): { at: string; timedOut: boolean } | undefined {
  const job = deploy.jobs.find(({ result }) => result === 'cancelled');
  if (job === undefined) return undefined;
  const step = deploy.records.find(({ run }) => run.job === job.name)?.step;
  return { at: step ?? `job ${job.name}`, timedOut: hasTimedOut(deploy, job) };
}

/** A failed record of an earlier attempt whose job has succeeded since: the newer record was lost. */
function isOutlived(deploy: Deploy, { job, attempt }: Deploy['summary']['run']): boolean {
  const result = deploy.jobs.find(({ name }) => name === job)?.result;
  return attempt < deploy.summary.run.attempt && result === 'success';
}

function whatIsMissing(deploy: Deploy): string | undefined {
  if (deploy.summary.details === undefined) {
    return 'how it ended is not known; summarize did not get to read the records';
  }
  const outlived = deploy.records.filter((record) => record.status === 'failed');
  if (outlived.length > 0) {
    const steps = listed(outlived.map(({ step }) => step));
    return `it is not known how ${steps} ended; the newest record is of an earlier, failed attempt`;
  }
  // It has no more steps than those.
  if (isPreviewRun(deploy)) return undefined;
  const missing = missingSteps(deploy);
  const telling = missing.filter((step) => TELLING.includes(step));
  if (deploy.jobsKnown) {
    if (telling.length === 0) return undefined;
    const skipped = jobsWithoutRecord(deploy).some(({ result }) => result === 'skipped');
    return `every job ${skipped ? 'that ran ' : ''}succeeded, but there is no record of ${listed(telling)}`;
  }
  if (missing.length === 0) return undefined;
  return missing.length === DEPLOY_STEPS.length
    ? 'nothing is known about it; no step left a record'
    : `it is not known how it ended; there is no record of ${listed(missing)}`;
}

/** What production is like after a deploy that stopped. */
function stateWords(deploy: Deploy, production: Production): string {
  if (production.restored !== undefined) {
    return `it was taken back, ${restoredWords(production.restored)}`;
  }
  if (isRestoreRun(deploy)) return restoreLeft(deploy);
  const { schema, promotion, notApplied } = production;
  const promoted = promotion === 'applied' ? ', and reference data was promoted' : '';
  switch (schema) {
    case 'part applied':
      return `only part of the migrations is applied${promoted}`;
    case 'all applied':
      return `all migrations are applied${promoted}`;
    case 'unknown':
      return lacksBackup(deploy)
        ? 'no backup is recorded, and without one nothing is changed, unless require-backup is false'
        : `what it changed is not known${promoted}`;
    case 'unchanged':
      if (promotion === 'applied') return 'reference data was promoted, no migration is applied';
      if (promotion === 'unknown')
        return 'no migration is applied, reference data perhaps promoted';
      return notApplied.length > 0 ? 'no migration is applied' : 'production is unchanged';
    case 'not touched':
      if (promotion === 'applied') return 'reference data was promoted, the schema is unchanged';
      if (promotion === 'unknown') return 'the schema is unchanged, reference data perhaps not';
      return 'production is unchanged';
  }
}

function restoredWords({ database, backup }: RestoreDetails): string {
  return `${database} is as it was at ${moment(backup.snapshotTime)}`;
}

/** A restore that says it has not switched over has changed nothing; one without a word may have. */
function restoreLeft(deploy: Deploy): string {
  const record = newest(deploy, 'restore');
  return record?.status === 'failed' || record?.details !== undefined
    ? unswitched(record.details)
    : 'what it changed is not known';
}

function changeWords({ schema, applied, promoted, promotedByCommand }: Production): string {
  const rows = promoted.reduce((sum, table) => sum + writtenRows(table), 0);
  const migrations =
    applied.length > 0
      ? [`${count(applied.length, 'migration')} applied`]
      : schema === 'unknown'
        ? ['the migration command ran (what it applied is not known)']
        : [];
  const words = [
    ...migrations,
    ...(rows > 0 ? [`${count(rows, 'reference row')} promoted`] : []),
    ...(promotedByCommand ? ['promote-command ran'] : []),
  ];
  return words.length === 0 ? 'the schema changed' : listed(words);
}

function nothingWords({ promotion }: Production): string {
  const data = promotion === 'applied' ? ', and the reference data was equal' : '';
  return `no migration was pending${data}`;
}

/** For pages: whether a green sign may stand before the sentence. */
export function isGood({ ending }: Verdict): boolean {
  return ending === 'deployed' || ending === 'restored' || ending === 'nothing changed';
}
