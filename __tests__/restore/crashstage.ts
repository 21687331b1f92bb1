import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import pg from 'pg';
import { systemClock } from '../../src/actions/clock.js';
import type { Outcome } from '../../src/record/record.js';
import { restore } from '../../src/steps/restore.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { databaseUrl, type ClusterFacts, type Credentials } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSql, withClient } from '../harness/postgres/databases.js';
import { heldAdvisoryLocks } from '../harness/postgres/leaks.js';
import { testCluster } from '../harness/postgres/test-cluster.js';
import { makeTools } from '../harness/tools.js';
import { startInJob, type JobStep } from '../backup/jobprocess.js';
import { takeBackup } from './backups.js';
import { GATED } from './gate.js';

export interface Inputs {
  readonly url?: string;
  readonly backup?: string;
}

/** A live database with the row `old`, an encrypted backup with the row `restored`, and a role that may restore. */
export interface CrashStage {
  readonly cluster: ClusterFacts;
  readonly live: () => string;
  readonly deployer: Credentials;
  readonly identity: () => string;
  /** Directory of the backup. */
  readonly backup: () => string;
  /** A directory that is removed after the test. */
  readonly root: () => string;
  readonly url: () => string;
  readonly quoted: (name: string) => string;
  readonly ask: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** The live database and all beside it, by name. */
  readonly databases: () => Promise<string[]>;
  /** Starts the step as the runner starts it. */
  start(inputs?: Inputs): JobStep;
  /** The next restore, to its end. */
  again(): Promise<Outcome<'restore'>>;
  /** The live name is carried by a database with this row that lets people in, and nothing of ours is on. */
  expectLive(row: 'old' | 'restored'): Promise<void>;
}

export function useCrashStage(): CrashStage {
  const cluster = testCluster();
  const fresh = useFreshDatabase('empty');
  const id = randomBytes(3).toString('hex');
  const deployer = { user: `crasher_${id}`, password: `word ${id}` };
  const source = `crash_source_${id}`;
  let parent = '';
  let root = '';
  let identity = '';
  let backup = '';

  beforeAll(async () => {
    await runSql(
      cluster,
      'postgres',
      `create role ${deployer.user} login createdb in role ${roles.owner.user} password '${deployer.password}'`,
    );
    identity = await generateX25519Identity();
    parent = await mkdtemp(join(tmpdir(), 'db-deploy-backup-'));
    await createDatabase(cluster, source, { owner: roles.owner.user });
    await makeGated(source, 'restored');
    const taken = await takeBackup(databaseUrl(cluster, source, deployer), parent, {
      encryptTo: [await identityToRecipient(identity)],
    });
    backup = taken.directory;
  });
  afterAll(async () => {
    await rm(parent, { recursive: true, force: true });
    await dropDatabase(cluster, source);
    await runSql(cluster, 'postgres', `drop role ${deployer.user}`);
  });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
    await makeGated(fresh().name, 'old');
    await runSql(cluster, 'postgres', `alter database ${fresh().name} set work_mem to '5MB'`);
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
    for (const name of await stage.databases()) await dropDatabase(cluster, name);
  });

  const makeGated = (database: string, row: string): Promise<void> =>
    runSql(cluster, database, `${GATED}; insert into state values ('${row}')`, roles.owner);

  const inputsFor = (inputs: Inputs): Record<string, string> => ({
    'direct-url': inputs.url ?? stage.url(),
    'backup-file': inputs.backup ?? backup,
    'decrypt-with': identity,
    'confirm-database': stage.live(),
  });

  const stage: CrashStage = {
    cluster,
    deployer,
    live: () => fresh().name,
    identity: () => identity,
    backup: () => backup,
    root: () => root,
    url: () => databaseUrl(cluster, fresh().name, deployer),
    quoted: (name) => pg.escapeIdentifier(name),
    ask: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      withClient(cluster, 'postgres', async (client) => {
        const { rows } = await client.query<Row>(text, [...values]);
        return rows;
      }),
    async databases() {
      const rows = await stage.ask<{ datname: string }>(
        'select datname from pg_database where starts_with(datname, $1) order by 1',
        [fresh().name],
      );
      return rows.map(({ datname }) => datname);
    },
    start: (inputs = {}) => startInJob('restore', root, inputsFor(inputs)),
    async again() {
      // Its names hold the second in which it began: never that of the one before.
      const clock = { ...systemClock, now: () => new Date(Date.now() + 60_000) };
      const tools = { ...makeTools(root, 'production'), clock };
      return restore(await configFor('restore', inputsFor({})), tools);
    },
    async expectLive(row) {
      await gone(stage);
      expect(await heldAdvisoryLocks(cluster, stage.live())).toEqual([]);
      expect(
        await stage.ask('select datallowconn from pg_database where datname = $1', [stage.live()]),
      ).toEqual([{ datallowconn: true }]);
      expect(await rowOf(stage, stage.live())).toBe(row);
    },
  };
  return stage;
}

/** The row that tells the databases apart, read as the role of the application would. */
export async function rowOf(
  { cluster, deployer }: CrashStage,
  database: string,
): Promise<string | undefined> {
  const read = (client: pg.Client) => client.query<{ what: string }>('select what from state');
  const { rows } = await withClient(cluster, database, read, deployer);
  return rows[0]?.what;
}

/** Resolves when no session of ours is in a database like that: a server notices within 2 s that a client is dead. */
export async function gone({ ask, deployer }: CrashStage, from = '%'): Promise<void> {
  const ours = `select from pg_stat_activity
                 where usename = $1 and datname like $2 and application_name like 'db-deploy/%'`;
  while ((await ask(ours, [deployer.user, from])).length > 0);
}
