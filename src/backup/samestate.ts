import type { RecordStore } from '../actions/records.js';
import type { BackupDetails } from '../record/details.js';
import type { DatabaseState } from '../record/facts.js';
import { fail, pass, type Finding } from '../record/finding.js';
import type { RecordOf } from '../record/record.js';
import { movement } from './movement.js';
import { firstBackup, TAKE_A_NEW_ONE } from './wayback.js';

export interface StateNow {
  /** The database as it is now, read under the mutex. */
  readonly current: DatabaseState;
  /**
   * Fingerprints that the catalog would have, had the tool not made its own ledger; none where it has
   * no ledger that we can read.
   */
  readonly bareFingerprints: readonly string[];
  /** Whether the state that this run's own migration left is as good as the backup's. */
  readonly allowMigrated: boolean;
  readonly records: Pick<RecordStore, 'read'>;
}

const NAME = 'state since the backup';

/**
 * Whether the backup still is one of the database as it is. Ledger and catalog must be as it found
 * them. One thing may have come since: the tool's own ledger, which tools make outside the transaction
 * of a migration that fails. It must hold no migration, applied or unfinished, that the backup does
 * not know, and without its own objects the catalog must be the backup's to the letter: then to
 * restore the backup is to lose an empty table. Nobody's record is believed for that, so it holds
 * after a killed attempt, too.
 */
export async function inSameState(backup: BackupDetails, now: StateNow): Promise<Finding> {
  const { current, allowMigrated } = now;
  const { state } = backup.manifest;
  const moved = movement(state, current);
  if (moved.length === 0) return pass(NAME, 'ledger and catalog are as the backup found them');
  if (isSameButForLedger(state, now)) {
    const found = `as the backup found it, but for ${current.ledger?.table ?? 'the ledger'}, which the tool has made since and which holds no migration`;
    return pass(NAME, found);
  }
  const last = await lastMigration(now.records);
  const left = last?.details?.after;
  const since = left && movement(left, current);
  if (last?.status === 'failed' && since?.length === 0) return leftByFailure(backup, last, moved);
  if (!allowMigrated || last?.status !== 'passed' || since === undefined) {
    return movedOn('as the backup found it', moved);
  }
  if (since.length > 0) return movedOn('as the migration of this run left it', since);
  return pass(NAME, 'ledger and catalog are as the migration of this run left them');
}

function movedOn(expected: string, moved: readonly string[]): Finding {
  const fix = `someone changed the schema since: ${TAKE_A_NEW_ONE}`;
  return fail(NAME, { expected, found: moved.join('; '), fix });
}

function isSameButForLedger(then: DatabaseState, { current, bareFingerprints }: StateNow): boolean {
  return bareFingerprints.some(
    (catalogFingerprint) => movement(then, { ...current, catalogFingerprint }).length === 0,
  );
}

/** The newest migration of this run that knows what it left; one that was refused only looked. */
async function lastMigration(
  records: StateNow['records'],
): Promise<RecordOf<'migrate'> | undefined> {
  return (await records.read()).records.findLast(
    (record): record is RecordOf<'migrate'> =>
      record.step === 'migrate' &&
      record.details?.after !== undefined &&
      (record.status === 'passed' || record.details.started === true),
  );
}

/** No backup is one of this state, and the first is the only one that undoes it: both ways on are told. */
function leftByFailure(
  backup: BackupDetails,
  { run, details }: RecordOf<'migrate'>,
  moved: readonly string[],
): Finding {
  return fail(NAME, {
    expected: 'as the backup found it',
    found: `the migration of attempt ${run.attempt} failed and left it so (${details?.verdict ?? 'unknown'}): ${moved.join('; ')}`,
    fix: `this job alone cannot go on, for no backup holds this state. Fix forward: push a new migration, whose run takes a backup of its own, or re-run all jobs, whose new backup is labelled as taken after a part of the deploy. To undo the whole deploy, restore ${firstBackup(backup)}: after a re-run, too, rollback points at it`,
  });
}
