import { HOW_TO_ENCRYPT, recipientsInWords, STILL_READABLE } from '../archive/keyadvice.js';
import { DeployError } from '../errors.js';
import { pass, type Finding } from '../record/finding.js';

const NAME = 'privacy';

export interface PrivacyFacts {
  /** Of the repository, as the event says. */
  readonly visibility: 'public' | 'private' | 'unknown';
  /** The input: `artifact`, or a directory. */
  readonly backupTo: string;
  readonly recipients: readonly string[];
}

/**
 * Artifacts of a public repository can be downloaded by everybody who is signed in to GitHub, so no
 * backup goes there in clear. Not knowing is no permission.
 * @param ask the repository's visibility from GitHub; called when it decides and the event is silent.
 * @throws {DeployError} for an archive in clear in a public repository, or when GitHub does not answer.
 */
export async function requirePrivacy(
  { visibility: known, backupTo, recipients }: PrivacyFacts,
  ask: () => Promise<'public' | 'private'>,
): Promise<Finding> {
  if (recipients.length > 0) {
    const encrypted = `the archive is encrypted to ${recipientsInWords(recipients.length)}`;
    return pass(NAME, known === 'private' ? encrypted : `${encrypted}; ${STILL_READABLE}`);
  }
  if (backupTo !== 'artifact') {
    return pass(NAME, 'the backup goes to a directory: who sees the artifacts does not matter');
  }
  const visibility = known === 'unknown' ? await ask() : known;
  if (visibility === 'private') return pass(NAME, 'artifacts are not public');
  throw new DeployError({
    attempted: 'back up into an artifact of this repository',
    found: 'the repository is public: everybody with a GitHub account could download the data',
    nextAction: HOW_TO_ENCRYPT,
  });
}
