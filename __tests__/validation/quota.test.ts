import { describe, expect, test } from '@jest/globals';
import { recordStore } from '../../src/actions/records.js';
import { restArtifacts } from '../../src/actions/restartifacts.js';
import { forecast, quotaFinding, type Forecast } from '../../src/validation/quota.js';
import type { StoredArtifact } from '../../src/record/manifest.js';
import type { Permissions } from '../harness/github/index.js';
import { useJobs } from '../actions/jobs.js';
import { record } from '../actions/records.js';
import { backupDetails } from '../report/deploys.js';

const MB = 1_000_000;
const NOW = new Date('2026-11-22T12:00:00Z');

/** A backup of every day before now, as the default name has it. */
function backups(count: number, bytes: number, name = 'production-backup-'): StoredArtifact[] {
  return Array.from({ length: count }, (_, day) => ({
    name: `${name}${7_000 + day}`,
    runId: String(7_000 + day),
    id: String(day),
    digest: '',
    bytes,
    createdAt: new Date(NOW.getTime() - (day + 0.5) * 86_400_000).toISOString(),
  }));
}

const others = (bytes: number): StoredArtifact => ({ name: 'site', id: '1', digest: '', bytes });

function last(bytes: number, name = 'production-backup-4711'): Forecast['last'] {
  return { ...backupDetails, artifact: { ...backupDetails.artifact, name, bytes } };
}

const facts = (changes: Partial<Forecast>): Forecast => ({
  storage: { artifacts: [], complete: true },
  last: undefined,
  usualName: 'production-backup-',
  databaseBytes: 100 * MB,
  retentionDays: 30,
  now: NOW,
  ...changes,
});

describe('the forecast', () => {
  const cases: { name: string; given: Partial<Forecast>; verdict: string; words: string[] }[] = [
    {
      name: 'of a first deploy is a range',
      given: {},
      verdict: 'pass',
      words: ['hold 0 bytes now', '15.0 MB to 50.0 MB (from 100.0 MB of database)', '1 would be'],
    },
    {
      name: 'warns when one backup alone could fill what is included',
      given: { databaseBytes: 1_100 * MB },
      verdict: 'warn',
      words: ['165.0 MB to 550.0 MB in all', '500 MB (Free)'],
    },
    {
      name: 'goes by the last backup where there is one',
      given: { databaseBytes: 1_100 * MB, last: last(90 * MB) },
      verdict: 'pass',
      words: ['takes about 90.0 MB (as the last one did)', 'about 90.0 MB in all'],
    },
    {
      name: 'counts the artifacts of others',
      given: {
        storage: { artifacts: [others(450 * MB)], complete: true },
        last: last(60 * MB),
      },
      verdict: 'warn',
      words: ['hold 450.0 MB now', 'about 510.0 MB in all'],
    },
    {
      name: 'does not count the backups twice that are there already',
      given: {
        storage: { artifacts: backups(30, 10 * MB), complete: true },
        last: last(10 * MB),
      },
      verdict: 'pass',
      words: ['30 in the last 30 days', '30 would be there at once', 'about 310.0 MB in all'],
    },
    {
      name: 'tells what a long retention makes of daily deploys',
      given: {
        storage: { artifacts: backups(30, 10 * MB), complete: true },
        last: last(10 * MB),
        retentionDays: 90,
      },
      verdict: 'warn',
      words: ['each kept for 90, 90 would be there at once', 'about 900.0 MB in all'],
    },
    {
      name: 'looks no further back than backups live',
      given: {
        storage: { artifacts: backups(5, 10 * MB), complete: true },
        last: last(10 * MB),
        retentionDays: 5,
      },
      verdict: 'pass',
      words: ['5 in the last 5 days', '5 would be there at once', 'about 60.0 MB in all'],
    },
    {
      name: 'knows backups of a name that the workflow gave',
      given: {
        storage: { artifacts: backups(10, 10 * MB, 'nightly-'), complete: true },
        last: last(10 * MB, 'nightly-4711-attempt-2'),
      },
      verdict: 'pass',
      words: ['10 in the last 30 days'],
    },
    {
      name: 'says when there was too much to list',
      given: { storage: { artifacts: [others(600 * MB)], complete: false } },
      verdict: 'warn',
      words: ['hold more than 600.0 MB now'],
    },
  ];
  test.each(cases)('$name', ({ given, verdict, words }) => {
    const finding = forecast(facts(given));
    for (const word of words) expect(finding.found).toContain(word);
    expect(finding.verdict).toBe(verdict);
    if (verdict === 'warn') expect(finding.fix).toMatch(/retention-days.*backup-to/);
  });
});

describe('from GitHub', () => {
  const stage = useJobs();
  const ask = (permissions: Permissions) => {
    const artifacts = stage.job(900, { permissions });
    return quotaFinding({
      ...facts({ now: new Date() }),
      rest: restArtifacts({
        ...{ repository: 'acme/shop', token: stage.services.apiToken(permissions) },
        ...{
          fetch: stage.services.fetch,
          clock: { now: () => NOW, sleep: () => Promise.resolve() },
        },
        signal: new AbortController().signal,
      }),
      records: recordStore(artifacts, {
        ...{ environment: 'production', retentionDays: 30, directory: stage.directory },
      }),
    });
  };

  test('what it holds and what the last backup took', async () => {
    const store = stage.job(801);
    const artifact = await store.upload('production-backup-801', ['a.dump'], stage.directory, 30);
    const run = { ...backupDetails.manifest.run, runId: '801' };
    const details = { ...backupDetails, artifact, manifest: { ...backupDetails.manifest, run } };
    await recordStore(store, {
      ...{ environment: 'production', retentionDays: 30, directory: stage.directory },
    }).publish({ ...record({ run }), step: 'backup', details });
    const finding = await ask({ contents: 'read', actions: 'read' });
    expect(finding.found).toContain(`about ${artifact.bytes} bytes (as the last one did)`);
    expect(finding.found).toContain('1 in the last 30 days');
    expect(finding.verdict).toBe('pass');
  });

  test('nothing without the permission, which is no failure', async () => {
    expect(await ask({ contents: 'read' })).toMatchObject({
      verdict: 'could not verify',
      fix: expect.stringContaining('actions: read') as unknown,
    });
  });
});
