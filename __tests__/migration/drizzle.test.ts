import { expect, test } from '@jest/globals';
import { exitOf, limited, seen, useApplication } from './toolstage.js';

const CONFIG = `import { defineConfig } from 'drizzle-kit';
export default defineConfig({
  dialect: 'postgresql',
  // out: './elsewhere',
  out: './sql',
  schema: './schema.ts',
  dbCredentials: { url: process.env.DATABASE_URL! },
  migrations: { table: 'Applied', schema: 'ops' },
});
`;

function journal(...entries: readonly [when: number, tag: string][]): string {
  const lines = entries.map(([when, tag], idx) => ({
    idx,
    version: '7',
    when,
    tag,
    breakpoints: true,
  }));
  return JSON.stringify({ version: '7', dialect: 'postgresql', entries: lines });
}

const application = useApplication({
  'package.json': '{"devDependencies":{"drizzle-kit":"0.31"}}',
  'drizzle.config.ts': CONFIG,
  'sql/meta/_journal.json': journal([1_700_000_000_000, '0000_a'], [1_700_000_000_020, '0001_b']),
  'sql/0000_a.sql': 'create table a (id int);',
  'sql/0001_b.sql': limited('b'),
});

test('a file that Drizzle skips in silence is found before it runs, and after it, too', async () => {
  const app = application();
  expect(seen(await app.deploy())).toEqual({
    status: 'passed',
    pending: ['0000_a', '0001_b'],
    applied: ['0000_a', '0001_b'],
    exitCode: 0,
    ledger: [],
  });

  // Merged late from a branch: last in the journal, made before 0001_b.
  await app.write('sql/0002_c.sql', 'create table c (id int);');
  await app.write(
    'sql/meta/_journal.json',
    journal(
      [1_700_000_000_000, '0000_a'],
      [1_700_000_000_020, '0001_b'],
      [1_700_000_000_010, '0002_c'],
    ),
  );
  expect(seen(await app.deploy())).toMatchObject({
    status: 'failed',
    exitCode: undefined,
    ledger: ['fail: older than the last applied one, so that drizzle-kit skips them: 0002_c'],
  });

  await app.write('sql/0000_a.sql', 'create table a (id bigint);');
  await app.remove('sql/0002_c.sql');
  await app.write('sql/meta/_journal.json', journal([1_700_000_000_000, '0000_a']));
  expect(seen(await app.deploy())).toMatchObject({
    status: 'failed',
    ledger: [
      'fail: applied, but without a file: 1700000000020',
      'fail: changed since they were applied: 0000_a',
    ],
  });
});

test('an error that it does not print leaves nothing, and the silence is explained', async () => {
  const app = application();
  await app.write(
    'sql/0001_b.sql',
    'create table b (id int);--> statement-breakpoint\nselect 1/0;',
  );
  const outcome = await app.deploy();
  expect(outcome.details).toMatchObject({ verdict: 'nothing applied', exitCode: 1 });
  expect(exitOf(outcome)).toContain('drizzle-kit often ends without a word');
});

test('a table that the configuration computes is asked for, not guessed', async () => {
  await application().write('drizzle.config.ts', CONFIG.replace("'Applied'", 'process.env.TABLE'));
  const { problems } = await application().deploy();
  expect(problems?.[0]).toMatchObject({
    attempted: expect.stringContaining('migrations.table') as unknown,
  });
});
