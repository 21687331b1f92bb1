import { expect, test } from '@jest/globals';
import { exitOf, limited, seen, useApplication } from './toolstage.js';

const up = (sql: string): string =>
  `exports.up = (knex) => knex.raw(${JSON.stringify(sql)});\nexports.down = (knex) => knex.raw('drop index concurrently x');\n`;

const application = useApplication({
  'package.json': '{"dependencies":{"knex":"3"},"scripts":{"up":"knex migrate:latest"}}',
  'knexfile.js': `const base = { client: 'pg', connection: process.env.DATABASE_URL };
module.exports = {
  development: { ...base, migrations: { tableName: 'dev_migrations' } },
  production: { ...base, migrations: { tableName: 'Done', directory: './changes', loadExtensions: ['.js'] } },
};
`,
  'changes/002_b.d.ts': 'export {};',
  'changes/002_b.js': up('create table b (id int)'),
  'changes/003_c.js': up(limited('c')),
});

const COMMAND = 'NODE_ENV=production npm run --silent up';

test('ledger and files agree after it; a missing file and a lock that was left stop it before', async () => {
  const app = application();
  const both = ['002_b.js', '003_c.js'];
  expect(seen(await app.deploy(COMMAND))).toEqual({
    status: 'passed',
    pending: both,
    applied: both,
    exitCode: 0,
    ledger: [],
  });
  await app.write('changes/001_a.js', up('create table a (id int)'));
  expect(seen(await app.deploy(COMMAND))).toMatchObject({
    status: 'passed',
    applied: ['001_a.js'],
    ledger: [expect.stringMatching(/^warn: /)],
  });
  await app.sql('update "Done_lock" set is_locked = 1');
  await app.remove('changes/002_b.js');
  const stopped = await app.deploy(COMMAND);
  expect(seen(stopped)).toMatchObject({
    status: 'failed',
    exitCode: undefined,
    ledger: [
      'fail: not finished: public."Done_lock"',
      'fail: applied, but without a file: 002_b.js',
    ],
  });
  expect(JSON.stringify(stopped.findings)).toContain('knex migrate:unlock');
});

test('one transaction for all files: a failure in the last leaves nothing', async () => {
  const app = application();
  await app.write('changes/003_c.js', up('alter table nowhere add note text'));
  const outcome = await app.deploy(COMMAND);
  expect(outcome.details).toMatchObject({ verdict: 'nothing applied', exitCode: 1 });

  // Built concurrently, it might have been outside of one: nobody knows.
  await app.write('changes/003_c.js', up('create index concurrently on b (id)'));
  const unknown = await app.deploy(COMMAND);
  expect(unknown.details).toMatchObject({
    verdict: 'unknown',
    doubt: expect.stringContaining('003_c'),
  });
  expect(exitOf(unknown)).toContain('CREATE INDEX CONCURRENTLY');
});

test('blocks that differ, and none that surely counts: asked, not guessed', async () => {
  const { problems } = await application().deploy('NODE_ENV=staging npm run --silent up');
  expect(problems?.[0]?.attempted).toContain('migrations.tableName');
});
