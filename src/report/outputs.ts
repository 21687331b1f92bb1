import { join } from 'node:path';
import type { Record as StepRecord } from '../record/record.js';

/** Every output of action.yml, in its order. */
export const OUTPUT_NAMES = [
  'status',
  'backup-name',
  'backup-artifact-id',
  'backup-digest',
  'backup-bytes',
  'backup-path',
  'migrations-applied',
  'promote-digest',
  'rows-inserted',
  'rows-updated',
  'rows-deleted',
  'restored-database',
] as const;

type Outputs = Partial<Record<(typeof OUTPUT_NAMES)[number], string>>;

/**
 * The outputs of a step by name, as action.yml declares them. Short and never JSON; nothing may
 * fail open on an empty one, because the runner drops a value that contains a masked word.
 */
export function outputsOf(record: StepRecord): Outputs {
  return { status: record.status, ...ofStep(record) };
}

function ofStep(record: StepRecord): Outputs {
  switch (record.step) {
    case 'backup': {
      if (record.details === undefined) return {};
      const { artifact, manifest } = record.details;
      return {
        'backup-name': artifact.name,
        'backup-artifact-id': artifact.id,
        'backup-digest': artifact.digest,
        'backup-bytes': String(manifest.archive.bytes),
        ...(artifact.directory === undefined
          ? {}
          : { 'backup-path': join(artifact.directory, artifact.id) }),
      };
    }
    case 'migrate':
      // A step without details does not know what it applied, and 0 would be a claim.
      if (record.details === undefined) return {};
      return { 'migrations-applied': String(record.details.applied.length) };
    case 'promote': {
      if (record.details === undefined) return {};
      const { applied, mode, digest } = record.details;
      // Rows of a preview are announced, rows of a promotion that was rolled back are none.
      const tables = applied || mode === 'preview' ? record.details.tables : [];
      const total = (count: 'inserts' | 'updates' | 'deletes'): string =>
        String(tables.reduce((sum, table) => sum + table[count], 0));
      return {
        // What failed can be approved by nobody: a later job gets no digest of it.
        ...(record.status === 'failed' ? {} : { 'promote-digest': digest }),
        'rows-inserted': total('inserts'),
        'rows-updated': total('updates'),
        'rows-deleted': total('deletes'),
      };
    }
    case 'restore':
      // The name of the database that carries the backup's rows; nothing when it was only looked at.
      return record.details?.swapped === true
        ? { 'restored-database': record.details.database }
        : {};
    case 'validate':
    case 'rehearse':
    case 'verify':
    case 'summarize':
      return {};
  }
}
