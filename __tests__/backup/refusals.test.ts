import { beforeAll, describe, expect, test } from '@jest/globals';
import { backup } from '../../src/steps/backup.js';
import type { Tools } from '../../src/actions/tools.js';
import type { Config } from '../../src/config/schemas.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { providePgBouncer, startPooler } from '../harness/pgbouncer.js';
import { useTools } from '../harness/tools.js';
import { configFor, find, leftFiles } from './play.js';

const database = useTestDatabase();
const tools = useTools();
const { cluster, name } = database;

describe('a role that does not see everything is refused before the dump', () => {
  beforeAll(async () => {
    await runSql(
      cluster,
      name,
      `create schema "Locked" authorization app_owner;
       create table "Locked"."Mixed Case" (a int);
       create sequence "Locked".seq;
       create table free (a int);
       alter table free enable row level security, force row level security;
       alter table free owner to app_owner;
       select lo_from_bytea(4711, 'x');`,
    );
  });

  test('every missing privilege at once, each with its statement, which then works', async () => {
    const { status, findings, details } = await backup(configFor(database.ownerUrl), tools());
    const access = find(findings, 'read access');
    expect({ status, details }).toEqual({ status: 'failed', details: undefined });
    expect(access?.verdict).toBe('fail');
    expect(access?.fix?.split('\n').slice(1)).toEqual([
      'grant select on sequence "Locked".seq to app_owner;',
      'grant select on table "Locked"."Mixed Case" to app_owner;',
      'alter table public.free no force row level security;',
      'grant select on large object 4711 to app_owner;',
    ]);
    expect(await leftFiles(tools())).toEqual([]);

    await runSql(cluster, name, access?.fix?.split('\n').slice(1).join('\n') ?? '');
    expect((await backup(configFor(database.ownerUrl), tools())).status).toBe('passed');
  });

  test('a role that a policy binds, and that may not enter a schema', async () => {
    await runSql(cluster, name, 'grant select on free to app_user');
    const { findings } = await backup(configFor(database.userUrl), tools());
    const fix = find(findings, 'read access')?.fix ?? '';
    expect(fix).toContain('grant usage on schema "Locked" to app_user;');
    expect(fix).toContain('alter role app_user bypassrls;');
  });
});

describe('a public repository is refused before any connection', () => {
  const nowhere = 'postgres://user:secret@127.0.0.1:1/nothing';
  const config = (visibility: Config<'backup'>['surroundings']['visibility'], token?: string) => {
    const base = configFor(nowhere);
    return { ...base, githubToken: token, surroundings: { ...base.surroundings, visibility } };
  };
  const answering =
    (status: number, body: unknown): Tools['fetch'] =>
    () =>
      Promise.resolve(
        new Response(JSON.stringify(body), {
          status,
          headers: { 'content-type': 'application/json' },
        }),
      );

  test.each([
    ['the event says so', config('public'), answering(500, {}), /repository is public/],
    [
      'GitHub says so',
      config('unknown', 't'),
      answering(200, { private: false }),
      /repository is public/,
    ],
    [
      'GitHub fails',
      config('unknown', 't'),
      answering(503, { message: 'down' }),
      /could not verify: GitHub did not answer/,
    ],
    [
      'the token may not ask',
      config('unknown', 't'),
      answering(403, { message: 'no' }),
      /could not verify: GitHub did not answer/,
    ],
    [
      'there is no token',
      config('unknown'),
      answering(200, { private: true }),
      /could not verify: there is no github-token/,
    ],
    [
      'GitHub says it is private: the server is next',
      config('unknown', 't'),
      answering(200, { private: true }),
      /ECONNREFUSED/,
    ],
  ])('%s', async (_, settings, fetch, found) => {
    const { status, problems } = await backup(settings, { ...tools(), fetch });
    expect(status).toBe('failed');
    expect(problems?.map((problem) => problem.found).join()).toMatch(found);
  });
});

const ifPooler = providePgBouncer() === undefined ? test.skip : test;

ifPooler.each([
  { mode: 'transaction', roundRobin: false },
  { mode: 'transaction', roundRobin: true },
] as const)('a pooled URL is refused, and nothing was locked or written: %j', async (options) => {
  const pooler = await startPooler(cluster, { ...options, logins: [roles.owner] });
  try {
    const config = configFor(pooler.url(name, roles.owner));
    const { status, findings, problems } = await backup(config, tools());
    expect(status).toBe('failed');
    expect(findings.map((finding) => finding.name)).toEqual(['privacy']);
    expect(problems?.[0]?.found).toContain('transaction pooler');
    expect(await leftFiles(tools())).toEqual([]);
  } finally {
    // With the pooler its server sessions end.
    await pooler.stop();
  }
});

ifPooler('a pooler that keeps sessions apart is as good as the server', async () => {
  const pooler = await startPooler(cluster, { mode: 'session', logins: [roles.owner] });
  try {
    const { status, findings } = await backup(configFor(pooler.url(name, roles.owner)), tools());
    expect(status).toBe('passed');
    expect(find(findings, 'rows in the archive')?.verdict).toBe('pass');
  } finally {
    await pooler.stop();
  }
});

test('while another deploy holds the lock, its name is told', async () => {
  await withClient(cluster, name, async (holder) => {
    await holder.query(`set application_name to 'db-deploy/migrate/77'`);
    await holder.query("select pg_advisory_lock(x'64626465'::int, x'706c6f79'::int)");
    const { problems } = await backup(configFor(database.superuserUrl), tools());
    expect(problems?.[0]?.found).toContain('db-deploy/migrate/77');
  });
});
