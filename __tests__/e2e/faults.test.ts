import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { commandThat } from './between.js';
import { CATEGORIES, GREEN, LEDGER, usePlay } from './play.js';
import { artifactNames, CORE, firstLine, messages } from './reading.js';
import { shortDeploy, type Shortened } from './shortdeploy.js';

const play = usePlay();

const REFUSED = { backup: 'success', 'deploy-database': 'failure', notify: 'success' };

const workflow = (wanted: Partial<Shortened> = {}): Promise<string> =>
  shortDeploy(play.application(), { jobs: CORE, ...wanted });

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
    expect(artifactNames(run).filter((name) => !name.includes('-record-'))).toEqual([]);
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
    const run = await play.deploy(github, {
      workflow: await workflow({ jobs: Object.keys(GREEN) }),
    });
    expect(run.results).toEqual(GREEN);
    expect(messages(run, 'predeploy')).toMatch(
      /warning: The record of this step could not be stored/,
    );
    expect(artifactNames(run)).not.toContain('db-deploy-record-production-validate-a1');
    expect(artifactNames(run)).toContain('db-deploy-record-production-backup-a1-2');
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
    expect(artifactNames(run)).toContain('db-deploy-record-production-backup-a1');
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
        .flatMap((artifact) =>
          artifact.name.startsWith('production-backup') ? [artifact.id] : [],
        );
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
  expect(await play.ask("select count(*) from pg_attribute where attname = 'by_hand'")).toBe('1');
  await expectUntouched();
});
