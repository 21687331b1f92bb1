import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Record as StepRecord } from '../../src/record/record.js';
import type { WorkflowRun } from '../harness/github/index.js';
import { commandThat } from './between.js';
import { CATEGORIES, GREEN, LEDGER, usePlay } from './play.js';
import { shortDeploy, type Shortened } from './shortdeploy.js';
import { addSlowMigration, letItEnd, SLEEPING } from './slowmigration.js';
import { useWatch } from './watch.js';

const play = usePlay();
const sees = useWatch(play.production);

/** The least that changes production and tells of it. */
const CORE = ['backup', 'deploy-database', 'notify'];
const CORE_GREEN = { backup: 'success', 'deploy-database': 'success', notify: 'success' };
const REFUSED = { backup: 'success', 'deploy-database': 'failure', notify: 'success' };

const workflow = (wanted: Partial<Shortened> = {}): Promise<string> =>
  shortDeploy(play.application(), { jobs: CORE, ...wanted });

const names = (run: WorkflowRun): string[] => run.artifacts().map(({ name }) => name);
const firstLine = (run: WorkflowRun): string => run.summary('notify').split('\n')[0] ?? '';
const messages = (run: WorkflowRun, job: string): string =>
  run
    .annotations(job)
    .map(({ level, message }) => `${level}: ${message}`)
    .join('\n');

async function recordOf(run: WorkflowRun, step: string, suffix = 'a1'): Promise<StepRecord> {
  const name = `db-deploy-record-production-${step}-${suffix}`;
  const files = await run
    .artifacts()
    .find((artifact) => artifact.name === name)
    ?.files();
  return JSON.parse(files?.get('record.json')?.toString() ?? `"no artifact ${name}"`) as StepRecord;
}

async function expectUntouched(): Promise<void> {
  expect(await play.ask(LEDGER)).toBe('4');
  expect(
    await play.ask("select count(*) from pg_attribute where attname = 'duration_minutes'"),
  ).toBe('0');
}

test('a public repository is refused before anybody connects', async () => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const direct = new URL(play.production().ownerUrl);
  direct.port = String((server.address() as AddressInfo).port);
  try {
    const run = await play.deploy(await play.github(), {
      workflow: await workflow(),
      repository: {
        owner: 'acme',
        name: 'shop',
        private: false,
        fixture: play.application(),
      },
      secrets: { DIRECT_URL: direct.href },
    });
    expect(run.results).toEqual({
      backup: 'failure',
      'deploy-database': 'skipped',
      notify: 'success',
    });
    expect(connections).toBe(0);
    expect(names(run).filter((name) => !name.includes('-record-'))).toEqual([]);
    expect(firstLine(run)).toContain('failed at backup: production is unchanged');
    expect(run.summary('notify')).toContain('the repository is public');
    await expectUntouched();
  } finally {
    server.close();
  }
});

describe('the artifact service', () => {
  test('refuses one record and has the name of another: the deploy goes on', async () => {
    const github = await play.github();
    // Uploads: 1 validate's record, 2 the backup, 3 its record, whose name is said to be taken.
    github.faults.plan('CreateArtifact', { kind: 'status', status: 403 }, { times: 1 });
    const conflict = 'an artifact with this name already exists on the workflow run';
    github.faults.plan(
      'CreateArtifact',
      { kind: 'status', status: 409, message: conflict },
      { after: 1, times: 1 },
    );
    const run = await play.deploy(github, { workflow: await workflow({ jobs: Object.keys(GREEN) }) });
    expect(run.results).toEqual(GREEN);
    expect(messages(run, 'predeploy')).toMatch(/warning: The record of this step could not be stored/);
    expect(names(run)).not.toContain('db-deploy-record-production-validate-a1');
    expect(names(run)).toContain('db-deploy-record-production-backup-a1-2');
    expect(firstLine(run)).toContain('Deployed to production');
    expect([await play.ask(LEDGER), await play.ask(CATEGORIES)]).toEqual(['5', '7']);
  });

  test('refuses the bytes of the backup: nothing changes', async () => {
    const github = await play.github();
    github.faults.plan('PutBlock', { kind: 'status', status: 403 }, { times: 1 });
    const run = await play.deploy(github, { workflow: await workflow() });
    expect(run.results).toEqual({
      backup: 'failure',
      'deploy-database': 'skipped',
      notify: 'success',
    });
    expect(names(run)).toContain('db-deploy-record-production-backup-a1');
    expect(run.summary('notify')).toContain('The backup step did not finish');
    await expectUntouched();
  });

  test('hands out a damaged record: it is listed as unreadable, and the gate stays shut', async () => {
    const github = await play.github();
    github.faults.plan('GetBlob', { kind: 'corrupt' });
    const run = await play.deploy(github, { workflow: await workflow() });
    expect(run.results).toEqual(REFUSED);
    expect(run.summary('deploy-database')).toContain('no record of a backup');
    expect(run.summary('notify')).toContain('db-deploy-record-production-backup-a1');
    expect(run.summary('notify')).toContain('do not have the digest');
    await expectUntouched();
  });

  test('does not list: the gate stays shut', async () => {
    const github = await play.github();
    // Every upload is read back from the list: of the backup and of its record.
    github.faults.plan('ListArtifacts', { kind: 'status', status: 403 }, { after: 2, times: 1 });
    const run = await play.deploy(github, { workflow: await workflow() });
    expect(run.results).toEqual(REFUSED);
    expect(firstLine(run)).toContain('failed at migrate: production is unchanged');
    await expectUntouched();
  });

  test('has lost the backup: the gate stays shut', async () => {
    const github = await play.github();
    const lose = await commandThat(async () => {
      const [id = 0] = github.artifacts
        .ofRun(17_900_000_001)
        .flatMap((artifact) => (artifact.name.startsWith('production-backup') ? [artifact.id] : []));
      const artifact = github.artifacts.byId(id);
      if (artifact === undefined) throw new Error('there is no backup to lose');
      await github.artifacts.remove(artifact);
    });
    const run = await play.deploy(github, {
      workflow: await workflow({ before: { 'deploy-database': lose } }),
    });
    expect(run.results).toEqual(REFUSED);
    expect(run.summary('deploy-database')).toContain('it is not in the store any more');
    await expectUntouched();
  });
});

