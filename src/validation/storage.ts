import { HOW_TO_ENCRYPT, recipientsInWords, STILL_READABLE } from '../archive/keyadvice.js';
import { couldNotVerify, fail, notRun, pass, warn, type Finding } from '../record/finding.js';

export interface StorageFacts {
  /** Elsewhere backups stay in a directory of this machine. */
  readonly inActions: boolean;
  /** The input: `artifact`, or a directory. */
  readonly backupTo: string;
  /** How many `encrypt-to` names. */
  readonly recipients: number;
  readonly retentionDays: number;
  /** Most days the repository allows; undefined where nobody says. */
  readonly longestRetentionDays: number | undefined;
  readonly visibility: 'public' | 'private' | 'unknown';
  /** Why it is unknown. */
  readonly doubt?: string;
}

/** Whether the backup may be stored, and for as long as was asked. */
export function storageFindings(facts: StorageFacts): Finding[] {
  return [retentionFinding(facts), privacyFinding(facts)];
}

function retentionFinding({
  inActions,
  backupTo,
  retentionDays,
  longestRetentionDays,
}: StorageFacts): Finding {
  const name = 'retention of the backup';
  if (!inActions || backupTo !== 'artifact')
    return notRun(name, 'nothing deletes backups in a directory');
  if (longestRetentionDays === undefined || retentionDays <= longestRetentionDays) {
    return pass(name, `${retentionDays} days`);
  }
  return warn(name, {
    expected: `${retentionDays} days`,
    found: `the repository keeps artifacts for at most ${longestRetentionDays} days; the backup is gone then`,
    fix: `set retention-days to ${longestRetentionDays} or less, or raise the limit under Settings > Actions > General`,
  });
}

/** Artifacts of a public repository can be fetched by anybody with a GitHub account. */
function privacyFinding({
  inActions,
  visibility,
  doubt,
  backupTo,
  recipients,
}: StorageFacts): Finding {
  const name = 'privacy of the backup';
  if (recipients > 0) {
    const encrypted = `the archive is encrypted to ${recipientsInWords(recipients)}`;
    return pass(name, visibility === 'private' ? encrypted : `${encrypted}; ${STILL_READABLE}`);
  }
  if (backupTo !== 'artifact') {
    return pass(name, 'the backup goes to a directory: who sees the artifacts does not matter');
  }
  switch (visibility) {
    case 'private':
      return pass(
        name,
        inActions ? 'the repository is private' : 'the backup stays on this machine',
      );
    case 'public':
      return fail(name, {
        expected: 'a private repository, or an encrypted backup',
        found: 'the repository is public: anybody could download the backup',
        fix: HOW_TO_ENCRYPT,
      });
    case 'unknown':
      return couldNotVerify(
        name,
        doubt ?? 'nothing says whether the repository is private',
        'give the job `permissions: contents: read` and leave github-token at its default',
      );
  }
}
