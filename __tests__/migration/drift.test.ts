import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { directoryArtifacts } from '../../src/actions/directoryartifacts.js';
import { recordStore, type RecordStore } from '../../src/actions/records.js';
import { redactDeep } from '../../src/actions/redaction.js';
import { DeployError } from '../../src/errors.js';
import { DRIFT, driftFinding, type DriftQuestion } from '../../src/migration/drift.js';
import { catalogFingerprint } from '../../src/postgres/catalog.js';
import { watchedFingerprint } from '../../src/postgres/watched.js';
import { MIGRATION_NOT_STARTED } from '../../src/record/untouched.js';
import { record } from '../actions/records.js';
import { useTools } from '../harness/tools.js';
import { useCatalogs } from '../postgres/catalogs.js';

const catalogs = useCatalogs();
const tools = useTools();

const T = 'create table t (a int); ';
const LEFT = { day: 1, status: 'passed', started: true, keeps: true, older: false };

/** A deploy that left this catalog. */
async function deployed(catalog: string[], given: Partial<typeof LEFT> = {}): Promise<void> {
  const { day, status, started, keeps, older } = { ...LEFT, ...given };
  const identity = { database: 'shop', oid: '1', host: 'db', port: 5432 };
  const details = {
    ...MIGRATION_NOT_STARTED,
    started,
    after: { identity, catalogFingerprint: catalogFingerprint(catalog) },
    ...(older ? {} : { watchedFingerprint: watchedFingerprint(catalog) }),
  };
  await leave({ step: 'migrate', status, details }, day, keeps ? catalog : undefined);
}

/** A restore; nothing but what drift reads of it. */
async function restored(catalog: string[] | undefined, day: number, swapped = true): Promise<void> {
  const fingerprints = catalog && { catalogFingerprint: catalogFingerprint(catalog), watchedFingerprint: watchedFingerprint(catalog) }; // prettier-ignore
  const backup = { name: 'b', chosenBy: 'newest', runId: '1', runUrl: '', snapshotTime: '2026-11-01T00:00:00Z', bytes: 1, sha256: '' }; // prettier-ignore
  const lists = { losses: [], migrationsUndone: [], leftOut: [], openedWith: [] };
  const details = { database: 'shop', backup, lookOnly: false, ageSeconds: 1, ...lists, swapped, undo: '', cleanUp: '', ...fingerprints }; // prettier-ignore
  await leave({ step: 'restore', details }, day, catalog);
}

async function leave(changes: object, day: number, catalog?: readonly string[]): Promise<void> {
  const runId = String(100 + day);
  const base = record();
  const run = { ...base.run, runId };
  const finishedAt = `2026-11-0${day}T10:00:00.000Z`;
  // As a run of its own does: names are free once per run.
  const directory = tools().workDirectory;
  const artifacts = directoryArtifacts(join(directory, 'store'), systemClock, runId);
  const store = recordStore(artifacts, { environment: 'production', retentionDays: 1, directory });
  await store.publish({ ...base, ...changes, run, finishedAt }, catalog);
}

const drift = (catalog: readonly string[], question: Partial<DriftQuestion> = {}) =>
  driftFinding({ ...tools(), mode: 'warn', visibility: 'private', catalog, ...question });

describe('against the record of the last deploy', () => {
  test('the same catalog passes, and names run and time', async () => {
    const [then] = await catalogs(T, '');
    await deployed(then);
    expect(await drift(then)).toEqual({
      name: DRIFT,
      verdict: 'pass',
      found: 'none: the catalog is as the deploy of run 101 (2026-11-01 10:00 UTC) left it',
    });
  });

  test('what differs is told object by object, as a warning or a failure, or not looked for', async () => {
    const [then, now] = await catalogs(T, 'alter table t add note text; create index i on t (a)');
    await deployed(then);
    const warned = await drift(now);
    expect(warned).toMatchObject({ verdict: 'warn' });
    expect(warned.found).toContain('run 101 (2026-11-01 10:00 UTC) left it: + column public.t.note text; + index public.t.i'); // prettier-ignore
    expect(warned.fix).toContain('put the change into a migration');
    expect(await drift(now, { mode: 'fail' })).toMatchObject({ verdict: 'fail' });
    expect(await drift(now, { mode: 'off' })).toMatchObject({ verdict: 'not run' });
  });

  test.each(['public', 'unknown'] as const)(
    'where the repository is %s, no object is named',
    async (visibility) => {
      const [then, now] = await catalogs(T, 'alter table t add note text');
      await deployed(then);
      const { verdict, found } = await drift(now, { visibility });
      expect(verdict).toBe('warn');
      expect(found).not.toContain('note');
      expect(found).toContain('private repositories only');
    },
  );

  test('a record without its catalog, and one of an older version, still tell that it differs', async () => {
    const [then, now] = await catalogs(T, 'alter table t add note text');
    await deployed(then, { keeps: false, older: true });
    expect(await drift(then)).toMatchObject({ verdict: 'pass' });
    const { verdict, found } = await drift(now);
    expect([verdict, found]).toEqual([
      'warn',
      expect.stringContaining('does not keep the catalog'),
    ]);
  });

  test('a secret in the schema, which the kept catalog does not have, is no difference', async () => {
    const [then, now] = await catalogs("create table s (a text default 'hunter2-hunter2')", T);
    tools().log.mask(['hunter2-hunter2']);
    await deployed(redactDeep([...then], ['hunter2-hunter2']));
    expect((await drift(now)).found).toMatch(/left it: \+ table public\.t with 1 column$/);
  });

  test('a deploy that failed with its tool started counts, one that was refused does not', async () => {
    const [then, now] = await catalogs(T, 'alter table t add note text');
    await deployed(then);
    await deployed(now, { day: 2, status: 'failed', started: false });
    expect(await drift(now)).toMatchObject({ verdict: 'warn' });
    await deployed(now, { day: 3, status: 'failed' });
    expect(await drift(now)).toMatchObject({ verdict: 'pass' });
  });

  test('a later restore counts instead, where it swapped', async () => {
    const [then, now] = await catalogs(T, 'alter table t add note text');
    await restored(then, 1);
    await deployed(now, { day: 2 });
    expect(await drift(now)).toMatchObject({ verdict: 'pass' });
    await restored(then, 3, false);
    expect(await drift(now)).toMatchObject({ verdict: 'pass' });
    await restored(then, 4);
    expect((await drift(then)).found).toContain('as the restore of run 104');
    expect((await drift(now)).found).toContain('run 104 (2026-11-04 10:00 UTC) left it: + column public.t.note'); // prettier-ignore
    await restored(undefined, 5);
    expect(await drift(now)).toMatchObject({ verdict: 'not run' });
  });

  test('the catalog is kept beside the record, and whoever gathers records does not carry it', async () => {
    const [then] = await catalogs(T, '');
    await deployed(then);
    const found = await tools().records.newestAnywhere('migrate');
    expect(found.catalog).toEqual(then);
    expect(JSON.stringify(found.record)).not.toContain('public.t');
    expect(JSON.stringify(await tools().records.read())).not.toContain('public.t');
  });
});

