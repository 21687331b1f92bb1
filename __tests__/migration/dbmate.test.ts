import { expect, test } from '@jest/globals';
import { exitOf, limited, seen, useApplication } from './toolstage.js';

const up = (sql: string, options = ''): string =>
  `-- migrate:up${options}\n${sql}\n-- migrate:down\n`;

const application = useApplication({
  'package.json': '{"devDependencies":{"dbmate":"2"}}',
  '.env': 'DBMATE_MIGRATIONS_TABLE="ops.applied"\n',
  'db/migrations/002_b.sql': up('create table b (id int);'),
  'db/migrations/003_c.sql': up(limited('c')),
  'db/migrations/notes.md': 'no migration',
});

test('ledger and files agree after it, and a file of an earlier version is applied late', async () => {
  const app = application();
  const both = ['002_b.sql', '003_c.sql'];
  expect(seen(await app.deploy())).toEqual({
    status: 'passed',
    pending: both,
    applied: both,
    exitCode: 0,
    ledger: [],
  });
  await app.write('db/migrations/001_a.sql', up('create table a (id int);'));
  expect(seen(await app.deploy())).toMatchObject({
    status: 'passed',
    applied: ['001_a.sql'],
    ledger: [expect.stringMatching(/^warn: /)],
  });
  await app.remove('db/migrations/003_c.sql');
  expect(seen(await app.deploy())).toMatchObject({
    status: 'failed',
    exitCode: undefined,
    ledger: ['fail: applied, but without a file: 003'],
  });
  await app.write('db/migrations/002_twin.sql', up('select 1;'));
  const { problems } = await app.deploy();
  expect(problems?.[0]?.found).toContain('are both 002 in the ledger');
});

test('where dbmate is strict, the earlier version is refused before it starts', async () => {
  const app = application();
  await app.deploy();
  await app.write('db/migrations/001_a.sql', up('select 1;'));
  expect(seen(await app.deploy('npx --no-install dbmate --strict migrate'))).toMatchObject({
    exitCode: undefined,
    ledger: ['fail: older than the last applied one, so that dbmate refuses them: 001_a.sql'],
  });
});

test('a BEGIN that nobody commits applies nothing on exit 0, and that is an error', async () => {
  const app = application();
  await app.write(
    'db/migrations/003_c.sql',
    up('begin; create table c (id int);', ' transaction:false'),
  );
  const outcome = await app.deploy();
  expect(seen(outcome)).toEqual({
    status: 'failed',
    pending: ['002_b.sql', '003_c.sql'],
    applied: ['002_b.sql'],
    exitCode: 0,
    ledger: ['fail: not applied: 003_c.sql'],
  });
  expect(outcome.details?.verdict).toBe('part applied');
});

test('each file has its own transaction: what stood before the failing one is applied', async () => {
  const app = application();
  await app.write(
    'db/migrations/003_c.sql',
    up("create table c (id int); set lock_timeout = '1ms'; select 1/0;"),
  );
  const outcome = await app.deploy();
  expect(outcome.details).toMatchObject({ verdict: 'part applied', applied: ['002_b.sql'] });
  expect(exitOf(outcome)).toContain('division by zero');
});
