import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Config } from '../../src/config/schemas.js';
import { schemaNamesSchema, tableNamesSchema } from '../../src/config/names.js';
import { backup } from '../../src/steps/backup.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql, withClient } from '../harness/postgres/databases.js';
import { useTools } from '../harness/tools.js';
import { configFor, dumpingWith, find, leftFiles, runClient, verdicts } from './play.js';
import { useProviderDatabase } from './providerdatabase.js';

const database = useProviderDatabase();
const tools = useTools();
const { cluster } = database;

function excluding(schemas: string, tableData = ''): Config<'backup'> {
  return configFor(database.ownerUrl, {
    excludeSchemas: schemaNamesSchema.parse(schemas),
    excludeTableData: tableNamesSchema.parse(tableData),
  });
}

describe('what is a provider’s own', () => {
  test('is refused with the line that leaves it out, which then works', async () => {
    const access = find((await backup(excluding(''), tools())).findings, 'read access');
    expect(access?.fix?.split('\n')).toEqual([
      "where these schemas are your provider's own, leave them out of the backup:",
      'exclude-schemas: "Real Time" auth',
      'else:',
      'run as the owner or an administrator:',
      'grant usage on schema "Real Time" to app_owner;',
      expect.stringMatching(/^grant select on sequence auth\.sessions_id_seq to app_owner;$/),
      'grant select on table "Real Time"."Mixed Case" to app_owner;',
      'grant select on table auth.sessions to app_owner;',
      'grant select on table auth.users to app_owner;',
    ]);
    expect(await leftFiles(tools())).toEqual([]);

    const line = access?.fix?.split('\n')[1]?.replace('exclude-schemas: ', '') ?? '';
    const { status, findings } = await backup(excluding(line), tools());
    expect(status).toBe('passed');
    expect(verdicts(findings)).toMatchObject({
      'read access': 'pass',
      exclusions: 'pass',
      'left out': 'pass',
      'table of contents': 'pass',
      'rows in the archive': 'pass',
    });
  });

  test('one that is left out already stays in the line', async () => {
    const { findings } = await backup(excluding('auth'), tools());
    expect(find(findings, 'read access')?.fix).toContain('\nexclude-schemas: auth "Real Time"\n');
  });
});

test('rows that are not dumped may be hidden by a policy, others not', async () => {
  const policy = (kind: string) =>
    runSql(cluster, database.name, `alter table logs ${kind} row level security`);
  await policy('enable');
  await policy('force');
  try {
    const schemas = 'auth "Real Time"';
    const whole = await backup(excluding(schemas), tools());
    expect(find(whole.findings, 'read access')?.found).toMatch(/rows of table public\.logs that a/);
    const { status, findings, problems } = await backup(excluding(schemas, 'logs'), tools());
    const failed = findings.filter(({ verdict }) => verdict === 'fail');
    expect({ status, failed, problems }).toEqual({
      status: 'passed',
      failed: [],
      problems: undefined,
    });
  } finally {
    await policy('no force');
    await policy('disable');
  }
});

describe('a backup with exclusions', () => {
  const schemas = 'auth "Real Time" extensions';
  const tableData = 'logs events tickets log_count';

  test('says in manifest and findings what is not in it, and what reaches there', async () => {
    const { status, findings, details } = await backup(excluding(schemas, tableData), tools());
    expect(status).toBe('passed');
    const manifest = details?.manifest;
    expect(manifest?.excluded).toMatchObject({
      schemas: ['auth', 'Real Time', 'extensions'],
      tableData: ['public.events', 'public.log_count', 'public.logs', 'public.tickets'],
    });
    expect(manifest?.tables.map(({ schema, name, rows }) => `${schema}.${name} ${rows}`)).toEqual([
      'public.entries 1',
      'public.levels 1',
      'public.profiles 1',
      'public.seen 1',
      'team.notes 1',
    ]);
    expect(manifest?.withoutRows.map(({ table, reason }) => `${table}: ${reason}`)).toEqual([
      'Real Time.Mixed Case: its schema is left out by exclude-schemas',
      'auth.sessions: its schema is left out by exclude-schemas',
      'auth.users: its schema is left out by exclude-schemas',
      'public.Events 1: left out by exclude-table-data',
      'public.events_2: left out by exclude-table-data',
      'public.log_count: left out by exclude-table-data',
      'public.logs: left out by exclude-table-data',
    ]);
    expect(manifest?.excluded?.reaching?.map(({ description }) => description)).toEqual([
      'constraint entries_log on table public.entries needs the rows of table public.logs',
      'constraint profiles_id_fkey on table public.profiles needs table auth.users',
      'constraint seen_event on table public.seen needs the rows of table public.events',
      'extension pg_trgm needs schema extensions',
      'function public.first_user() needs type auth.users',
      'policy own on table public.profiles needs function auth.uid()',
      'table public.levels needs type auth.level',
      'view public.emails needs table auth.users',
      'data of table public.levels needs its table',
      'index public.by_name needs operator class extensions.gin_trgm_ops for access method gin',
      'view public.initials needs view public.emails',
    ]);
    expect(find(findings, 'reaching into what is left out')).toMatchObject({
      verdict: 'warn',
      found: expect.stringMatching(/entries_log.*auth\.users; and 3 that need one of these$/),
    });
  });

  test('restores elsewhere without the entries that reach', async () => {
    const { details } = await backup(excluding(schemas, tableData), tools());
    const archive = join(tools().workDirectory, 'store', details?.artifact.name ?? '', 'production.dump'); // prettier-ignore
    const reaching = new Set(details?.manifest.excluded?.reaching?.map(({ key }) => key));
    const list = (await runClient(cluster, 'pg_restore', ['--list', archive])).split('\n');
    const kept = list.filter((line) => !reaching.has(/^\d+; (\d+ \d+) /.exec(line)?.[1] ?? ''));
    expect(list.length - kept.length).toBeGreaterThanOrEqual(reaching.size);
    const copy = `${database.name}_copy`;
    const listFile = join(tools().workDirectory, 'list');
    // What belongs to an entry that is gone has no key of its own.
    const possible = kept.filter((line) => !/ (ACL|COMMENT|SEQUENCE OWNED BY) /.test(line));
    await writeFile(listFile, possible.join('\n'));
    await createDatabase(cluster, copy, { template: 'template0' });
    try {
      await runClient(cluster, 'pg_restore', ['--exit-on-error', `--use-list=${listFile}`, `--dbname=${copy}`, archive]); // prettier-ignore
      await withClient(cluster, copy, async (client) => {
        const { rows } = await client.query(
          'select (select count(*)::int from logs) as logs, (select count(*)::int from entries) as entries, (select count(*)::int from events) as events',
        );
        expect(rows).toEqual([{ logs: 0, entries: 1, events: 0 }]);
      });
    } finally {
      await dropDatabase(cluster, copy);
    }
  });
});

