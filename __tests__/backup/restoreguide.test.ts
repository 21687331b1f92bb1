import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { backup } from '../../src/steps/backup.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { configFor, fingerprintsOf, libpqOf } from './play.js';

const database = useTestDatabase();
const tools = useTools();
const { cluster } = database;
const awkward = `it's "${database.name}"; $(touch hacked) | \`é\``;
const databases = [awkward, `${awkward}_restored`, `${awkward}_old`];

beforeAll(async () => {
  await createDatabase(cluster, awkward, { owner: roles.owner.user });
  await runSql(
    cluster,
    awkward,
    `create table "Table ""with""
newline | \`\`\`" (a int); insert into "Table ""with""
newline | \`\`\`" values (1), (2);
     create table owned (a text); alter table owned owner to ${pg.escapeIdentifier(roles.owner.user)};
     insert into owned values ('x')`,
  );
});
afterAll(async () => {
  for (const name of databases) await dropDatabase(cluster, name);
});

test('the commands of RESTORE.md, pasted as they are, restore the backup, show its counts and switch over', async () => {
  const { details } = await backup(configFor(databaseUrl(cluster, awkward)), tools());
  const directory = join(tools().workDirectory, 'store', details?.artifact.name ?? '');
  const guide = await readFile(join(directory, 'RESTORE.md'), 'utf8');
  const commands = [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
  expect(commands).toHaveLength(5);

  const { stdout } = await promisify(execFile)(
    'bash',
    ['-euo', 'pipefail', '-c', commands.join('\n')],
    {
      cwd: directory,
      env: libpqOf(cluster),
    },
  );

  expect(stdout).toContain('production.dump: OK');
  expect(stdout).toContain('public.owned|1\n');
  expect(stdout).toContain('newline | ```|2\n');
  // The restored one carries the name now, and the old one is still there.
  expect(await fingerprintsOf(databaseUrl(cluster, awkward))).toEqual(details?.manifest.tables);
  await runSql(cluster, `${awkward}_old`, 'select from owned');
  const plainSql = await readFile(join(directory, 'restore.sql'), 'utf8');
  expect(plainSql).toContain('COPY public.owned (a) FROM stdin;');
});
