import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { backup } from '../../src/steps/backup.js';
import { DeployError } from '../../src/errors.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { openSessions } from '../harness/postgres/leaks.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { afterFirstBytes, beforeDump, configFor, find, leftFiles } from './play.js';

const database = useTestDatabase('empty');
const tools = useTools();
const { cluster, name } = database;

beforeAll(async () => {
  // More than all buffers on the way hold, and hard to compress: pg_dump is stuck in COPY when nobody reads.
  await runSql(
    cluster,
    name,
    `create table big as select n, sha512(n::text::bytea) a, sha512((-n)::text::bytea) b
       from generate_series(1, 100000) n; analyze big`,
  );
});

const backendsOfBackup = async () =>
  (await openSessions(cluster, name)).filter(({ applicationName }) =>
    applicationName.startsWith('db-deploy/backup/'),
  );

async function terminate(which: RegExp): Promise<void> {
  const victims = (await backendsOfBackup()).filter(({ query }) => which.test(query));
  expect(victims).toHaveLength(1);
  await runSql(cluster, 'postgres', `select pg_terminate_backend(${victims[0]?.pid ?? 0})`);
}

describe('nothing is left and nothing is stored when', () => {
  const nothingLeft = async (): Promise<void> => {
    expect(await leftFiles(tools())).toEqual([]);
    expect(await tools().artifacts.list()).toEqual([]);
    // Sessions and locks: the leak check after each test.
  };

  test('the backend of pg_dump is killed in the middle of a table', async () => {
    const cut = afterFirstBytes(tools(), () => terminate(/^COPY/));
    const { status, problems } = await backup(configFor(database.superuserUrl), cut);
    expect(status).toBe('failed');
    expect(problems).toMatchObject([
      {
        attempted: 'dump the database',
        found: expect.stringMatching(/terminating connection|server closed the connection/),
        likelyCause: expect.stringContaining('administrator'),
      },
    ]);
    await nothingLeft();
  });

  test('pg_dump itself is killed', async () => {
    const killed = afterFirstBytes(tools(), async () => {
      const processes = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=,comm=']);
      const line = new RegExp(`^ *(\\d+) +${process.pid} .*pg_dump`, 'm').exec(processes.stdout);
      process.kill(Number(line?.[1]), 'SIGKILL');
    });
    const { status, problems } = await backup(configFor(database.superuserUrl), killed);
    expect(status).toBe('failed');
    expect(problems).toMatchObject([
      {
        attempted: 'dump the database',
        found: expect.stringContaining('was ended by SIGKILL'),
        likelyCause: expect.stringContaining('memory'),
      },
    ]);
    await nothingLeft();
  });

  test('a table is dropped before pg_dump could lock it', async () => {
    const before = beforeDump(tools(), () => runSql(cluster, name, 'drop table doomed'));
    await runSql(cluster, name, 'create table doomed as select 1 as a');
    const { status, problems } = await backup(configFor(database.superuserUrl), before);
    expect(status).toBe('failed');
    expect(problems).toMatchObject([
      {
        attempted: 'dump the database',
        found: expect.stringContaining('"public.doomed" does not exist'),
        likelyCause: expect.stringContaining('dropped'),
      },
    ]);
    await nothingLeft();
  });

  test('the session of the snapshot is killed', async () => {
    const exits: (number | null)[] = [];
    const cut = afterFirstBytes(
      tools(),
      () => terminate(/^rollback to tolerated/),
      (code) => exits.push(code),
    );
    const { status, problems } = await backup(configFor(database.superuserUrl), cut);
    expect({ status, count: problems?.length }).toEqual({ status: 'failed', count: 1 });
    expect(problems?.[0]?.found).toMatch(/terminating connection|connection .*lost/);
    // pg_dump was stopped, not waited for.
    expect(exits).toEqual([]);
    await nothingLeft();
  });

  test('the step is cancelled in the middle of a table', async () => {
    const cancelled = new DeployError({ attempted: 'a', found: 'cancelled', nextAction: 'c' });
    const base = tools();
    const cut = afterFirstBytes(base, () => {
      base.cancel(cancelled);
      return Promise.resolve();
    });
    const { status, problems } = await backup(configFor(database.superuserUrl), cut);
    expect({ status, problems }).toEqual({ status: 'failed', problems: cancelled.problems });
    await nothingLeft();
  });

  test('the disk is full', async () => {
    const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
      code: 'ENOSPC',
    });
    const cut = afterFirstBytes(tools(), () => Promise.reject(full));
    const { problems } = await backup(configFor(database.superuserUrl), cut);
    expect(problems?.[0]).toMatchObject({ likelyCause: expect.stringContaining('free disk') });
    await nothingLeft();
  });

  test('the store refuses', async () => {
    const refusal = new DeployError({ attempted: 'upload', found: 'quota', nextAction: 'delete' });
    const base = tools();
    const artifacts = { ...base.artifacts, upload: () => Promise.reject(refusal) };
    const { status, problems, findings } = await backup(configFor(database.superuserUrl), {
      ...base,
      artifacts,
    });
    expect({ status, problems }).toEqual({ status: 'failed', problems: refusal.problems });
    expect(find(findings, 'rows in the archive')?.verdict).toBe('pass');
    await nothingLeft();
  });
});

test('a table cannot be dropped while pg_dump reads it: DROP waits, and the backup is whole', async () => {
  await withClient(cluster, name, async (migration) => {
    const dropped: string[] = [];
    const during = afterFirstBytes(tools(), async () => {
      await migration.query(`set lock_timeout to '100ms'`);
      await migration.query('drop table big').then(
        () => dropped.push('dropped'),
        (error: unknown) => dropped.push(String(error)),
      );
    });
    const { status, problems, details } = await backup(configFor(database.superuserUrl), during);
    expect(dropped).toEqual([expect.stringContaining('due to lock timeout')]);
    expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
    expect(details?.manifest.tables).toMatchObject([{ name: 'big', rows: '100000' }]);
  });
});

test('until pg_dump has locked the tables, our reads lock none: a DDL statement in between passes', async () => {
  // Else it queues behind our reads, pg_dump behind it, and our reads' transaction behind pg_dump.
  await withClient(cluster, name, async (migration) => {
    const before = beforeDump(tools(), async () => {
      await snapshotIsIdle();
      await migration.query(`set lock_timeout to '5s'; alter table big add column c int`);
    });
    const { status, problems } = await backup(configFor(database.superuserUrl), before);
    expect({ status, problems }).toEqual({ status: 'passed', problems: undefined });
  });
});

async function snapshotIsIdle(): Promise<void> {
  for (;;) {
    const backends = await backendsOfBackup();
    if (backends.some(({ state }) => state === 'idle in transaction')) return;
  }
}
