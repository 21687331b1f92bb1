import { askVisibility } from '../actions/visibility.js';
import type { Tools } from '../actions/tools.js';
import type { Config } from '../config/schemas.js';
import { problemsOf } from '../errors.js';

/** Who may read the repository, asked of GitHub where the event does not tell. */
export async function visibilityOf(
  { surroundings: { visibility }, run: { repository }, githubToken: token }: Config<'validate'>,
  { fetch, signal }: Tools,
): Promise<{ visibility: 'public' | 'private' | 'unknown'; doubt?: string }> {
  if (visibility !== 'unknown') return { visibility };
  try {
    return { visibility: await askVisibility({ repository, token, fetch }) };
  } catch (error) {
    signal.throwIfAborted();
    const [problem] = problemsOf(error, 'ask GitHub');
    return { visibility, ...(problem === undefined ? {} : { doubt: problem.found }) };
  }
}
