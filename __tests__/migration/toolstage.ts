import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { migrate } from '../../src/steps/migrate.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import type { TestDatabase } from '../harness/postgres/test-database.js';
import { useTools, type TestTools } from '../harness/tools.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Makes a table, but only in a session that has the timeouts of the step. */
export const limited = (table: string): string =>
  `create table ${table} as select 1 / (current_setting('lock_timeout') || current_setting('statement_timeout') = '5s15min')::int as id;`;

type Outcome = Awaited<ReturnType<typeof migrate>>;

export interface Application {
  readonly directory: string;
  readonly database: TestDatabase;
  write(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Migrates by the tool's own command, or by another. */
  deploy(command?: string, visibility?: 'public' | 'private'): Promise<Outcome>;
  sql(text: string): Promise<void>;
  readonly tools: TestTools;
  /** Somebody holds a table until the pause after the first attempt. */
  whileLocked(table: string): Promise<Outcome>;
}

/** An empty database and an application that migrates it with a real tool, for each test of the file. */
export function useApplication(
  files: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string>> = {},
): () => Application {
  const database = useFreshDatabase('empty');
  const tools = useTools();
  let directory = '';
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), text);
  };
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'application-'));
    await symlink(join(repository, 'node_modules'), join(directory, 'node_modules'));
    for (const [path, text] of Object.entries(files)) await write(path, text);
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));
  const configOf = (
    inputs: Record<string, string>,
    visibility: 'public' | 'private' = 'private',
  ) => {
    const always = {
      'direct-url': database().ownerUrl,
      'working-directory': directory,
      'require-backup': 'false',
    };
    return configFor('migrate', { ...always, ...inputs }, environment, { visibility });
  };
  return () => ({
    directory,
    database: database(),
    write,
    tools: tools(),
    remove: (path) => rm(join(directory, path), { recursive: true }),
    sql: (text) => runSql(database().cluster, database().name, text, roles.owner),
    whileLocked: (table) =>
      withClient(database().cluster, database().name, async (blocker) => {
        await blocker.query(`begin; lock table ${table} in share mode`);
        const sleep: TestTools['clock']['sleep'] = async (ms, signal) => {
          const pausing = tools().lines.at(-1)?.includes('Trying again') === true;
          if (pausing) await blocker.query('rollback');
          else await systemClock.sleep(ms, signal);
        };
        const config = await configOf({ 'lock-timeout': '500ms' });
        return migrate(config, { ...tools(), clock: { ...systemClock, sleep } });
      }),
    deploy: async (command, visibility = 'private') => {
      const inputs = command === undefined ? {} : { 'migrate-command': command };
      return migrate(await configOf(inputs, visibility), tools());
    },
  });
}

/** What a test compares: the verdict, and every finding about the ledger that is no pass. */
export function seen({ status, details, findings }: Outcome) {
  return {
    status,
    pending: details?.pending,
    applied: details?.applied,
    exitCode: details?.exitCode,
    ledger: findings
      .filter(({ name, verdict }) => name.startsWith('ledger') && verdict !== 'pass')
      .map(({ verdict, found }) => `${verdict}: ${found}`),
  };
}

/** The finding about the tool's exit: what failed and what helps. */
export function exitOf({ findings }: Outcome): string {
  const exit = findings.find(({ name }) => name === 'exit of the migration tool');
  return `${exit?.found ?? ''} → ${exit?.fix ?? ''}`;
}
