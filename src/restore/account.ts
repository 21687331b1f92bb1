import { catalogFingerprint } from '../postgres/catalog.js';
import { watchedFingerprint } from '../postgres/watched.js';
import type { RestoreDetails } from '../record/details.js';
import type { RunFacts } from '../record/facts.js';
import type { Finding } from '../record/finding.js';
import type { Choice } from '../filling/choice.js';
import type { Live } from './live.js';
import type { Obtained } from '../filling/obtain.js';

/** What is known so far; it goes into the record however the step ends. */
export interface Account {
  readonly findings: Finding[];
  details?: RestoreDetails;
  /** Of the copy, once there is one. */
  catalog?: readonly string[];
}

/** @throws when nothing is known yet. */
export function known({ details }: Account): RestoreDetails {
  if (details === undefined) throw new Error('nothing is known of the restore yet');
  return details;
}

/** What the record of a restore says before anything is changed. */
export function accountOf(
  choice: Choice,
  { name, manifest, openedWith }: Obtained,
  live: Live,
  { now, lookOnly }: { readonly now: Date; readonly lookOnly: boolean },
): RestoreDetails {
  const { archive, snapshot, run } = manifest;
  const directory = choice.by === 'file' ? undefined : choice.artifact.directory;
  return {
    database: live.identity.database,
    backup: {
      name,
      ...(directory === undefined ? {} : { directory }),
      chosenBy: choice.by,
      runId: run.runId,
      runUrl: run.url,
      snapshotTime: snapshot.time,
      bytes: archive.bytes,
      sha256: archive.sha256,
    },
    lookOnly,
    ageSeconds: Math.max(0, (now.getTime() - Date.parse(snapshot.time)) / 1_000),
    losses: [...live.losses],
    ...(live.catalogChanges === undefined ? {} : { catalogChanges: [...live.catalogChanges] }),
    sequencesMoved: [...live.sequencesMoved],
    migrationsUndone: [...live.migrationsUndone],
    swapped: false,
    leftOut: [],
    undo: '',
    cleanUp: '',
    openedWith: [...openedWith],
  };
}

/** Run whose backup it is, in a few words, for the log. */
export function backupWords(details: RestoreDetails, { runId }: RunFacts): string {
  const { backup } = details;
  const of = backup.runId === runId ? 'this run' : `run ${backup.runId}`;
  return `${backup.name} of ${of}, as of ${backup.snapshotTime}`;
}

/** What later drift is compared with; nothing where the restored catalog was not read. */
export function fingerprintsOf(
  catalog: readonly string[] | undefined,
): Pick<RestoreDetails, 'catalogFingerprint' | 'watchedFingerprint'> {
  if (catalog === undefined) return {};
  return {
    catalogFingerprint: catalogFingerprint(catalog),
    watchedFingerprint: watchedFingerprint(catalog),
  };
}
