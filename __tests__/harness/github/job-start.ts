import path from 'node:path';
import { REAL_CLOCK } from './cancel.js';
import { eventPayload } from './contexts.js';
import { interpolateText, NO_STATUS, type Json } from './expressions.js';
import { JobExecution } from './job.js';
import type { Leg } from './job-graph.js';
import { createMachine, type Machine } from './machine.js';
import { Masker } from './masker.js';
import type { RunOptions } from './options.js';
import { grantedPermissions } from './permissions.js';
import type { Platform } from './platform.js';
import type { JobRun, WorkflowRun } from './run.js';
import { secretsNamedBy } from './secret-use.js';

/** Everything that the tokens and machine of one job are made from. */
export interface JobStart {
  readonly platform: Platform;
  readonly run: WorkflowRun;
  readonly options: RunOptions;
  readonly leg: Leg;
  readonly record: JobRun;
  readonly cancellation: AbortSignal | undefined;
  /** What the server knows: `github`, `needs`, `vars`, `inputs`, `matrix`, `strategy`. */
  readonly contexts: Readonly<Record<string, Json>>;
}

/** Gives a job a fresh machine and tokens, runs it, and takes the tokens back: they end with the job. */
export async function runJob(start: JobStart): Promise<void> {
  const { platform, record } = start;
  record.startedAt = new Date();
  const tokens = issueTokens(start);
  try {
    const machine = await prepareMachine(start);
    record.machine = machine;
    const job = prepareJob(start, machine, tokens);
    record.result = await job.run();
  } finally {
    record.completedAt = new Date();
    platform.tokens.revoke(tokens.api, tokens.runtime);
  }
}

interface JobTokens {
  /** GITHUB_TOKEN. */
  readonly api: string;
  /** ACTIONS_RUNTIME_TOKEN. */
  readonly runtime: string;
}

function issueTokens({ platform, run, leg, record }: JobStart): JobTokens {
  const permissions = leg.spec.permissions ?? run.workflow.permissions;
  return {
    api: platform.tokens.issueApiToken({
      repository: `${run.repository.owner}/${run.repository.name}`,
      permissions: grantedPermissions(permissions, platform.options.defaultPermissions),
    }),
    runtime: platform.tokens.issueRuntimeToken({
      runId: run.id,
      attempt: run.attempt,
      runBackendId: run.backendId,
      jobBackendId: record.backendId,
    }),
  };
}

function prepareMachine({ platform, run, options, record }: JobStart): Promise<Machine> {
  const directory = path.join(
    platform.machines,
    `${run.id}-${run.attempt}`,
    String(record.databaseId),
  );
  return createMachine(directory, run.repository.name, eventPayload(run), options.extraEnv ?? {});
}

function prepareJob(start: JobStart, machine: Machine, tokens: JobTokens): JobExecution {
  const { platform, run, options, leg, record, cancellation } = start;
  const secrets: Record<string, string> = {
    ...options.secrets,
    ...options.environments?.[environmentOf(start)],
    GITHUB_TOKEN: tokens.api,
  };
  const contexts = {
    ...start.contexts,
    secrets,
    github: {
      ...(start.contexts['github'] as Readonly<Record<string, Json>>),
      token: tokens.api,
      job: leg.id,
      workspace: machine.workspace,
      event_path: machine.eventFile,
    },
  };
  record.name = interpolateText(leg.spec.name ?? record.key, { contexts, status: NO_STATUS });
  setJobEnvironment(machine, [run.workflow.env, leg.spec.env], contexts);
  return new JobExecution({
    run,
    record,
    spec: leg.spec,
    machine,
    masker: createMasker([
      tokens.api,
      tokens.runtime,
      ...secretsNamedBy(run.workflow, leg.spec, Object.keys(secrets)).map(
        (name) => secrets[name] ?? '',
      ),
    ]),
    options: platform.options,
    node: platform.options.node ?? { executable: process.execPath, label: process.version },
    clock: platform.options.clock ?? REAL_CLOCK,
    fixture: options.repository.fixture,
    cancellation,
    contexts,
    runtimeVariables: {
      ACTIONS_RUNTIME_URL: `${platform.server.origin}/`,
      ACTIONS_RUNTIME_TOKEN: tokens.runtime,
      ACTIONS_RESULTS_URL: `${platform.server.origin}/`,
    },
  });
}

/** `environment: name` or `environment: { name: … }`, which may be an expression; '' without one. */
function environmentOf({ leg, contexts }: JobStart): string {
  const { environment } = leg.spec;
  const name =
    typeof environment === 'object' && environment !== null && 'name' in environment
      ? environment['name']
      : environment;
  return typeof name === 'string' ? interpolateText(name, { contexts, status: NO_STATUS }) : '';
}

function createMasker(secrets: readonly string[]): Masker {
  const masker = new Masker();
  for (const secret of secrets) masker.add(secret);
  return masker;
}

function setJobEnvironment(
  machine: Machine,
  blocks: readonly (Leg['spec']['env'] | undefined)[],
  contexts: Readonly<Record<string, Json>>,
): void {
  for (const block of blocks) {
    const env = Object.fromEntries(machine.environment);
    for (const [name, value] of Object.entries(block ?? {})) {
      machine.environment.set(
        name,
        interpolateText(value, { contexts: { ...contexts, env }, status: NO_STATUS }),
      );
    }
  }
}