test('a change by hand between backup and migrate stays, and nothing is added to it', async () => {
  const byHand = await commandThat(() => play.ask('alter table users add column by_hand int'));
  const run = await play.deploy(await play.github(), {
    workflow: await workflow({ before: { 'deploy-database': byHand } }),
  });
  expect(run.results).toEqual(REFUSED);
  expect(run.summary('notify')).toContain('someone changed the schema since');
  expect(
    await play.ask("select count(*) from pg_attribute where attname = 'by_hand'"),
  ).toBe('1');
  await expectUntouched();
});

test('what a migration prints commands nobody', async () => {
  await writeFile(join(play.application(), 'hostile.mjs'), HOSTILE);
  const run = await play.deploy(await play.github(), {
    workflow: await workflow({
      with: {
        'deploy-database': {
          'migrate-command': 'node hostile.mjs && npx --no-install node-pg-migrate up',
        },
      },
      handOn: { 'deploy-database': 'migrations-applied' },
    }),
  });
  expect(run.results).toEqual(CORE_GREEN);
  expect(run.annotations('deploy-database')).toEqual([]);
  // `::add-mask::1` would have made this output vanish.
  expect(run.job('deploy-database').outputs).toEqual({ 'migrations-applied': '1' });
  const action = run.job('deploy-database').steps.find(({ id }) => id === 'action');
  expect(Object.keys(action?.outputs ?? {})).not.toContain('forged');
  expect(run.log.text()).toContain('the last words');
  for (const text of [run.summary('deploy-database'), run.summary('notify')]) {
    expect(text).not.toContain('\u001b');
    expect(text.length).toBeLessThan(100_000);
  }
  expect(await play.ask(LEDGER)).toBe('5');
});

const HOSTILE = `
const lines = [
  '::error::forged', '  ::error title=forged::forged', 'text ##[error]forged', '##[warning]forged',
  '::notice file=a.sql::forged', '::add-mask::1', '::set-output name=forged::1', '::set-env name=forged::1',
  '::save-state name=work-directory::/', '::stop-commands::forged', '::group::forged',
  '\\r::error::forged', 'a\\r::error::forged', '\\u2028::error::forged', '\\u0085::error::forged', '\\u00a0::error::forged',
  '\\u001b[31m::error::forged\\u001b[0m', '\\u0000::error::forged', '\\u001b]0;forged\\u0007', 'x'.repeat(200_000),
];
for (const line of lines) { console.log(line); console.error(line); }
console.log('the last words');
`;

describe('two runs for one database', () => {
  test('one waits for the other, and says for whom', async () => {
    await addSlowMigration(play);
    const github = await play.github();
    const file = await workflow();
    const first = play.deploy(github, { workflow: file });
    await sees(SLEEPING);
    const second = play.deploy(github, {
      workflow: file,
      onLine: ({ text }) => {
        if (text.includes('Another deploy holds the lock')) void letItEnd(play);
      },
    });
    const [winner, other] = await Promise.all([first, second]);
    expect([winner.results, other.results]).toEqual([CORE_GREEN, CORE_GREEN]);
    const [waiting] = other.log.lines.filter(({ text }) => text.includes('holds the lock'));
    expect(waiting?.job).toBe('backup');
    expect(waiting?.text).toContain(`db-deploy/migrate/${winner.id}/`);
    expect(await play.ask(LEDGER)).toBe('6');

    const [migrated, saved, idle] = await Promise.all([
      recordOf(winner, 'migrate'),
      recordOf(other, 'backup'),
      recordOf(other, 'migrate'),
    ]);
    expect(saved.step === 'backup' && saved.details?.manifest.state.ledger?.applied.length).toBe(6);
    expect(migrated.step === 'migrate' && migrated.details?.verdict).toBe('all applied');
    expect(idle.step === 'migrate' && idle.details?.verdict).toBe('nothing to apply');
  });

  test('started together, apply every migration once', async () => {
    const github = await play.github();
    const file = await workflow();
    const runs = await Promise.all([1, 2].map(() => play.deploy(github, { workflow: file })));
    expect(await play.ask(LEDGER)).toBe('5');
    const applied = await Promise.all(runs.map((run) => recordOf(run, 'migrate')));
    const verdicts = applied.map((record) => record.step === 'migrate' && record.details?.verdict);
    // The other came after it, or found that its own backup is of another state.
    expect(verdicts.filter((verdict) => verdict === 'all applied')).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict === 'part applied')).toEqual([]);
  });
});

test('a page is written from needs of 120 KB, and from needs that are none', async () => {
  const big = { backup: { result: 'success', outputs: { text: 'x'.repeat(120_000) } } };
  const run = async (needs: string): Promise<string> => {
    const file = await workflow({ jobs: ['notify'], with: { notify: { needs } } });
    const { results } = await play.deploy(github, { workflow: file });
    return JSON.stringify(results);
  };
  const github = await play.github();
  expect(await run(JSON.stringify(big))).toBe('');
});
