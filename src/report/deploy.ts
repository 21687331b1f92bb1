import type { Job, JobTimes, Review } from '../record/details.js';
import type { DeployRecord, RecordOf } from '../record/record.js';

export type DeployStep = DeployRecord['step'];
export type DeployRecordOf<Step extends DeployStep> = Extract<DeployRecord, { step: Step }>;

/** The steps of a deploy in the order in which they run. */
export const DEPLOY_STEPS: readonly DeployStep[] = [
  'validate',
  'backup',
  'migrate',
  'promote',
  'verify',
];

/** Everything that is known of one deploy, as the summary gathered it. */
export interface Deploy {
  readonly summary: RecordOf<'summarize'>;
  readonly jobs: readonly Job[];
  /** The records that count, oldest first. */
  readonly records: readonly DeployRecord[];
  /** Those and what earlier attempts left: what was changed then is still changed. */
  readonly history: readonly DeployRecord[];
  readonly earlier: readonly DeployRecord[];
  readonly unreadable: readonly string[];
  /** Whether `needs` told how the jobs ended. */
  readonly jobsKnown: boolean;
  /** The jobs with their times, as GitHub told them; empty where it did not. */
  readonly times: readonly JobTimes[];
  /** Why it did not. */
  readonly timesUnread: string | undefined;
  /** What was approved and rejected in the run; undefined where GitHub did not tell. */
  readonly reviews: readonly Review[] | undefined;
}

export function deployOf(summary: RecordOf<'summarize'>): Deploy {
  const { jobs = [], records = [], earlier = [], unreadable = [] } = summary.details ?? {};
  const { times = [], timesUnread, reviews } = summary.details ?? {};
  return {
    summary,
    jobs,
    records,
    earlier,
    history: [...earlier, ...records],
    unreadable,
    jobsKnown: jobs.some(({ result }) => result !== 'unknown'),
    times,
    timesUnread,
    reviews,
  };
}

/** The deploys to all environments of the run, the summary's own first. */
export function deploysOf(summary: RecordOf<'summarize'>): [Deploy, ...Deploy[]] {
  const others = summary.details?.others ?? [];
  return [
    deployOf(summary),
    ...others.map(({ environment, unreadable = [], ...details }) =>
      deployOf({
        ...summary,
        environment,
        findings: [],
        problems: [],
        details: { ...details, unreadable },
      }),
    ),
  ];
}

/** The records of one step that count; several when several jobs used it. */
export function recordsOf<Step extends DeployStep>(
  records: readonly DeployRecord[],
  step: Step,
): DeployRecordOf<Step>[] {
  return records.filter((record): record is DeployRecordOf<Step> => record.step === step);
}

export function newest<Step extends DeployStep>(
  { records }: Deploy,
  step: Step,
): DeployRecordOf<Step> | undefined {
  return recordsOf(records, step).at(-1);
}

export function resultOf({ jobs }: Deploy, { run }: DeployRecord): Job['result'] {
  return jobs.find(({ name }) => name === run.job)?.result ?? 'unknown';
}

/** Whether its `timeout-minutes` ran out, as far as GitHub tells: `needs` calls that cancelled. */
export function hasTimedOut({ times }: Deploy, { name, title = name }: Job): boolean {
  return times.some((one) => one.name === title && one.result === 'timed out');
}

/** Jobs that left no record: of what they did, only their result is known. */
export function jobsWithoutRecord({ jobs, history }: Deploy): Job[] {
  const known = new Set(history.map(({ run }) => run.job));
  return jobs.filter(({ name }) => !known.has(name));
}

/** Whether a job without a record failed or was cancelled: which step it had begun is not known. */
export function stoppedUnheard(deploy: Deploy): boolean {
  return jobsWithoutRecord(deploy).some(
    ({ result }) => result === 'failure' || result === 'cancelled',
  );
}

/** Steps without a record that could be read. */
export function missingSteps({ records }: Deploy): DeployStep[] {
  return DEPLOY_STEPS.filter((step) => recordsOf(records, step).length === 0);
}

/** Steps that only a deploy has; `validate` and `verify` may stand beside a restore as well. */
const DEPLOYING: readonly DeployStep[] = ['backup', 'migrate', 'promote'];

/** A backup changes nothing, but it is taken for a change. */
const CHANGING: readonly DeployStep[] = ['backup', 'migrate', 'restore'];

/** Whether the run is no deploy but a restore. */
export function isRestoreRun({ history }: Deploy): boolean {
  const steps = history.map(({ step }) => step);
  return steps.includes('restore') && !steps.some((step) => DEPLOYING.includes(step));
}

/**
 * Whether the run only previewed a promotion: no step that changes production left a record, and no
 * job without a record failed, in which one might have begun. `rehearse` changes only its copy.
 */
export function isPreviewRun(deploy: Deploy): boolean {
  const { history, unreadable } = deploy;
  const promotions = recordsOf(history, 'promote');
  const changing = history.some(({ step }) => CHANGING.includes(step));
  if (promotions.length === 0 || changing || unreadable.length > 0) return false;
  return !stoppedUnheard(deploy) && promotions.every(isPreview);
}

/** A promotion that could write nothing; without details nothing is known of it. */
export function isPreview({ details }: DeployRecordOf<'promote'>): boolean {
  return details?.mode === 'preview' && !details.applied && details.doubt === undefined;
}