describe('without an answer', () => {
  test('no record: the first deploy', async () => {
    expect(await drift([])).toMatchObject({ verdict: 'not run' });
  });

  test('a search that is refused, or breaks', async () => {
    const problem = {
      attempted: 'search',
      found: 'no permission',
      nextAction: 'give actions: read',
    };
    for (const [error, fix] of [
      [new DeployError(problem), 'give actions: read'],
      [new Error('no permission'), undefined],
    ] as const) {
      // prettier-ignore
      const newestAnywhere = () => Promise.reject(error);
      const records = { newestAnywhere } as Pick<RecordStore, 'newestAnywhere'>;
      const finding = await drift([], { records });
      expect(finding).toMatchObject({ verdict: 'could not verify' });
      expect(finding.found).toContain('no permission');
      expect(finding.fix).toBe(fix);
      const stopped = await drift([], { records, mode: 'fail' });
      expect(stopped).toMatchObject({ verdict: 'fail', found: finding.found });
      expect(stopped.fix).toContain('actions: read');
    }
  });

  test('a difference that a later, unreadable record may explain', async () => {
    const [then, now] = await catalogs(T, 'alter table t add note text');
    await deployed(then);
    await leave({ step: 'migrate', version: 2 }, 2);
    expect(await drift(then)).toMatchObject({ verdict: 'pass' });
    expect(await drift(now)).toMatchObject({ verdict: 'could not verify' });
    expect(await drift(then, { mode: 'fail' })).toMatchObject({ verdict: 'pass' });
    expect(await drift(now, { mode: 'fail' })).toMatchObject({
      verdict: 'fail',
      fix: expect.stringContaining('actions: read'),
    });
  });

  test('records that none can be read of', async () => {
    await leave({ step: 'migrate', version: 2 }, 1);
    expect(await drift([])).toMatchObject({ verdict: 'could not verify' });
    expect(await drift([], { mode: 'fail' })).toMatchObject({ verdict: 'fail' });
  });
});

describe('what changes without anybody’s doing', () => {
  const P = 'create table p (a int) partition by list (a); create table p1 partition of p for values in (1); '; // prettier-ignore
  const PROVIDER =
    'create role supabase_admin; create schema auth authorization supabase_admin; create table auth.users (id int); alter table auth.users owner to supabase_admin; ';
  const RDS = `create role rdsadmin; alter schema public owner to rdsadmin; ${T}`;

  test.each([
    [
      'partitions',
      P,
      'create table p2 partition of p for values in (2); create index on p2 (a); drop table p1',
    ],
    [
      'objects in the schemas of providers',
      PROVIDER,
      'alter table auth.users add x int; create function auth.f() returns int language sql as $$select 1$$; alter function auth.f() owner to supabase_admin',
    ],
    [
      'objects of providers elsewhere',
      `${PROVIDER} create table h (a int); alter table h owner to supabase_admin`,
      'alter table h add b int; create index on h (a)',
    ],
    [
      'versions of extensions',
      "create extension citext version '1.4'",
      'alter extension citext update',
    ],
  ])('is no drift: %s', async (_, before, change) => {
    const [then, now] = await catalogs(before, change);
    expect(catalogFingerprint(now)).not.toBe(catalogFingerprint(then));
    expect(watchedFingerprint(now)).toBe(watchedFingerprint(then));
  });

  test.each([
    ['the partitioned table', P, 'alter table p add b int'],
    ['a new extension', '', 'create extension citext'],
    ['a grant to a role of a provider', `${PROVIDER} ${T}`, 'grant select on t to supabase_admin'],
    ['a table in the schema public of a provider', RDS, 'alter table t add b int'],
    ['an empty schema public of a provider', RDS.replace(T, ''), T],
    ['what others have in the schema of a provider', PROVIDER, 'create table auth.own (a int)'],
    ['what is called as a schema of a provider', PROVIDER, 'create publication auth'],
    ['a schema with a strange name', 'create schema "A.b"', 'create table "A.b".t ()'],
    [
      'default grants',
      '',
      'alter default privileges in schema public grant select on tables to public',
    ],
  ])('but drift is: %s', async (_, before, change) => {
    const [then, now] = await catalogs(before, change);
    expect(watchedFingerprint(now)).not.toBe(watchedFingerprint(then));
  });
});
