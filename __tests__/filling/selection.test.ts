import { expect, test } from '@jest/globals';
import type { Entry } from '../../src/archive/entries.js';
import { DeployError } from '../../src/errors.js';
import { withSession, type Session } from '../../src/postgres/session.js';
import type { Manifest } from '../../src/record/manifest.js';
import { requireExtensions } from '../../src/filling/extensions.js';
import { requireRoles } from '../../src/filling/roles.js';
import type { NamedEntry } from '../../src/filling/leftout.js';
import { selectEntries, selectFor, type StaysOut } from '../../src/filling/selection.js';
import { inStages } from '../../src/filling/stages.js';
import { connectionTo } from '../backup/play.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';

const database = useTestDatabase('empty');

function ask<Result>(work: (session: Session) => Promise<Result>, url = database.ownerUrl) {
  const signal = new AbortController().signal;
  return withSession(connectionTo(url), { purpose: 'look', applicationName: 't', signal }, work);
}

async function refusal(work: Promise<unknown>): Promise<DeployError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof DeployError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

const manifest = { roles: ['app_owner'], tables: [], state: { identity: { database: 'shop' } } } as unknown as Manifest; // prettier-ignore

/** `3 TABLE public t app_owner, needs 1 2` */
function entries(...lines: string[]): Entry[] {
  return lines.map((line) => {
    const [, id = '', key = '', type = '', rest = '', needs = ''] =
      /^(\d+) (?:\[(.*?)\] )?([A-Z ]+) (\S.*?)(?:, needs (.*))?$/.exec(line) ?? [];
    return {
      id: Number(id),
      key: key || `9 ${id}`,
      type,
      rest,
      needs: needs.split(' ').map(Number),
    };
  });
}

const select = (list: Entry[], changes: Partial<Manifest> = {}, url = database.ownerUrl) =>
  ask((session) => selectEntries(session, { manifest: { ...manifest, ...changes }, entries: list, catalog: ['cast (a AS b)\ti without function\t\t'] }), url); // prettier-ignore

const told = async (list: Entry[], changes: Partial<Manifest> = {}, url = database.ownerUrl) => {
  const { leftOut } = await select(list, changes, url);
  return leftOut.map(({ id, reason }) => `${id}: ${reason}`);
};

test('roles that the server lacks are one problem with their statements', async () => {
  const lacking = { ...manifest, roles: ['app_owner', 'o"dd', 'pg_monitor', 'zoe'] };
  const error = await refusal(ask((session) => requireRoles(session, lacking)));
  expect(error.problems).toHaveLength(1);
  expect(error.problems[0]?.nextAction).toContain(
    'create role "o""dd" nologin;\ncreate role "zoe" nologin;',
  );
  await ask((session) => requireRoles(session, manifest));
});

test('extensions that the server lacks are refused with their packages', async () => {
  const list = entries('1 EXTENSION - postgis', '2 EXTENSION - vector', '3 EXTENSION - pg_trgm');
  const error = await refusal(ask((session) => requireExtensions(session, list, 15)));
  expect(error.problems.map(({ nextAction }) => /package (\S+)\)/.exec(nextAction)?.[1])).toEqual([
    'postgresql-15-postgis-3',
    'postgresql-15-pgvector',
  ]);
  await ask((session) => requireExtensions(session, list.slice(2), 15));
});

test('what stays out takes along what needs it, but not what is in public', async () => {
  const list = entries(
    '1 SCHEMA - public postgres',
    '2 SCHEMA - auth postgres',
    '3 TABLE auth users postgres, needs 2',
    '4 TABLE public t app_owner, needs 1',
    '5 TRIGGER auth users audit app_owner, needs 3',
    '6 COMMENT auth TRIGGER audit ON users app_owner, needs 5',
    '7 CAST - CAST (a AS b)',
    '8 SUBSCRIPTION - s app_owner',
  );
  expect(await told(list)).toEqual([
    '1: it belongs to postgres, and app_owner may not act as that role',
    '2: it belongs to postgres, and app_owner may not act as that role',
    '3: it belongs to postgres, and app_owner may not act as that role',
    '5: it needs TABLE auth.users',
    '6: it needs TRIGGER auth.users audit',
    '7: only a superuser may create a cast without a function',
    '8: only a superuser may create it, and app_owner is none',
  ]);
  expect(await told(list, {}, database.superuserUrl)).toEqual([]);
});

test('for a copy that nobody will use nothing is refused, and contents go with their extension', async () => {
  const list = entries(
    '1 EXTENSION - postgis ',
    '2 EXTENSION - pg_stat_statements ',
    '3 TABLE public t app_owner, needs 1',
    '4 TABLE DATA public spatial_ref_sys postgres',
    // It makes one of that name.
    '5 TABLE DATA public pg_stat_statements postgres',
  );
  const judge: StaysOut = ({ id }) => (id === 1 ? 'it is not here' : undefined);
  const { leftOut } = await ask((session) => selectFor(session, { manifest, entries: list, catalog: [] }, judge), database.superuserUrl); // prettier-ignore
  expect(leftOut.map(({ id, reason }) => `${id}: ${reason}`)).toEqual([
    '1: it is not here',
    '3: it needs EXTENSION postgis',
    '4: its extension stays out',
  ]);
});

