import type { ActiveJob } from './active-job.js';
import { holds, interpolateText } from './expressions.js';
import { minutesOf, type PlannedStep } from './planned-step.js';
import type { Result, StepRun } from './run.js';
import { StepExecution } from './step.js';
import { messageOf } from './system-error.js';

/**
 * Takes one step from its condition to its conclusion. Whatever happens in between, the command files are
 * read at the end. Source: actions/runner `StepsRunner`.
 */
export async function executeStep(job: ActiveJob, planned: PlannedStep): Promise<void> {
  if (job.lost.aborted) return;
  const { steps } = job.setting.record;
  const record = startRecord(planned, steps.length + 1);
  steps.push(record);
  const step = new StepExecution(job, record, planned.state);
  let outcome: Result;
  try {
    outcome = await decideAndAct(job, step, planned);
  } catch (error) {
    step.annotate('error', messageOf(error));
    outcome = stopped(job, step) ?? 'failure';
  }
  await step.finish();
  if (outcome === 'success' && step.failed) outcome = 'failure';
  record.outcome = outcome;
  record.conclusion = outcome === 'failure' && isTolerated(job, planned) ? 'success' : outcome;
  record.completedAt = new Date();
  if (record.conclusion === 'failure') job.fail();
}

async function decideAndAct(
  job: ActiveJob,
  step: StepExecution,
  planned: PlannedStep,
): Promise<Result> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(planned.env))
    variables[name] = interpolateText(value, job.scope(variables));
  // On cancel the runner asks the condition of the running step again: `always()` lets it go on undisturbed.
  const onEnding = (): void => {
    if (!holds(planned.condition, job.scope(variables))) step.stop.abort('cancel');
  };
  job.ending.addEventListener('abort', onEnding, { once: true });
  const timer = startTimeout(job, step, planned);
  try {
    if (!holds(planned.condition, job.scope(variables))) return 'skipped';
    await planned.act(step, variables, job.scope(variables));
    return stopped(job, step) ?? (step.exitCode === 0 ? 'success' : 'failure');
  } finally {
    clearTimeout(timer);
    job.ending.removeEventListener('abort', onEnding);
  }
}

function startTimeout(
  job: ActiveJob,
  step: StepExecution,
  planned: PlannedStep,
): NodeJS.Timeout | undefined {
  const limit = minutesOf(planned.timeoutMinutes, job.scope());
  if (limit === undefined) return undefined;
  return setTimeout(() => {
    step.annotate('error', `The action '${planned.name}' has timed out after ${limit} minutes.`);
    step.stop.abort('timeout');
  }, limit * job.setting.clock.minute);
}

/** The result of a step that was ended from outside; a timeout is a failure, its exit code does not count. */
function stopped(job: ActiveJob, step: StepExecution): Result | undefined {
  if (job.lost.aborted) return 'failure';
  if (!step.stop.signal.aborted) return undefined;
  if (step.stop.signal.reason === 'timeout') return 'failure';
  step.annotate('error', 'The operation was canceled.');
  return 'cancelled';
}

function isTolerated(job: ActiveJob, planned: PlannedStep): boolean {
  return interpolateText(planned.continueOnError ?? false, job.scope()) === 'true';
}

function startRecord({ name, id }: PlannedStep, number: number): StepRun {
  return {
    number,
    name,
    id,
    startedAt: new Date(),
    completedAt: undefined,
    outcome: undefined,
    conclusion: undefined,
    exitCode: undefined,
    outputs: {},
    summary: '',
    rawSummary: '',
    annotations: [],
  };
}
