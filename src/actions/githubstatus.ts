import type { getOctokit } from '@actions/github';
import { messageOf } from '../errors.js';
import type { RunFacts } from '../record/facts.js';
import { statusOf } from './restfailure.js';

type Octokit = ReturnType<typeof getOctokit>;

/** Whoever waits for this step waits for the deploy. */
const PATIENCE_MS = 15_000;
const PER_PAGE = 100;
const MOST_PAGES = 10;
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

/**
 * Sets the state of the commit's newest deployment to the environment, which GitHub makes for a job
 * that names one; makes one where there is none. Needs `deployments: write`.
 * @returns why it could not; undefined when it could.
 */
export function setDeploymentStatus(
  { repository, sha, url }: RunFacts,
  { environment, state, description }: DeploymentStatus,
  announcer: Announcer,
): Promise<string | undefined> {
  return attempt('deployments: write', announcer, async ({ rest }, request) => {
    const [owner = '', repo = ''] = repository.split('/');
    const at = { owner, repo, environment, request };
    const { data } = await rest.repos.listDeployments({ ...at, sha, per_page: 1 });
    const id = data[0]?.id ?? (await made(rest, { ...at, ref: sha }));
    await rest.repos.createDeploymentStatus({
      ...{ owner, repo, deployment_id: id, request, state, log_url: url },
      description: description.slice(0, LONGEST_DESCRIPTION),
    });
  });
}

/** Without a merge of the default branch, and whatever the checks of the commit say: it is deployed already. */
async function made(
  rest: Octokit['rest'],
  at: { owner: string; repo: string; environment: string; ref: string; request: object },
): Promise<number> {
  const { data } = await rest.repos.createDeployment({
    ...{ ...at, auto_merge: false, required_contexts: [], task: 'db-deploy' },
  });
  if ('id' in data) return data.id;
  throw new Error(data.message ?? 'GitHub made no deployment');
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