test('a table of the role’s own that would stay out is refused', async () => {
  const list = entries(
    '2 EXTENSION - pageinspect ',
    '3 TABLE public t app_owner, needs 2',
    '4 TABLE DATA public t app_owner, needs 3',
  );
  const error = await refusal(select(list));
  expect(error.problems[0]?.found).toBe(
    'objects of its own would stay out: TABLE public.t: it needs EXTENSION pageinspect',
  );
  const foreign = entries('1 BLOB - 16644 postgres', '2 BLOBS - BLOBS ');
  expect((await refusal(select(foreign))).problems[0]?.found).toContain(
    'BLOB 16644: it belongs to postgres',
  );
});

test.each([
  'TABLE public invoices',
  'TABLE shop invoices',
  'TABLE mine invoices',
  'VIEW public v',
  'MATERIALIZED VIEW public m',
  'SEQUENCE public s',
  'FUNCTION public f(integer)',
  'PROCEDURE public p()',
  'AGGREGATE public a(integer)',
  'TYPE public kind',
  'DOMAIN public positive',
  'TRIGGER public t audit',
  'RULE public t r',
  'POLICY public t own',
  'ROW SECURITY public t',
  'CONSTRAINT public t t_pkey',
  'FK CONSTRAINT public t t_fk',
  'CHECK CONSTRAINT public t positive',
  'INDEX public t_idx',
  'DEFAULT public t id',
])('owned by another role of the team, %s is refused with the grant', async (what) => {
  const list = entries('1 SCHEMA - public postgres', '2 SCHEMA - shop app_owner', '4 SCHEMA - mine app_owner', `3 ${what} app_user`); // prettier-ignore
  const error = await refusal(select(list));
  expect(error.problems[0]?.found).toContain('it belongs to app_user, and app_owner may not act');
  expect(error.problems[0]?.nextAction).toContain('grant "app_user" to "app_owner";');
  expect(await told(list, {}, database.superuserUrl)).toEqual([]);
  const provided = entries('2 SCHEMA - shop app_user', `3 ${what.replace(/ (public|mine) /, ' shop ')} app_user, needs 2`); // prettier-ignore
  expect(await told(provided)).toHaveLength(2);
});

test('every object that would stay out is named', async () => {
  const many = Array.from({ length: 40 }, (_, at) => `${at + 10} TABLE public t${at} app_user`);
  const error = await refusal(select(entries(...many)));
  expect(error.problems[0]?.found.match(/TABLE public\.t\d+: it belongs/g)).toHaveLength(40);
});

test('what needs a provider’s object is the team’s all the same', async () => {
  const list = entries(
    '2 SCHEMA - auth app_user',
    '3 TABLE auth users app_user, needs 2',
    '4 TABLE public t app_owner',
    '5 FK CONSTRAINT public t t_fk app_owner, needs 4 3',
    '6 COMMENT public CONSTRAINT t_fk ON t app_owner, needs 5',
  );
  const { problems } = await refusal(select(list));
  expect(problems[0]?.found).toBe(
    'objects of its own would stay out: FK CONSTRAINT public.t t_fk: it needs TABLE auth.users',
  );
  expect(problems[0]?.nextAction).not.toContain('grant');
});

test('rows of a table that an extension makes may stay out', async () => {
  expect(await told(entries('3 TABLE DATA public spatial_ref_sys app_user'))).toHaveLength(1);
});

test('what reaches into excluded schemas stays out for everybody', async () => {
  const reaching = [{ key: '2606 77', description: 'constraint t_fk needs table auth.users' }];
  const excluded = { schemas: ['auth'], tableData: [], reaching };
  const list = entries('5 [2606 77] FK CONSTRAINT public t t_fk app_owner', '6 TABLE public t app_owner'); // prettier-ignore
  for (const url of [database.ownerUrl, database.superuserUrl]) {
    expect(await told(list, { excluded }, url)).toEqual([
      '5: constraint t_fk needs table auth.users, which the backup leaves out',
    ]);
  }
});

test('an extension is tried and nothing of it remains', async () => {
  const list = entries(
    '1 SCHEMA - ext app_owner',
    '2 EXTENSION - hstore , needs 1',
    '3 COMMENT - EXTENSION hstore , needs 2',
    '4 EXTENSION - dblink ',
    '5 ACL public FUNCTION dblink(text) app_owner, needs 4',
  );
  expect(await told(list)).toEqual([
    '4: the restoring role may not create this extension',
    '5: it needs EXTENSION dblink',
  ]);
  const left = await ask((session) => session.query(`select from pg_extension where extname = 'hstore' union all select from pg_namespace where nspname = 'ext'`)); // prettier-ignore
  expect(left).toEqual([]);
});

test('an entry is restored in the stage of what it needs, not before', () => {
  const list = entries(
    '1 SCHEMA - s o',
    '2 TABLE s t o, needs 1',
    '3 ACL s TABLE t o, needs 2',
    '4 CONSTRAINT s t pk o, needs 2',
    '5 VIEW s v o, needs 2 4',
    '6 COMMENT s VIEW v o, needs 5',
    '7 COMMENT s TABLE t o, needs 2',
    '8 TABLE DATA s t o, needs 2',
    '9 MATERIALIZED VIEW DATA s m o',
    '10 INDEX s m_idx o, needs 9',
  ).map((entry): NamedEntry => ({ ...entry, names: { schema: 's', tag: '', owner: 'o' } }));
  const stages = [...inStages(list)].map(([stage, part]) => [stage, part.map(({ id }) => id)]);
  expect(stages).toEqual([
    ['schemas', [1]],
    ['tables, rows and indexes', [2, 4, 5, 6, 7, 8]],
    ['grants', [3, 9, 10]],
  ]);
});
