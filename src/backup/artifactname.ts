import { redactDeep } from '../actions/redaction.js';
import { slug } from '../actions/records.js';
import { DeployError } from '../errors.js';
import type { RunFacts } from '../record/facts.js';

/**
 * The name under which a backup is stored. Names are unique over all attempts of a run, so from the
 * second attempt on it carries the attempt, also when the workflow gave the name.
 * @param masks forms of secrets.
 * @throws {DeployError} when the name holds a secret: names are never masked by anybody.
 */
export function artifactName(
  given: string | undefined,
  environment: string,
  { runId, attempt }: RunFacts,
  masks: readonly string[],
): string {
  const name = given ?? `${slug(environment)}-backup-${runId}`;
  if (redactDeep(name, masks) !== name) {
    throw new DeployError({
      attempted: 'name the backup',
      found:
        'the name holds the value of a secret, and artifact names can be read by everybody who sees the run',
      likelyCause: 'an expression with a secret in backup-name',
      nextAction: 'choose another backup-name',
    });
  }
  return attempt === 1 ? name : `${name}-attempt-${attempt}`;
}
