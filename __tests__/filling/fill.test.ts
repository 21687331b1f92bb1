import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DeployError } from '../../src/errors.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql, runSqlFile } from '../harness/postgres/databases.js'; // prettier-ignore
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { makeTools, useTools, type TestTools } from '../harness/tools.js';
import { notPassed, proveAs, restoreInto, takeBackup, type TakenBackup } from './restored.js';

const shop = useTestDatabase('production');
const odd = useTestDatabase('empty');
const managed = useTestDatabase('production');
const { cluster } = shop;
const side = `${shop.name} o'side = \\ "ü"`;
let directory = '';
let backups: Record<'shop' | 'odd' | 'managed' | 'apart' | 'shared', TakenBackup>;
const tools = useTools();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'db-deploy-fill-'));
  const fixture = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  await runSql(cluster, 'postgres', 'create role cloud_admin; create role team; create role crew');
  await runSqlFile(cluster, odd.name, fixture('../backup/fixtures/odd.sql'));
  const early = makeTools(directory, 'production');
  const shared = await sharedBackup(early);
  await runSqlFile(cluster, managed.name, fixture('fixtures/managed.sql'));
  backups = {
    shop: await takeBackup(early, shop.ownerUrl),
    odd: await takeBackup(early, odd.superuserUrl),
    managed: await takeBackup(early, managed.superuserUrl),
    shared,
    apart: await apartBackup(early),
  };
});
afterEach(async () => {
  await dropDatabase(cluster, side);
});
afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
  for (const name of [managed.name, shop.name, odd.name]) await dropDatabase(cluster, name);
  await runSql(cluster, 'postgres', 'revoke team from app_owner; drop role cloud_admin; drop role team; drop role crew'); // prettier-ignore
});

/** Owners that the restoring role is a member of, in schemas where they may create nothing. */
async function sharedBackup(early: TestTools): Promise<TakenBackup> {
  await runSql(cluster, 'postgres', 'grant team to app_owner');
  await runSql(
    cluster,
    managed.name,
    `create schema tidy authorization app_owner;
     create table tidy.plans (id serial primary key, name text); insert into tidy.plans (name) values ('a');
     alter table tidy.plans owner to team; grant select on tidy.plans to crew;
     create statistics tidy.st on id, name from tidy.plans; alter statistics tidy.st owner to team;
     create materialized view tidy.m as select count(*) from tidy.plans; alter materialized view tidy.m owner to team;
     create type tidy.kind as enum ('x'); alter type tidy.kind owner to team;
     create table public.loose (a int); alter table public.loose owner to team;
     grant usage on schema tidy to team`,
  );
  return takeBackup(early, managed.superuserUrl);
}

/** Nothing of the team needs what is the provider's, and nothing of the provider lies in `public`. */
async function apartBackup(early: TestTools): Promise<TakenBackup> {
  await runSql(
    cluster,
    managed.name,
    'drop table public.guest; drop view public.both_sides; alter table public.profile drop constraint profile_id_fkey',
  );
  return takeBackup(early, managed.superuserUrl);
}

async function sideFor(owner: string): Promise<void> {
  await createDatabase(cluster, side, { template: 'template0', owner });
}

test.each(['shop', 'odd', 'managed'] as const)(
  'a superuser restores everything: %s',
  async (name) => {
    await sideFor('app_owner');
    const url = databaseUrl(cluster, side);
    const { selection, filled } = await restoreInto(tools(), url, backups[name]);
    expect(selection.leftOut).toEqual([]);
    expect(notPassed(await proveAs(tools(), url, backups[name], filled))).toEqual([]);
  },
);

test('an owner restores what is his, and lists what belongs to the provider', async () => {
  await sideFor('app_owner');
  const url = databaseUrl(cluster, side, roles.owner);
  const { selection, filled } = await restoreInto(tools(), url, backups.apart);
  const findings = await proveAs(tools(), url, backups.apart, { ...selection, ...filled });
  const open = notPassed(findings);
  expect(open).toHaveLength(1);
  expect(open[0]).toMatch(/^could not verify: left out of the restore: /);
  for (const listed of [
    'SCHEMA provider: it belongs to cloud_admin, and app_owner may not act as that role',
    'TABLE provider.accounts: it belongs to cloud_admin',
    'EXTENSION pg_stat_statements: the restoring role may not create this extension',
    'EXTENSION pgrowlocks: the restoring role may not create this extension',
    'EVENT TRIGGER provider_audit: only a superuser may create it',
    'PUBLICATION everything: it belongs to postgres',
  ]) {
    expect(open[0]).toContain(listed);
  }
  expect(open[0]).not.toContain('pg_trgm');
});

