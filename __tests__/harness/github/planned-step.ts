import path from 'node:path';
import type { ActiveJob } from './active-job.js';
import { interpolateText, type Scope } from './expressions.js';
import { firstLine, runScript } from './script.js';
import type { StepExecution } from './step.js';
import { runUses, type PostStep } from './uses.js';
import type { StepSpec } from './workflow.js';

/** A step that is about to run: one of the YAML, or the post step of an action. */
export interface PlannedStep {
  readonly name: string;
  readonly id: string | undefined;
  readonly condition: string | undefined;
  readonly env: NonNullable<StepSpec['env']>;
  readonly continueOnError: boolean | string | undefined;
  readonly timeoutMinutes: number | string | undefined;
  /** What `saveState` keeps from the main script for the post script of the same step. */
  readonly state: Map<string, string>;
  readonly act: (
    step: StepExecution,
    variables: Readonly<Record<string, string>>,
    scope: Scope,
  ) => Promise<void>;
}

/** A step of the YAML; its post step is announced once the main script is about to start. */
export function planStep(
  job: ActiveJob,
  spec: StepSpec,
  announce: (post: PlannedStep) => void,
): PlannedStep {
  const { uses } = spec;
  const planned: PlannedStep = {
    name: spec.name ?? `Run ${uses ?? firstLine(spec.run ?? '')}`,
    id: spec.id,
    condition: spec.if,
    env: spec.env ?? {},
    continueOnError: spec['continue-on-error'],
    timeoutMinutes: spec['timeout-minutes'],
    state: new Map(),
    act: (step, variables, scope) =>
      uses === undefined
        ? actScript(job, step, spec, variables, scope)
        : runUses(job, step, { ...spec, uses }, variables, scope, (post) => {
            announce(planPost(planned, post));
          }),
  };
  return planned;
}

function planPost(main: PlannedStep, post: PostStep): PlannedStep {
  return {
    ...main,
    name: `Post ${main.name}`,
    id: undefined,
    condition: post.condition,
    act: (step, variables, scope) => post.run(step, variables, scope),
  };
}

async function actScript(
  job: ActiveJob,
  step: StepExecution,
  spec: StepSpec,
  variables: Readonly<Record<string, string>>,
  scope: Scope,
): Promise<void> {
  const { run, machine } = job.setting;
  const defaults = { ...run.workflow.defaults?.run, ...job.setting.spec.defaults?.run };
  const directory = interpolateText(
    spec['working-directory'] ?? defaults['working-directory'] ?? '.',
    scope,
  );
  const script = {
    text: interpolateText(spec.run ?? '', scope),
    shell: spec.shell ?? defaults.shell,
    workingDirectory: path.resolve(machine.workspace, directory),
  };
  await runScript(step, script, machine.temporary, variables);
}

/** A `timeout-minutes:` as a number; undefined when there is none. @throws Error when it is no number. */
export function minutesOf(value: number | string | undefined, scope: Scope): number | undefined {
  if (value === undefined) return undefined;
  const minutes = Number(interpolateText(value, scope));
  if (Number.isNaN(minutes)) throw new Error(`timeout-minutes is not a number: ${value}`);
  return minutes;
}
