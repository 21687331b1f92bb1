import { existsSync } from 'node:fs';
import type { ActiveJob } from './active-job.js';
import { readManifest, resolveInputs, type ActionManifest } from './action-manifest.js';
import { checkOut } from './checkout.js';
import { interpolateText, type Scope } from './expressions.js';
import { resolveUses, setUpNode, type UsedAction } from './marketplace.js';
import type { StepExecution } from './step.js';
import type { StepSpec } from './workflow.js';

/** A step that an action wants to have run when the job ends. */
export interface PostStep {
  readonly condition: string;
  readonly run: (
    step: StepExecution,
    variables: Readonly<Record<string, string>>,
    scope: Scope,
  ) => Promise<void>;
}

/**
 * Runs a `uses:` step. The post step, where the action has one, is announced before its main script starts:
 * a main script that fails or is cancelled is cleaned up as well.
 * @throws Error when the action is unknown, or is not one that the harness plays.
 */
export async function runUses(
  job: ActiveJob,
  step: StepExecution,
  spec: StepSpec & { uses: string },
  variables: Readonly<Record<string, string>>,
  scope: Scope,
  announcePost: (post: PostStep) => void,
): Promise<void> {
  const { machine, options, fixture, node } = job.setting;
  const used = resolveUses(spec.uses, machine.workspace, options.actions, existsSync);
  const given = spec.with ?? {};
  step.print(`##[group]Run ${spec.uses}`);
  for (const [name, value] of Object.entries(given))
    step.print(`  ${name}: ${interpolateText(value, scope)}`);
  step.print('##[endgroup]');
  if (used.kind === 'checkout') {
    const stamps = await checkOut(
      fixture,
      machine.workspace,
      interpolateText(given['path'] ?? '.', scope),
    );
    for (const [file, stamp] of stamps) machine.checkedOut.set(file, stamp);
    return;
  }
  if (used.kind === 'setup-node') {
    const directory = await setUpNode(node, machine.toolCache);
    machine.paths.unshift(directory);
    return;
  }
  const action = await readManifest(used.directory);
  const { post } = action;
  if (post !== undefined) {
    announcePost({
      condition: action.postIf,
      // The runner evaluates the inputs again for the post step.
      run: (postStep, postVariables, postScope) =>
        runAction(job, postStep, {
          action,
          used,
          script: post,
          given,
          variables: postVariables,
          scope: postScope,
        }),
    });
  }
  await runAction(job, step, { action, used, script: action.main, given, variables, scope });
}

interface ActionCall {
  readonly action: ActionManifest;
  readonly used: Extract<UsedAction, { kind: 'javascript' }>;
  readonly script: string;
  readonly given: NonNullable<StepSpec['with']>;
  readonly variables: Readonly<Record<string, string>>;
  readonly scope: Scope;
}

async function runAction(job: ActiveJob, step: StepExecution, call: ActionCall): Promise<void> {
  const inputs = resolveInputs(call.action, call.given, call.scope);
  for (const warning of inputs.warnings) step.annotate('warning', warning);
  const state = Object.fromEntries(
    [...step.state].map(([name, value]) => [`STATE_${name}`, value]),
  );
  const { node, machine, runtimeVariables } = job.setting;
  await step.run(node.executable, [call.script], machine.workspace, {
    ...call.variables,
    ...state,
    ...inputs.variables,
    ...(call.used.repository === undefined
      ? {}
      : { GITHUB_ACTION_REPOSITORY: call.used.repository }),
    ...(call.used.ref === undefined ? {} : { GITHUB_ACTION_REF: call.used.ref }),
    // Only JavaScript actions get these; a `run:` step cannot reach the artifact service.
    ...runtimeVariables,
  });
}
