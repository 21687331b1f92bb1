import type { JobTimes } from '../record/details.js';
import type { RunFacts } from '../record/facts.js';
import { noToken, restFailure, statusOf } from './restfailure.js';
import type { RestSettings } from './restartifacts.js';
import { withRetries } from './retries.js';

const PER_PAGE = 100;
/** A matrix has up to 256 jobs, and nobody reads a picture of more. */
const MOST_PAGES = 5;
/** A page that waits for its decoration is worth less than one without. */
const PATIENCE_MS = 15_000;

const RESULTS = new Set(['success', 'failure', 'cancelled', 'skipped']);

interface Listed {
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly created_at?: string | null;
  readonly started_at?: string | null;
  readonly completed_at: string | null;
  readonly html_url: string | null;
}

/**
 * The jobs of this attempt of the run as GitHub shows them, by their displayed names, with those that
 * an earlier attempt ran and this one took over. Needs `actions: read`.
 * @throws {DeployError} when there is no token, it may not, or GitHub does not answer in 15 s.
 */
export async function readJobTimes(
  { runId, attempt }: Pick<RunFacts, 'runId' | 'attempt'>,
  settings: RestSettings,
): Promise<JobTimes[]> {
  const attempted = 'read the jobs of this run';
  if (settings.token === undefined) throw noToken(attempted);
  const [owner = '', repo = ''] = settings.repository.split('/');
  const signal = AbortSignal.any([settings.signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const github = await import('@actions/github');
    const { rest } = github.getOctokit(settings.token, { request: { fetch: settings.fetch } });
    const jobs: Listed[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { data } = await withRetries(
        () =>
          rest.actions.listJobsForWorkflowRunAttempt({
            ...{ owner, repo, run_id: Number(runId), attempt_number: attempt },
            ...{ per_page: PER_PAGE, page, request: { signal } },
          }),
        (error) => (statusOf(error) ?? 0) >= 500,
        { ...settings, signal },
      );
      jobs.push(...data.jobs);
      if (data.jobs.length < PER_PAGE) break;
    }
    return jobs.map(timesOf);
  } catch (error) {
    settings.signal.throwIfAborted();
    throw restFailure(attempted, error);
  }
}

function timesOf(job: Listed): JobTimes {
  const { name, html_url: url, created_at: created, completed_at: finished } = job;
  const started = job.status === 'queued' || job.status === 'waiting' ? undefined : job.started_at;
  return {
    name,
    result: resultOf(job),
    ...(isTime(created) ? { createdAt: created } : {}),
    ...(isTime(started) ? { startedAt: started } : {}),
    ...(isTime(finished) ? { finishedAt: finished } : {}),
    ...(url === null ? {} : { url }),
  };
}

function resultOf({ status, conclusion }: Listed): JobTimes['result'] {
  if (conclusion === null) return status === 'in_progress' ? 'running' : 'waiting';
  if (conclusion === 'timed_out') return 'timed out';
  if (conclusion === 'action_required' || conclusion === 'stale') return 'waiting';
  return RESULTS.has(conclusion) ? (conclusion as JobTimes['result']) : 'unknown';
}

function isTime(time: string | null | undefined): time is string {
  return typeof time === 'string' && !Number.isNaN(Date.parse(time));
}