test('what is the team’s is not left to the provider', async () => {
  await sideFor('app_owner');
  const url = databaseUrl(cluster, side, roles.owner);
  await expect(restoreInto(tools(), url, backups.managed)).rejects.toMatchObject({
    problems: [
      {
        found:
          'objects of its own would stay out: VIEW public.both_sides: it needs TABLE provider.accounts; TABLE public.guest: it belongs to cloud_admin, and app_owner may not act as that role; FK CONSTRAINT public.profile profile_id_fkey: it needs CONSTRAINT provider.accounts accounts_pkey',
        nextAction: expect.stringContaining('grant "cloud_admin" to "app_owner";') as unknown,
      },
    ],
  });
});

test('owners whose member he is get their own, without a right to create that they did not have', async () => {
  await sideFor('app_owner');
  const url = databaseUrl(cluster, side, roles.owner);
  const { selection, filled } = await restoreInto(tools(), url, backups.shared);
  expect(selection.leftOut).toEqual([]);
  expect(notPassed(await proveAs(tools(), url, backups.shared, filled))).toEqual([]);
});

describe('a restore that fails says why, and touches nothing else', () => {
  async function failing(work: () => Promise<unknown>): Promise<DeployError> {
    const error: unknown = await work().then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof DeployError)) throw new Error(`not refused: ${String(error)}`);
    return error;
  }

  test('an archive cut in the middle', async () => {
    await sideFor('app_owner');
    const whole = await readFile(backups.shop.archive);
    const archive = join(tools().workDirectory, 'cut.dump');
    await writeFile(archive, whole.subarray(0, Math.floor(whole.length * 0.9)));
    const cut = { ...backups.shop, archive };
    const error = await failing(() => restoreInto(tools(), databaseUrl(cluster, side, roles.owner), cut)); // prettier-ignore
    expect(error.problems[0]).toMatchObject({ likelyCause: 'the archive is damaged' });
  });

  test('rows that break a rule are not quoted', async () => {
    await sideFor('app_owner');
    await runSql(cluster, side, `create table users (id int primary key)`, roles.owner);
    const error = await failing(() => restoreInto(tools(), databaseUrl(cluster, side, roles.owner), backups.shop)); // prettier-ignore
    expect(error.problems[0]?.found).toContain('relation "users" already exists');
    expect(error.message).not.toContain('Command was');
  });

  test('a session that the server ends', async () => {
    await sideFor('app_owner');
    const { processes } = tools();
    const ending: TestTools = {
      ...tools(),
      processes: {
        run: (spec) =>
          processes.run({
            ...spec,
            onLine: (line) => {
              spec.onLine?.(line);
              if (!line.includes('processing data')) return;
              void runSql(cluster, 'postgres', `select pg_terminate_backend(pid) from pg_stat_activity where datname like '%o''side%'`); // prettier-ignore
            },
          }),
      },
    };
    const error = await failing(() => restoreInto(ending, databaseUrl(cluster, side), backups.odd));
    expect(error.problems[0]?.likelyCause).toContain('the server restarted');
  });

  test('a cancelled step ends pg_restore', async () => {
    await sideFor('app_owner');
    const reason = new DeployError({ attempted: 'restore', found: 'cancelled', nextAction: 'x' });
    const { processes } = tools();
    const cancelling: TestTools = {
      ...tools(),
      processes: {
        run: (spec) =>
          processes.run({
            ...spec,
            onLine: (line) => {
              if (line.includes('creating TABLE')) tools().cancel(reason);
            },
          }),
      },
    };
    await expect(
      restoreInto(cancelling, databaseUrl(cluster, side, roles.owner), backups.shop),
    ).rejects.toBe(reason);
  });
});