test.each(['--exclude-schema=', '--exclude-table-data="public"."events_2"'])(
  'an archive that holds what %s was to keep out fails the step',
  async (forgotten) => {
    const forgetful = dumpingWith(tools(), (spec, run) =>
      run({ ...spec, args: spec.args.filter((word) => !word.startsWith(forgotten)) }),
    );
    const { excludeSchemas, excludeTableData } = excluding('auth "Real Time"', 'events');
    const config = configFor(database.superuserUrl, { excludeSchemas, excludeTableData });
    const { status, findings } = await backup(config, forgetful);
    expect(status).toBe('failed');
    expect(find(findings, 'left out')).toMatchObject({
      verdict: 'fail',
      found: expect.stringMatching(/^[1-9]\d* of its \d+ relations are in it$/),
    });
  },
);

test('a name that pg_dump would read in another encoding is refused', async () => {
  const latin = `${database.name}_latin`;
  const options = `template template0 encoding 'LATIN1' locale 'C'`;
  await runSql(cluster, 'postgres', `create database ${latin} ${options}`);
  try {
    await runSql(cluster, latin, 'create schema "Größe"; create schema ascii');
    const url = databaseUrl(cluster, latin);
    const run = (names: string) =>
      backup(configFor(url, { excludeSchemas: schemaNamesSchema.parse(names) }), tools());
    expect(find((await run('Größe')).findings, 'exclusions')).toMatchObject({
      verdict: 'fail',
      found: expect.stringMatching(/Größe cannot be told to pg_dump in the encoding LATIN1/),
    });
    expect((await run('ascii')).status).toBe('passed');
  } finally {
    await dropDatabase(cluster, latin);
  }
});

describe('names that stand for nothing are told before the dump', () => {
  test.each([
    ['atuh "Real Time"', '', /there is no schema atuh/, /did you mean auth\?/],
    ['Auth', '', /there is no schema Auth/, /did you mean auth\?/],
    ['nothing_like_it', '', /there is no schema/, /^correct the name in exclude-schemas$/],
    ['pg_catalog', '', /schema pg_catalog is the server's own/, /take pg_catalog out/],
    ['', 'lgos', /there is no table public\.lgos/, /did you mean public\.logs\?/],
    ['', 'notes', /there is no table public\.notes/, /did you mean team\.notes\?/],
    ['', 'public.emails', /public\.emails is a view/, /take public\.emails out/],
    [
      'vault_keys',
      'lgos',
      /no schema vault_keys; there is no table public\.lgos/,
      /correct .*; did you mean/,
    ],
  ])('%j and %j', async (schemas, tableData, found, fix) => {
    const { status, findings, details } = await backup(excluding(schemas, tableData), tools());
    expect({ status, details }).toEqual({ status: 'failed', details: undefined });
    expect(find(findings, 'exclusions')).toMatchObject({
      verdict: 'fail',
      found: expect.stringMatching(found),
      fix: expect.stringMatching(fix),
    });
    // Both kinds of problem in one run.
    expect(find(findings, 'read access')?.verdict).toBe('fail');
  });
});
