import { DeployError } from '../errors.js';

/** What GitHub says about the run that stored an artifact; the ids are of repositories. */
export interface OriginFacts {
  readonly id?: number;
  readonly repository_id?: number;
  /** Where the commit of the run lies: a fork, for the pull request of a stranger. */
  readonly head_repository_id?: number | null;
}

/**
 * Whether somebody who may write to the repository wrote what ran there. The pull request of a fork
 * stores its artifacts in the repository that it asks to be merged into, under any name it likes
 * (what GHSA-5xr6-xhww-33m4 is about).
 * A branch needs no look: only those with write access push one. Where GitHub does not say, e.g.
 * since the fork is deleted: false.
 */
export function isOfThisRepository(origin: OriginFacts | null | undefined): boolean {
  const { repository_id: base, head_repository_id: head } = origin ?? {};
  return base !== undefined && base === head;
}

/** Said of a run that was named, and whose records and backups a stranger may have written. */
export function ofFork(runId: string): DeployError {
  return new DeployError({
    attempted: `list the artifacts of run ${runId}`,
    found:
      'they come from a fork: GitHub does not name this repository as the one whose commit ran there',
    likelyCause: 'it is the run of a pull request from a fork, which anybody can open',
    nextAction:
      'give the id of a deploy run of this repository; be wary of whoever gave you this one',
  });
}

/** @returns what a search did not look at, in words; empty when it looked at everything. */
export function leftOutWords(ofForks: number, complete: boolean): string[] {
  const noun = ofForks === 1 ? 'artifact of a fork was' : 'artifacts of forks were';
  return [
    ...(ofForks === 0 ? [] : [`${ofForks} ${noun} not looked at`]),
    ...(complete ? [] : ['of those of one name, GitHub lists the newest 1,000 alone']),
  ];
}
