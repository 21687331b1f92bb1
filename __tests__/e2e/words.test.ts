import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, createRole, dropDatabase, runSql } from '../harness/postgres/databases.js';
import { assertNoLeaks } from '../harness/postgres/leaks.js';
import { templateName, testCluster } from '../harness/postgres/test-cluster.js';
import { GREEN, LEDGER, usePlay } from './play.js';
import { artifactNames, CORE, CORE_GREEN, firstLine, messages, recordOf } from './reading.js';
import { shortDeploy } from './shortdeploy.js';

const play = usePlay();

test('what a migration prints commands nobody', async () => {
  await writeFile(join(play.application(), 'hostile.mjs'), HOSTILE);
  const run = await play.deploy(await play.github(), {
    workflow: await shortDeploy(play.application(), {
      jobs: CORE,
      with: {
        'deploy-database': {
          'migrate-command': 'node hostile.mjs && npx --no-install node-pg-migrate up',
        },
      },
      handOn: { 'deploy-database': 'migrations-applied' },
    }),
  });
  expect(run.results).toEqual(CORE_GREEN);
  // On a machine that stalls the watcher may have seen no session, and says so itself.
  const foreign = run
    .annotations('deploy-database')
    .filter(({ title = '' }) => !UNSEEN.includes(title));
  expect(foreign).toEqual([]);
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

const UNSEEN = [
  'watcher of the migration',
  'longest stall',
  'locks of the migration',
  'blockers of the migration',
  'timeouts in the tool’s own sessions',
].map((name) => `migrate: ${name}`);

const HOSTILE = `
const lines = [
  '::error::forged', '  ::error title=forged::forged', 'text ##[error]forged', '##[warning]forged',
  '::notice file=a.sql::forged', '::add-mask::1', '::set-output name=forged::1', '::set-env name=forged::1',
  '::save-state name=work-directory::/', '::stop-commands::forged', '::group::forged',
  '\\r::error::forged', 'a\\r::error::forged', '\\u2028::error::forged', '\\u0085::error::forged', '\\u00a0::error::forged',
  '\\u001b[31m::error::forged\\u001b[0m', '\\u0000::error::forged', '\\u001b]0;forged\\u0007', 'x'.repeat(200_000),
  process.env.DATABASE_URL, process.env.PGPASSWORD, 'password=' + process.env.PGPASSWORD,
];
for (const line of lines) { console.log(line); console.error(line); }
console.log('the last words');
`;

test('a page is written from needs of 120 KB, and from needs that are none', async () => {
  const file = join(play.application(), 'needs.yml');
  await writeFile(file, NEEDS);
  const run = await play.deploy(await play.github(), { workflow: file });
  expect(run.results).toEqual({ big: 'success', notify: 'success' });
  const pages = run.job('notify').steps.flatMap(({ summary }) => (summary === '' ? [] : [summary]));
  expect(pages).toHaveLength(4);
  const [big, ...malformed] = pages;
  expect(big).toMatch(/\| `big` \| ✅ success/);
  expect(big?.length).toBeLessThan(10_000);
  for (const page of malformed) {
    expect(page.split('\n')[0]).toContain('nothing is known about it');
    expect(page).toMatch(/the input needs (is not JSON|does not look like)/);
  }
});

const NEEDS = `on: push
jobs:
  big:
    runs-on: ubuntu-latest
    outputs: {text: "\${{ steps.big.outputs.text }}"}
    steps:
      - {id: big, run: "echo text=$(head -c 120000 /dev/zero | tr '\\\\0' x) >> $GITHUB_OUTPUT"}
  notify:
    runs-on: ubuntu-latest
    needs: big
    steps:
      - {uses: org/db-deploy-action@v1, with: {step: summarize, needs: "\${{ toJSON(needs) }}"}}
      - {uses: org/db-deploy-action@v1, with: {step: summarize, needs: "{\\"backup\\": {\\"result\\": \\"suc"}}
      - {uses: org/db-deploy-action@v1, with: {step: summarize, needs: "{\\"backup\\": \\"success\\"}"}}
      - {uses: org/db-deploy-action@v1, with: {step: summarize, needs: "[1, null]"}}
`;

describe('with the password `postgres`', () => {
  const login = `postgres_${randomBytes(4).toString('hex')}`;
  const database = `shop_of_${login}`;
  const cluster = testCluster();
  beforeAll(async () => {
    await createRole(cluster, { user: login, password: 'postgres' });
    await runSql(cluster, 'postgres', `grant ${roles.owner.user} to ${login}`);
    const template = templateName('production');
    await createDatabase(cluster, database, { owner: login, template });
  });
  afterAll(async () => {
    await assertNoLeaks(cluster, database).finally(async () => {
      await dropDatabase(cluster, database);
      await runSql(cluster, 'postgres', `drop role ${login}`);
    });
  });

  test('the runner drops outputs, and records carry the deploy through', async () => {
    const url = databaseUrl(cluster, database, { user: login, password: 'postgres' });
    const github = await play.github();
    const run = await github.run({
      workflow: await shortDeploy(play.application(), {
        jobs: Object.keys(GREEN),
        with: { backup: { 'backup-name': 'postgres-backup' } },
        handOn: { backup: 'backup-name' },
      }),
      repository: { owner: 'acme', name: 'shop', fixture: play.application() },
      secrets: {
        ...play.secrets(),
        DATABASE_URL: url,
        DIRECT_URL: url,
        PROD_DATABASE_URL: url,
      },
    });
    expect(run.results).toEqual(GREEN);
    expect(run.job('backup').outputs).toEqual({});
    expect(messages(run, 'backup')).toContain(
      'The output backup-name contains the value of a secret',
    );
    expect(run.log.text()).not.toContain(database);
    expect(artifactNames(run)).toContain('postgres-backup');
    expect(firstLine(run)).toContain('Deployed to production');

    const saved = await recordOf(run, 'backup');
    expect(saved.step === 'backup' && saved.details?.manifest.state.identity.database).toBe(
      database,
    );
    // The word is everywhere; where it is a password, or looks like one, it is nowhere.
    const passwordIn = /postgres@|:postgres\b|password\W+postgres/i;
    for (const { text } of run.log.raw)
      if (!text.startsWith('::add-mask::')) expect(text).not.toMatch(passwordIn);
    for (const artifact of run.artifacts()) {
      for (const [name, content] of await artifact.files()) {
        if (name.endsWith('.json') || name.endsWith('.md'))
          expect(content.toString()).not.toMatch(passwordIn);
      }
    }
  });
});
