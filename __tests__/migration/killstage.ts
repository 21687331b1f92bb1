import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import type { RecordOf } from '../../src/record/record.js';
import { FROM_SOURCES, startProgram, type Started } from '../backup/stepprocess.js';
import { withClient } from '../harness/postgres/databases.js';
import { assertNoLeaks } from '../harness/postgres/leaks.js';
import { useApplication, type Application } from './toolstage.js';

/** Who is not gone by itself by then is killed: its exit has a signal instead of a code. */
const PATIENCE_MS = 7_000;
/** A server looks every 2 s whether a client is still there. */
const UNNOTICED_MS = 6_000;

const BUILD = 'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS words_key ON words (word)';
const up = (...statements: string[]): string => `-- Up Migration\n${statements.join(';\n')};\n`;

/** Each commits by itself: a killed run leaves any number of them, and perhaps half an index. */
const FILES = {
  'package.json': '{"type": "module", "dependencies": {"node-pg-migrate": "*"}}',
  'migrations/1_words.sql': up(
    'create table words (id int primary key, word text)',
    "insert into words select n, 'word ' || n from generate_series(1, 3000) n",
  ),
  'migrations/2_notes.sql': up(
    'alter table words add note text',
    "update words set note = 'of ' || word",
    'alter table words alter note set not null',
  ),
  'migrations/3_key.js': `export const up = (pgm) => { pgm.noTransaction(); pgm.sql('${BUILD}'); };\n`,
  'migrations/4_readers.sql': up(
    'create table readers (word text references words (word))',
    "insert into readers select word from words where word like '%7'",
  ),
};
const COMMAND =
  'node node_modules/node-pg-migrate/bin/node-pg-migrate.js up --no-single-transaction';

/** A condition for `reach`: a session of the tool. */
export const TOOL = "application_name like 'db-deploy/migrate/%/tool'";

export interface KillStage {
  readonly application: () => Application;
  /** Starts the step as on a laptop, in a process of its own; it waits a minute for another unless told otherwise. */
  start(url?: string, wait?: string): Started;
  /** Runs the step to its end, in this process. */
  again(): ReturnType<Application['deploy']>;
  /** Resolves when a session of the database fits; rejects when the step ends before. */
  reach(step: Started, condition: string): Promise<void>;
  /** One row from the database, as its superuser. */
  readonly ask: <Row extends object>(sql: string) => Promise<Row | undefined>;
}

/** A database to which four files are applied, each by itself, one of them a concurrent build. */
export function useKillStage(): KillStage {
  const application = useApplication(FILES);
  const ask = async <Row extends object>(sql: string): Promise<Row | undefined> => {
    const { cluster, name } = application().database;
    return withClient(cluster, name, async (client) => (await client.query<Row>(sql)).rows[0]);
  };
  return {
    application,
    ask,
    start(url = application().database.ownerUrl, wait = '1m') {
      const { directory, tools } = application();
      const inputs = { 'require-backup': 'false', 'migrate-command': COMMAND, 'lock-timeout': '1m', 'wait-for-other-deploy': wait }; // prettier-ignore
      const args = Object.entries(inputs).map(([name, value]) => `--${name}=${value}`);
      return startProgram(process.execPath, [...FROM_SOURCES, 'migrate', ...args], {
        DIRECT_URL: url,
        RUNNER_TEMP: tools.workDirectory,
        GITHUB_WORKSPACE: directory,
      });
    },
    again: () => application().deploy(COMMAND),
    async reach(step, condition) {
      const ended = step.ended.then(() => 'ended');
      const { name } = application().database;
      const seen = `select from pg_stat_activity where datname = '${name}' and ${condition}`;
      while ((await ask(seen)) === undefined) {
        if ((await Promise.race([ended, pause(5)])) === 'ended') {
          throw new Error(`it ended before it was there:\n${step.said()}`);
        }
      }
    },
  };
}

