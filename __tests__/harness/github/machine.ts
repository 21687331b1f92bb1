import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Json } from './expressions.js';

/** What a hosted runner inherits from its image, and the harness from the machine that it runs on. */
const INHERITED = ['PATH', 'LANG', 'HOME'] as const;

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'X64', arm64: 'ARM64' };

/** The fresh machine of one job: its directories, its identity, and what its steps have set so far. */
export interface Machine {
  readonly workspace: string;
  readonly temporary: string;
  readonly toolCache: string;
  readonly eventFile: string;
  /** By this value in their environment the leftovers of the job are found. */
  readonly trackingId: string;
  /** Set through `env:` of workflow and job, later through GITHUB_ENV. */
  readonly environment: Map<string, string>;
  /** What actions/checkout brought, by path, with a stamp that changes when the file does. */
  readonly checkedOut: Map<string, string>;
  /** Put before PATH, the newest first. */
  readonly paths: string[];
  /** Added by the options: part of the image. */
  readonly image: Readonly<Record<string, string>>;
}

/** Creates the directories of a job's machine below `root` and writes the event file. */
export async function createMachine(
  root: string,
  repositoryName: string,
  event: Readonly<Record<string, Json>>,
  image: Readonly<Record<string, string>>,
): Promise<Machine> {
  const work = path.join(root, 'work');
  const temporary = path.join(work, '_temp');
  const machine: Machine = {
    workspace: path.join(work, repositoryName, repositoryName),
    temporary,
    toolCache: path.join(root, 'toolcache'),
    eventFile: path.join(temporary, '_github_workflow', 'event.json'),
    trackingId: `github_${randomUUID()}`,
    environment: new Map(),
    checkedOut: new Map(),
    paths: [],
    image,
  };
  for (const directory of [machine.workspace, machine.toolCache, path.dirname(machine.eventFile)]) {
    await mkdir(directory, { recursive: true });
  }
  await writeFile(machine.eventFile, JSON.stringify(event, undefined, 2));
  return machine;
}

/** The `runner` context of the machine. */
export function runnerContext(machine: Machine, debug: boolean): Record<string, string> {
  return {
    os: 'Linux',
    arch: ARCHITECTURES[os.arch()] ?? os.arch().toUpperCase(),
    name: 'GitHub Actions 1',
    environment: 'github-hosted',
    temp: machine.temporary,
    tool_cache: machine.toolCache,
    workspace: path.dirname(machine.workspace),
    ...(debug ? { debug: '1' } : {}),
  };
}

/** Which variables the runner derives from the `github` context. Source: actions/runner `GitHubContext`. */
const EXPOSED_GITHUB_KEYS = [
  'action',
  'action_ref',
  'action_repository',
  'actor',
  'actor_id',
  'api_url',
  'base_ref',
  'event_name',
  'event_path',
  'graphql_url',
  'head_ref',
  'job',
  'ref',
  'ref_name',
  'ref_protected',
  'ref_type',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'retention_days',
  'run_attempt',
  'run_id',
  'run_number',
  'server_url',
  'sha',
  'triggering_actor',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'workspace',
];

/**
 * The whole environment of a step, from an explicit list: what the image holds, what workflow, job, earlier
 * steps and the step set, and last (so that nobody can override it) what the runner says about itself.
 */
export function stepEnvironment(
  machine: Machine,
  stepVariables: Readonly<Record<string, string>>,
  github: Readonly<Record<string, Json>>,
  runner: Readonly<Record<string, string>>,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of INHERITED) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  Object.assign(environment, machine.image, Object.fromEntries(machine.environment), stepVariables);
  for (const key of EXPOSED_GITHUB_KEYS) {
    const value = github[key];
    if (typeof value === 'string') environment[`GITHUB_${key.toUpperCase()}`] = value;
  }
  for (const [key, value] of Object.entries(runner))
    environment[`RUNNER_${key.toUpperCase()}`] = value;
  return {
    ...environment,
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    RUNNER_TRACKING_ID: machine.trackingId,
    PATH: [...machine.paths, environment['PATH'] ?? '/usr/bin:/bin'].join(path.delimiter),
  };
}
