import { DeployError, messageOf } from '../errors.js';

export interface VisibilityQuestion {
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string | undefined;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Asks GitHub whether a repository is private; internal ones are. Events of schedules and of some
 * called workflows do not say so.
 * @throws {DeployError} when GitHub gives no answer: then nobody may assume one.
 */
export async function askVisibility(question: VisibilityQuestion): Promise<'public' | 'private'> {
  const [owner = '', repo = ''] = question.repository.split('/');
  const { token } = question;
  if (token === undefined) throw noAnswer('there is no github-token to ask with');
  try {
    const { getOctokit } = await import('@actions/github');
    const octokit = getOctokit(token, { request: { fetch: question.fetch } });
    const { data } = await octokit.rest.repos.get({ owner, repo });
    return data.private ? 'private' : 'public';
  } catch (error) {
    throw noAnswer(`GitHub did not answer (${messageOf(error)})`, error);
  }
}

function noAnswer(found: string, cause?: unknown): DeployError {
  return new DeployError(
    {
      attempted: 'verify that the repository is private',
      found: `could not verify: ${found}`,
      likelyCause: 'the token of the job lacks `contents: read`, or GitHub has an outage',
      nextAction:
        'give the job `permissions: contents: read` and leave github-token at its default, then run again',
    },
    { cause },
  );
}
