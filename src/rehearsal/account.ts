import type { Log } from '../actions/log.js';
import { problemsOf, type Problem } from '../errors.js';
import type { Choice } from '../filling/choice.js';
import type { Obtained } from '../filling/obtain.js';
import type { RehearseDetails } from '../record/rehearsal.js';
import type { Finding } from '../record/finding.js';

/** What is known so far; it goes into the record however the step ends. */
export interface RehearsalAccount {
  readonly findings: Finding[];
  readonly problems: Problem[];
  /** Undefined until there is a backup to rehearse with. */
  details?: RehearseDetails;
}

/** What is known once the backup is here. */
export function beginAccount(
  chosenBy: Choice['by'],
  { name, manifest, openedWith }: Obtained,
): RehearseDetails {
  const { archive, snapshot, run } = manifest;
  return {
    backup: {
      name,
      chosenBy,
      runId: run.runId,
      snapshotTime: snapshot.time,
      bytes: archive.bytes,
      sha256: archive.sha256,
    },
    openedWith: [...openedWith],
    server: '',
    leftOut: [],
    durations: [],
    rewrites: [],
    stallEstimates: [],
  };
}

/** Runs a part. How it fails is told beside what is known already, and takes nothing's place. */
export async function accounted(
  account: RehearsalAccount,
  { purpose, log }: { readonly purpose: string; readonly log: Log },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) log.debug(error.stack ?? '');
    account.problems.push(...problemsOf(error, purpose));
  }
}

/** @throws when nothing is known yet. */
export function known({ details }: RehearsalAccount): RehearseDetails {
  if (details === undefined) throw new Error('nothing is known of the rehearsal yet');
  return details;
}
