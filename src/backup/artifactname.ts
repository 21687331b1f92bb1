import { slug } from '../actions/records.js';
import type { RunFacts } from '../record/facts.js';

/**
 * The name under which a backup is stored. Names are unique over all attempts of a run, so from the
 * second attempt on it carries the attempt, also when the workflow gave the name.
 */
export function artifactName(
  given: string | undefined,
  environment: string,
  { runId, attempt }: RunFacts,
): string {
  const name = given ?? `${slug(environment)}-backup-${runId}`;
  return attempt === 1 ? name : `${name}-attempt-${attempt}`;
}
