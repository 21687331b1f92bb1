import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Tools } from '../../src/actions/tools.js';
import type { BackupDetails } from '../../src/record/details.js';
import type { DatabaseState } from '../../src/record/facts.js';
import type { Record, RecordOf } from '../../src/record/record.js';

const SHA = 'a'.repeat(64);

/** What a proven backup of a state would have left in the store; the archive itself is a placeholder. */
export async function leaveBackup(
  tools: Tools,
  state: DatabaseState,
  changes: {
    runId?: string;
    status?: Record['status'];
    time?: Date;
    artifact?: Partial<BackupDetails['artifact']>;
  } = {},
): Promise<RecordOf<'backup'>> {
  const now = tools.clock.now().toISOString();
  await writeFile(join(tools.workDirectory, 'production.dump'), 'an archive');
  const name = `production-backup-${changes.runId ?? '42'}`;
  const artifact = await tools.artifacts.upload(name, ['production.dump'], tools.workDirectory, 30);
  const run = runFacts(changes.runId ?? '42');
  const record: RecordOf<'backup'> = {
    version: 1,
    step: 'backup',
    environment: 'production',
    status: changes.status ?? 'passed',
    run,
    startedAt: now,
    finishedAt: now,
    findings: [],
    problems: [],
    details: {
      artifact: { ...artifact, ...changes.artifact },
      seconds: 1,
      manifest: {
        version: 1,
        environment: 'production',
        createdAt: now,
        run,
        state,
        server: { version: '15.0', major: 15, encoding: 'UTF8', collation: 'C' },
        client: { version: '15.0', path: '/pg_dump' },
        snapshot: { time: (changes.time ?? tools.clock.now()).toISOString() },
        archive: {
          file: 'production.dump',
          bytes: 10,
          sha256: SHA,
          format: 'custom',
          compression: 'gzip:1',
        },
        fingerprints: 'none',
        tables: [],
        withoutRows: [],
        largeObjects: 0,
      },
    },
  };
  await tools.records.publish(record);
  return record;
}

function runFacts(runId: string): Record['run'] {
  const nothing = { repository: 'acme/shop', sha: '', ref: '', workflow: '', url: '' };
  return { runId, attempt: 1, actor: 'ann', job: 'backup', ...nothing };
}
