import { DeployError, messageOf } from '../errors.js';
import { faultOf } from './durablefiles.js';

/** The status that GitHub answered with; undefined when there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const isAnswer = error instanceof Error && 'status' in error && 'response' in error;
  return isAnswer && typeof error.status === 'number' ? error.status : undefined;
}

const PERMISSIONS =
  'give the job `permissions: { contents: read, actions: read }` and leave github-token at its default';

/** Likely cause and next action by status. */
const REFUSALS: Readonly<Record<number, readonly [string, string]>> = {
  401: [
    'the token has ended or was mistyped',
    'leave github-token at its default, and run the job again',
  ],
  403: [
    'the token lacks `actions: read`; a `permissions:` block takes away what it does not name',
    PERMISSIONS,
  ],
  404: [
    'it was deleted, belongs to another repository, or the token lacks `actions: read`',
    `check the id of the run; and ${PERMISSIONS}`,
  ],
  410: [
    'its retention is over, and GitHub has deleted it',
    'use a newer one; a higher retention-days keeps them longer',
  ],
};

const OUTAGE = [
  'GitHub’s API or its storage did not answer as it should',
  'run the failed jobs again; if it happens twice, check githubstatus.com for Actions',
] as const;

/** Errors of the disk that are there again at the next try. */
export function isFullDisk(error: unknown): boolean {
  return /^E(NOSPC|DQUOT|FBIG)$/.test(faultOf(error));
}

/** Without a token GitHub is not even asked. */
export function noToken(attempted: string): DeployError {
  return new DeployError({
    attempted,
    found: 'there is no github-token',
    nextAction: 'leave github-token at its default',
  });
}

/** What a refused or failed call of the REST API for artifacts means, and what to do about it. */
export function restFailure(attempted: string, error: unknown): DeployError {
  if (error instanceof DeployError) return error;
  const status = statusOf(error);
  const found = causesOf(error);
  const problem = (likelyCause: string, nextAction: string): DeployError =>
    new DeployError({ attempted, found, likelyCause, nextAction }, { cause: error });
  if (status === 429 || (status === 403 && /rate limit/i.test(found))) {
    return problem(
      'other workflows have used up the calls that the token has per hour',
      'run the job again in an hour',
    );
  }
  if (isFullDisk(error)) {
    return problem('the disk of the runner is full', 'use a runner with a larger disk');
  }
  const [likelyCause, nextAction] = REFUSALS[status ?? 0] ?? OUTAGE;
  return problem(likelyCause, nextAction);
}

/** `fetch failed` and `terminated` say nothing: the cause below them does. */
function causesOf(error: unknown): string {
  const below = typeof error === 'object' && error !== null && 'cause' in error && error.cause;
  return below instanceof Error ? `${messageOf(error)}: ${messageOf(below)}` : messageOf(error);
}
