import { readFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { z } from 'zod';
import type { RunFacts } from '../record/facts.js';
import type { Environment, Sources } from './sources.js';

/** What the job around the step is like, besides the inputs. */
export interface Surroundings {
  readonly inActions: boolean;
  /** `CI` is set: applying a promotion is allowed. */
  readonly ci: boolean;
  /** GitHub's own machines: their disk dies with the job. */
  readonly hosted: boolean;
  readonly visibility: 'public' | 'private' | 'unknown';
  /** The runner offers its artifact service to this step; other runners and `run:` steps do not. */
  readonly artifactService: boolean;
  readonly workspace: string;
  readonly temporary: string;
  /** Days, from GITHUB_RETENTION_DAYS: the most that the repository allows. */
  readonly longestRetentionDays: number | undefined;
  readonly debugging: boolean;
  /** The job's environment for children, without this action's inputs and the runner's tokens. */
  readonly environment: Readonly<Record<string, string>>;
}

const eventSchema = z.object({ repository: z.object({ private: z.boolean() }).optional() });

export async function readSurroundings(
  { environment, inActions }: Sources,
  directory: string,
): Promise<Surroundings> {
  const retention = Number(environment['GITHUB_RETENTION_DAYS']);
  return {
    inActions,
    ci: (environment['CI'] ?? '') !== '' && environment['CI'] !== 'false',
    hosted: environment['RUNNER_ENVIRONMENT'] === 'github-hosted',
    visibility: inActions ? await visibilityOf(environment['GITHUB_EVENT_PATH']) : 'private',
    artifactService: (environment['ACTIONS_RUNTIME_TOKEN'] ?? '') !== '',
    workspace: environment['GITHUB_WORKSPACE'] ?? directory,
    temporary: environment['RUNNER_TEMP'] ?? tmpdir(),
    longestRetentionDays: retention > 0 ? retention : undefined,
    debugging: environment['RUNNER_DEBUG'] === '1' || environment['DB_DEPLOY_DEBUG'] === '1',
    environment: forChildren(environment),
  };
}

/** @param now names a run that has no id, on a laptop. */
export function readRunFacts({ environment, inActions }: Sources, now: Date): RunFacts {
  if (!inActions) return localFacts(now);
  const read = (name: string): string => environment[name] ?? '';
  const attempt = Number(read('GITHUB_RUN_ATTEMPT'));
  const server = read('GITHUB_SERVER_URL') || 'https://github.com';
  const repository = read('GITHUB_REPOSITORY');
  const runId = read('GITHUB_RUN_ID');
  const counted = Number.isInteger(attempt) && attempt > 0 ? attempt : 1;
  return {
    runId,
    attempt: counted,
    repository,
    sha: read('GITHUB_SHA'),
    ref: read('GITHUB_REF'),
    actor: read('GITHUB_ACTOR'),
    workflow: read('GITHUB_WORKFLOW'),
    job: read('GITHUB_JOB'),
    url: `${server}/${repository}/actions/runs/${runId}/attempts/${counted}`,
  };
}

function localFacts(now: Date): RunFacts {
  // To the millisecond: two steps of one second are two runs, and each has names of its own.
  const compact = now.toISOString().replace(/[-:.]/g, '');
  const nothing = { repository: '', sha: '', ref: '', workflow: '', url: '' };
  return { runId: `local-${compact}`, attempt: 1, actor: userName(), job: 'laptop', ...nothing };
}

/** A user without an entry in the password file has no name: containers do that. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}

async function visibilityOf(
  eventPath: string | undefined,
): Promise<'public' | 'private' | 'unknown'> {
  const text = eventPath === undefined ? '' : await readFile(eventPath, 'utf8').catch(() => '');
  const event = eventSchema.safeParse(jsonOf(text));
  if (!event.success || event.data.repository === undefined) return 'unknown';
  return event.data.repository.private ? 'private' : 'public';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** RUNNER_TRACKING_ID stays: by it the runner finds and ends children that were left over. */
function forChildren(environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined &&
        !/^(INPUT_|STATE_|ACTIONS_|GITHUB_(TOKEN|OUTPUT|ENV|STATE|PATH|STEP_SUMMARY)$)/.test(
          entry[0],
        ),
    ),
  );
}