/** Ends the step by a signal; then none of its sessions and locks is left, nor of its tool's. */
export async function end(
  { application }: KillStage,
  step: Started,
  signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL',
): Promise<void> {
  step.kill(signal);
  const impatient = setTimeout(() => {
    step.kill('SIGKILL');
  }, PATIENCE_MS);
  const exit = await step.ended;
  clearTimeout(impatient);
  const { cluster, name } = application().database;
  // It may have ended by itself just before.
  if (signal !== 'SIGKILL') {
    expect({ signal: exit.signal, said: step.said() }).toMatchObject({ signal: null });
  }
  await assertNoLeaks(cluster, name, UNNOTICED_MS);
}

/** The records that steps on a laptop left in their checkout. */
export async function recordsIn(directory: string): Promise<RecordOf<'migrate'>[]> {
  const store = join(directory, '.db-deploy');
  const names = await readdir(store).catch((): string[] => []);
  return Promise.all(
    names
      .filter((name) => name.startsWith('db-deploy-record-production-migrate'))
      .map(async (name) => {
        const text = await readFile(join(store, name, 'record.json'), 'utf8');
        return JSON.parse(text) as RecordOf<'migrate'>;
      }),
  );
}

interface Left {
  readonly applied: string[];
  readonly index: boolean | null;
}

/** What really stands in the database. */
export async function left({ ask }: KillStage): Promise<Left> {
  const there = await ask<{ ledger: string | null }>("select to_regclass('pgmigrations')::text as ledger"); // prettier-ignore
  const index = `(select indisvalid from pg_index where indexrelid = to_regclass('words_key'))`;
  const applied =
    there?.ledger == null ? `'[]'::json` : `(select coalesce(json_agg(name order by id), '[]') from pgmigrations)`; // prettier-ignore
  const row = await ask<Left>(`select ${applied} as applied, ${index} as index`);
  if (row === undefined) throw new Error('a select without a table has a row');
  return row;
}

/** What a cancelled step recorded is what stands there. */
export async function expectTold(stage: KillStage): Promise<void> {
  const { applied } = await left(stage);
  const [record] = await recordsIn(stage.application().directory);
  const details = record?.details;
  if (details?.verdict === undefined || details.verdict === 'unknown') return;
  expect(details.after?.ledger?.applied ?? []).toEqual(applied);
  const verdicts =
    applied.length === 0
      ? ['nothing applied', 'part applied']
      : applied.length === 4
        ? ['all applied']
        : ['part applied'];
  expect(verdicts).toContain(details.verdict);
}

/** The next run says what it finds, and completes it. */
export async function expectCompleted(stage: KillStage): Promise<void> {
  const found = await left(stage);
  const { status, problems, findings, details } = await stage.again();
  const failed = findings.filter(({ verdict }) => verdict === 'fail');
  expect({ status, failed, problems: problems ?? [] }).toEqual({ status: 'passed', failed: [], problems: [] }); // prettier-ignore
  expect(details).toMatchObject({
    verdict: found.applied.length === 4 ? 'nothing to apply' : 'all applied',
    before: { ledger: { applied: found.applied } },
  });
  const applied = details?.after?.ledger?.applied ?? [];
  expect(applied).toEqual(['1_words', '2_notes', '3_key', '4_readers']);
  expect(details?.pending).toEqual(applied.slice(found.applied.length));
  if (found.index === false) {
    expect(findings).toContainEqual(
      expect.objectContaining({
        name: 'invalid indexes before the migration',
        verdict: 'pass',
        found: expect.stringContaining('public.words_key, left by an interrupted run'),
      }),
    );
  }
  expect(await left(stage)).toEqual({ applied, index: true });
  expect(
    await stage.ask('select count(note)::int as notes, (select count(*)::int from readers) as readers from words'), // prettier-ignore
  ).toEqual({ notes: 3000, readers: 300 });
}
