import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import { MANIFEST_FILE, manifestText, readManifestText } from '../../src/archive/manifestfile.js';
import { inWords } from '../../src/errors.js';
import type { Manifest } from '../../src/record/manifest.js';
import type { Outcome } from '../../src/record/record.js';
import { restore } from '../../src/steps/restore.js';
import type { withMutex } from '../../src/postgres/mutex.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl, type Credentials } from '../harness/postgres/cluster.js';
import { dropDatabase, runSql, withClient } from '../harness/postgres/databases.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import type { TestDatabase } from '../harness/postgres/test-database.js';
import { useTools, type TestTools } from '../harness/tools.js';
import { takeBackup } from './backups.js';

/** A shop, a backup of it, and a role as teams have it, anew for each test. */
export interface StepStage {
  readonly database: () => TestDatabase;
  readonly tools: () => TestTools;
  /** A member of the owner, with CREATEDB. */
  readonly deployer: () => Credentials;
  /** SQL as the superuser. */
  readonly sql: (text: string, database?: string) => Promise<void>;
  /** The step on the backup of this test. */
  readonly run: (
    inputs: Readonly<Record<string, string>>,
    using?: TestTools,
  ) => Promise<Outcome<'restore'>>;
  /** The step, confirmed, on the backup with another manifest. */
  readonly runWith: (
    change: (manifest: Manifest) => Partial<Manifest>,
  ) => Promise<Outcome<'restore'>>;
  /** Every database whose name begins with that of this test. */
  readonly databases: () => Promise<string[]>;
  readonly count: (database: string, table: string) => Promise<string>;
  /** Another deploy that holds the lock. */
  readonly holder: () => Parameters<typeof withMutex>[1];
}

export function useStepStage(): StepStage {
  const cluster = testCluster();
  const database = useFreshDatabase('production');
  const tools = useTools();
  let deployer: Credentials = { user: '', password: '' };
  let parent = '';
  let backup = '';
  const sql = (text: string, name = 'postgres'): Promise<void> => runSql(cluster, name, text);
  const url = (): string => databaseUrl(cluster, database().name, deployer);

  const run: StepStage['run'] = async (inputs, using = tools()) => {
    const given = { 'direct-url': url(), 'backup-file': backup, ...inputs };
    return restore(await configFor('restore', given), using);
  };
  const databases = async (): Promise<string[]> =>
    withClient(cluster, 'postgres', async (client) => {
      const { rows } = await client.query<{ name: string }>(
        'select datname as name from pg_database where starts_with(datname, $1) order by 1',
        [database().name],
      );
      return rows.map(({ name }) => name);
    });

  beforeEach(async () => {
    deployer = { user: `restorer_${randomBytes(4).toString('hex')}`, password: 'p' };
    await sql(
      `create role ${deployer.user} login createdb in role ${roles.owner.user} password 'p'`,
    );
    parent = await mkdtemp(join(tmpdir(), 'db-deploy-restore-'));
    backup = (await takeBackup(url(), parent)).directory;
  });
  afterEach(async () => {
    await rm(parent, { recursive: true, force: true });
    for (const name of await databases()) await dropDatabase(cluster, name);
    await sql(`drop role ${deployer.user}`);
  });

  return {
    database,
    tools,
    deployer: () => deployer,
    sql,
    run,
    databases,
    async runWith(change) {
      const changed = join(parent, 'changed');
      await cp(backup, changed, { recursive: true });
      const file = join(changed, MANIFEST_FILE);
      const manifest = readManifestText(await readFile(file, 'utf8'), file);
      await writeFile(file, manifestText({ ...manifest, ...change(manifest) }));
      return run({ 'confirm-database': database().name, 'backup-file': changed });
    },
    count: (name, table) =>
      withClient(cluster, name, async (client) => {
        const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`);
        return rows[0]?.count ?? '';
      }),
    holder: () => ({
      purpose: 'hold the lock',
      applicationName: 'db-deploy/migrate/77/2026-11-22T02:00:00.000Z',
      waitMs: 0,
      signal: new AbortController().signal,
      clock: tools().clock,
      log: tools().log,
    }),
  };
}

/** Everything that an outcome says, for searching. */
export function wordsOf({ problems = [], findings }: Outcome<'restore'>): string {
  return [
    ...problems.map(inWords),
    ...findings.map(({ name, found, fix = '' }) => `${name}: ${found} ${fix}`),
  ].join('\n');
}
