import { expect, test } from '@jest/globals';
import { seen, useApplication } from './toolstage.js';

const up = (sql: string): string => `-- Up Migration\n${sql}\n`;

const application = useApplication({
  'package.json': JSON.stringify({
    dependencies: { 'node-pg-migrate': '9' },
    scripts: {
      migrate: 'node-pg-migrate up -t Done -m changes --create-migrations-schema',
      deploy: "npm run --silent migrate -- --migrations-schema ops --ignore-pattern '.*\\.md'",
    },
  }),
  'changes/001_notes.md': 'no migration',
  'changes/002_b.sql': up('create table b (id int);'),
});

test('ledger and files are where the npm script puts them, and an order it gives up is said', async () => {
  const app = application();
  const done = { applied: ['002_b'], pending: ['002_b'], ledger: [] };
  const first = await app.deploy('npm run deploy');
  expect(seen(first)).toMatchObject({ status: 'passed', ...done });

  await app.write('changes/001_a.sql', up('create table a (id int);'));
  expect(seen(await app.deploy('npm run deploy'))).toMatchObject({
    status: 'failed',
    exitCode: undefined,
    ledger: ['fail: older than the last applied one, so that node-pg-migrate refuses them: 001_a'],
  });
  expect(seen(await app.deploy('npm run deploy -- --no-check-order'))).toMatchObject({
    status: 'passed',
    applied: ['001_a'],
    ledger: [expect.stringMatching(/^warn: /)],
  });
});

test('settings of the config package count; a program with such settings is asked about', async () => {
  const app = application();
  const both = { 'node-pg-migrate': '9', config: '4' };
  await app.write('package.json', JSON.stringify({ dependencies: both }));
  await app.write(
    'config/default.json',
    '{"db":{"migrations-dir":"changes","schema":["ops"],"ignore-pattern":".*[.]md"}}',
  );
  await app.sql(
    'create schema ops; create table ops.pgmigrations (id int, name text, run_on date)',
  );
  await app.sql("insert into ops.pgmigrations values (1, '002_b', '2025-01-01')");
  expect((await app.deploy('exit 9')).details).toMatchObject({ verdict: 'nothing to apply' });

  await app.write(
    'config/production.js',
    "module.exports = { db: { 'migrations-table': name() } }",
  );
  const { problems } = await app.deploy('NODE_ENV=production exit 9');
  expect(problems?.[0]?.attempted).toMatch(/settings of node-pg-migrate in .*production.js/);
});
