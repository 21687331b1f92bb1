import type { BackupDetails } from '../record/details.js';

export const TAKE_A_NEW_ONE =
  're-run all jobs, so that a new backup is taken first (on a laptop: run the backup step again)';

/** A backup taken after a part of the migration undoes nothing: the first one does. */
export function firstBackup({ manifest, artifact }: BackupDetails): string {
  return manifest.afterPartialMigration?.firstBackup ?? artifact.name;
}
