import { storeOf } from '../actions/stores.js';
import type { Tools } from '../actions/tools.js';
import { differences } from '../postgres/identity.js';
import type { DatabaseState, RunFacts } from '../record/facts.js';
import { couldNotVerify, fail, pass, warn, type Finding } from '../record/finding.js';
import type { BackupDetails } from '../record/details.js';
import type { RecordOf } from '../record/record.js';
import { inSameState, type StateNow } from './samestate.js';
import { firstBackup, TAKE_A_NEW_ONE } from './wayback.js';

export interface GateSettings extends Omit<StateNow, 'records'> {
  readonly tools: Pick<Tools, 'artifacts' | 'clock' | 'records'>;
  readonly run: RunFacts;
  /** `require-backup`: false opens the gate, and says so on every page. */
  readonly requireBackup: boolean;
  /** Milliseconds between the backup's snapshot and now. */
  readonly maxBackupAge: number;
}

export interface Gate {
  readonly open: boolean;
  readonly findings: readonly Finding[];
  /** The backup to restore when things go wrong; undefined when there is none. */
  readonly backup: BackupDetails | undefined;
}

/**
 * No proof, no change: a passed backup record of this run, of this database, in this state, young
 * enough, with its bytes still in the store. Whatever could not be verified keeps the gate shut.
 */
export async function passGate(settings: GateSettings): Promise<Gate> {
  // Waived, the gate must not depend on a store that may be the reason for waiving it.
  const record = await settings.tools.records.newest('backup').catch((error: unknown) => {
    if (settings.requireBackup) throw error;
    return undefined;
  });
  const backup = record?.status === 'passed' ? record.details : undefined;
  if (!settings.requireBackup) {
    const waived = warn('backup gate', {
      found: 'require-backup is false: this change is made without a proven backup',
      fix: 'remove require-backup from the workflow',
    });
    return { open: true, findings: [waived], backup };
  }
  if (backup === undefined) return { open: false, findings: [absent(record)], backup };
  const findings = [
    ofThisRun(record, settings.run),
    ofThisDatabase(backup, settings.current),
    await inSameState(backup, { ...settings, records: settings.tools.records }),
    youngEnough(backup, settings),
    await stillStored(backup, settings.tools),
  ];
  return { open: findings.every(({ verdict }) => verdict === 'pass'), findings, backup };
}

function absent(record: RecordOf<'backup'> | undefined): Finding {
  return fail('backup of this run', {
    expected: 'a passed backup step before this one',
    found: record === undefined ? 'no record of a backup' : `the backup step ${record.status}`,
    fix: 'let this job need a job with step: backup, and re-run all jobs (on a laptop: run the backup step)',
  });
}

function ofThisRun(record: RecordOf<'backup'> | undefined, run: RunFacts): Finding {
  const name = 'backup of this run';
  // On a laptop the store hands out only what is younger than an hour: that is its run.
  const same = record?.run.runId === run.runId || run.runId.startsWith('local-');
  if (same)
    return pass(name, `attempt ${record?.run.attempt ?? 1} of run ${record?.run.runId ?? ''}`);
  const found = `it belongs to run ${record?.run.runId ?? ''}`;
  return fail(name, { expected: `run ${run.runId}`, found, fix: TAKE_A_NEW_ONE });
}

function ofThisDatabase({ manifest }: BackupDetails, current: DatabaseState): Finding {
  const name = 'backup of this database';
  const differing = differences(manifest.state.identity, current.identity);
  if (differing.length === 0) return pass(name, current.identity.database);
  return fail(name, {
    expected: 'the database that was backed up',
    found: differing.join('; '),
    fix: 'check that both jobs use the same DIRECT_URL, then re-run all jobs',
  });
}

function youngEnough({ manifest }: BackupDetails, { tools, maxBackupAge }: GateSettings): Finding {
  const age = tools.clock.now().getTime() - Date.parse(manifest.snapshot.time);
  const words = `${minutes(age)}, ${minutes(maxBackupAge)} allowed`;
  if (age <= maxBackupAge) return pass('age of the backup', words);
  return fail('age of the backup', {
    expected: `at most ${minutes(maxBackupAge)}`,
    found: minutes(age),
    fix: `${TAKE_A_NEW_ONE}; or raise max-backup-age`,
  });
}

async function stillStored(
  { artifact }: BackupDetails,
  tools: GateSettings['tools'],
): Promise<Finding> {
  const name = 'bytes of the backup';
  const { directory } = artifact;
  const store = await storeOf(artifact, tools);
  const listed = await store.inspect(artifact);
  if (listed === undefined) {
    const elsewhere = `let the jobs run on the machine whose ${directory ?? ''} holds it; or `;
    return fail(name, {
      expected: `artifact ${artifact.name} (id ${artifact.id})`,
      found: 'it is not in the store any more',
      fix: `${directory === undefined ? '' : elsewhere}${TAKE_A_NEW_ONE}`,
    });
  }
  if (listed.digest === '')
    return couldNotVerify(name, 'the store lists no digest', TAKE_A_NEW_ONE);
  if (listed.digest === artifact.digest) return pass(name, `${artifact.name}, ${artifact.digest}`);
  return fail(name, {
    expected: artifact.digest,
    found: `the store lists ${listed.digest}`,
    fix: TAKE_A_NEW_ONE,
  });
}

function minutes(ms: number): string {
  return ms < 60_000 ? 'under 1 min' : `${Math.ceil(ms / 60_000)} min`;
}

/** Name of the backup to go back to. */
export function wayBack({ backup }: Gate): string | undefined {
  return backup && firstBackup(backup);
}
