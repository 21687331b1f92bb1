import type { Review } from '../record/details.js';
import type { RunFacts } from '../record/facts.js';
import type { RestSettings } from './restartifacts.js';

/** A page that waits for its decoration is worth less than one without. */
const PATIENCE_MS = 15_000;

/**
 * What people decided when jobs of this run waited for them, over all its attempts. GitHub tells who,
 * and of which environment, but neither when nor for which job. Needs `actions: read`.
 * @returns undefined where it cannot be read: a wait is then one of unknown cause.
 */
export async function readReviews(
  { runId }: Pick<RunFacts, 'runId'>,
  { repository, token, fetch, signal }: RestSettings,
): Promise<Review[] | undefined> {
  if (token === undefined) return undefined;
  const [owner = '', repo = ''] = repository.split('/');
  const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  try {
    const github = await import('@actions/github');
    const { rest } = github.getOctokit(token, { request: { fetch } });
    const { data } = await rest.actions.getReviewsForRun({
      ...{ owner, repo, run_id: Number(runId), request: { signal: patience } },
    });
    return data.flatMap(({ state, user, environments }) =>
      state === 'pending'
        ? []
        : environments.map(({ name = '' }) => ({
            environment: name,
            approved: state === 'approved',
            by: (user as typeof user | null)?.login ?? '',
          })),
    );
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}
