import type { getOctokit } from '@actions/github';
import { messageOf } from '../errors.js';
import type { RunFacts } from '../record/facts.js';
import { statusOf } from './restfailure.js';

type Octokit = ReturnType<typeof getOctokit>;

/** Whoever waits for this step waits for the deploy. */
const PATIENCE_MS = 15_000;
const PER_PAGE = 100;
const MOST_PAGES = 10;
/** A commit that is deployed again has the deployments of each run, the newest first. */
const MOST_DEPLOYMENTS = 10;
/** GitHub takes no longer description of a deployment. */
const LONGEST_DESCRIPTION = 140;

export interface Announcer {
  readonly token: string | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

export interface DeploymentStatus {
  readonly environment: string;
  readonly state: 'success' | 'failure' | 'error';
  readonly description: string;
}

/** Why GitHub does not show what it was told to show. */
export interface Refusal {
  readonly why: string;
  /** Whether there is anything to show it on; what may not be looked at is not known to be there. */
  readonly isThere: boolean;
}

/**
 * Sets the state of the newest deployment to the environment that GitHub made for a job of this run.
 * Where no job names the environment there is none, and none is made: nobody asked for one. Needs
 * `deployments: write`.
 * @returns undefined when it is set, or there is none.
 */
export async function setDeploymentStatus(
  { repository, sha, runId, url }: RunFacts,
  { environment, state, description }: DeploymentStatus,
  announcer: Announcer,
): Promise<Refusal | undefined> {
  let isThere = false;
  const why = await attempt('deployments: write', announcer, async ({ rest }, request) => {
    const [owner = '', repo = ''] = repository.split('/');
    const at = { owner, repo, request };
    const query = { ...at, environment, sha, per_page: MOST_DEPLOYMENTS };
    const { data: deployments } = await rest.repos.listDeployments(query);
    for (const { id } of deployments) {
      const { data } = await rest.repos.listDeploymentStatuses({ ...at, deployment_id: id });
      if (!data.some((status) => isOfRun(status, runId))) continue;
      isThere = true;
      await rest.repos.createDeploymentStatus({
        ...{ ...at, deployment_id: id, state, log_url: url },
        description: description.slice(0, LONGEST_DESCRIPTION),
      });
      return;
    }
  });
  return why === undefined ? undefined : { why, isThere };
}

/** Statuses of Actions link to the job (`…/actions/runs/<run>/job/<job>`), and ours to the run. */
function isOfRun(
  { log_url: log, target_url: target }: { log_url?: string; target_url?: string },
  runId: string,
): boolean {
  return [log, target].some((url) => `${url ?? ''}/`.includes(`/actions/runs/${runId}/`));
}

/**
 * Writes a comment on a pull request, over the one that an earlier run wrote: a bot's that holds the
 * mark. Needs `pull-requests: write`.
 * @param body holds the mark.
 * @returns why it could not; undefined when it could.
 */
export function writeComment(
  repository: string,
  pullRequest: number,
  { body, mark }: { body: string; mark: string },
  announcer: Announcer,
): Promise<string | undefined> {
  return attempt('pull-requests: write', announcer, async ({ rest }, request) => {
    const [owner = '', repo = ''] = repository.split('/');
    const at = { owner, repo, request };
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const query = { ...at, issue_number: pullRequest, per_page: PER_PAGE, page };
      const { data } = await rest.issues.listComments(query);
      const own = data.find((one) => one.user?.type === 'Bot' && one.body?.includes(mark) === true);
      if (own !== undefined) {
        await rest.issues.updateComment({ ...at, comment_id: own.id, body });
        return;
      }
      if (data.length < PER_PAGE) break;
    }
    await rest.issues.createComment({ ...at, issue_number: pullRequest, body });
  });
}

async function attempt(
  permission: string,
  { token, fetch, signal }: Announcer,
  work: (octokit: Octokit, request: { signal: AbortSignal }) => Promise<void>,
): Promise<string | undefined> {
  if (token === undefined) return 'there is no github-token';
  try {
    const github = await import('@actions/github');
    const octokit = github.getOctokit(token, { request: { fetch } });
    await work(octokit, { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) });
    return undefined;
  } catch (error) {
    const status = statusOf(error);
    if (status === 403 || status === 404) return `the job needs \`${permission}\` for it`;
    return messageOf(error);
  }
}
