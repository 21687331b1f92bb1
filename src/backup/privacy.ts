import { DeployError } from '../errors.js';
import { pass, type Finding } from '../record/finding.js';

/**
 * Artifacts of a public repository can be downloaded by everybody who is signed in to GitHub, so no
 * backup is taken there. Not knowing is no permission.
 * @param ask the repository's visibility from GitHub; called when the event does not tell.
 * @throws {DeployError} in a public repository, and when GitHub does not answer.
 */
export async function requirePrivacy(
  known: 'public' | 'private' | 'unknown',
  ask: () => Promise<'public' | 'private'>,
): Promise<Finding> {
  const visibility = known === 'unknown' ? await ask() : known;
  if (visibility === 'private') return pass('privacy', 'artifacts are not public');
  throw new DeployError({
    attempted: 'back up into an artifact of this repository',
    found: 'the repository is public: everybody with a GitHub account could download the data',
    nextAction: 'deploy from a private repository, or make this one private',
  });
}
