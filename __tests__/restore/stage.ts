import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import pg from 'pg';
import { systemClock } from '../../src/actions/clock.js';
import { terminalLog } from '../../src/actions/log.js';
import type { Connection } from '../../src/postgres/connection.js';
import { withSession, type Session, type SessionSettings } from '../../src/postgres/session.js';
import { databaseNames, marker } from '../../src/restore/databasenames.js';
import type { SideSettings } from '../../src/restore/sidedatabase.js';
import type { SwapSettings } from '../../src/restore/swapplan.js';
import { databaseUrl, type ClusterFacts, type Credentials } from '../harness/postgres/cluster.js';
import { createDatabase, createRole, runSql, withClient } from '../harness/postgres/databases.js';
import { connectionTo } from '../postgres/connections.js';

/** What a shell, a URL, SQL and psql each find special; 50 bytes, so that names beside it are cut. */
const AWKWARD = `It's "É" :x; \\q $(touch hacked) \`id\` %41 √`;

export const STARTED = new Date('2026-11-22T20:15:30.000Z');

export interface Stage {
  /** Unique to the test file; databases and roles begin with it. */
  readonly tag: string;
  readonly live: string;
  /** Owns the live database, and may create databases. */
  readonly deployer: Credentials;
  /** Somebody else. */
  readonly stranger: Credentials;
  readonly cluster: ClusterFacts;
  readonly quoted: (name: string) => string;
  readonly connection: (database?: string, as?: Credentials) => Connection;
  /** As the superuser. */
  readonly sql: (text: string, database?: string) => Promise<void>;
  readonly ask: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  readonly oidOf: (name: string) => Promise<string>;
  /** Every database of this file, by name. */
  readonly databases: () => Promise<string[]>;
  readonly session: <Result>(
    work: (session: Session) => Promise<Result>,
    as?: Credentials,
    database?: string,
  ) => Promise<Result>;
}

/** A live database with one row, `old`, made anew for each test; all that the tests make beside it is dropped. */
export function useStage(facts: () => ClusterFacts): Stage {
  const id = randomBytes(3).toString('hex');
  const tag = `r${id} `;
  const live = `${tag}${AWKWARD}`;
  const deployer = { user: `Deployer "${id}"`, password: 'd' };
  const stranger = { user: `stranger_${id}`, password: 's' };
  const quoted = (name: string) => pg.escapeIdentifier(name);
  const stage: Stage = {
    tag,
    live,
    deployer,
    stranger,
    get cluster() {
      return facts();
    },
    quoted,
    connection: (database = live, as = deployer) =>
      connectionTo(databaseUrl(facts(), database, as)),
    sql: (text, database = 'postgres') => runSql(facts(), database, text),
    ask: async <Row extends object>(text: string, values: readonly unknown[] = []) => {
      const answer = await withClient(facts(), 'postgres', (client) =>
        client.query<Row>(text, [...values]),
      );
      return answer.rows;
    },
    async oidOf(name) {
      const [row] = await stage.ask<{ oid: string }>(
        'select oid::text as oid from pg_database where datname = $1',
        [name],
      );
      return row?.oid ?? '';
    },
    async databases() {
      const rows = await stage.ask<{ datname: string }>(
        'select datname from pg_database where starts_with(datname, $1) order by 1',
        [tag],
      );
      return rows.map(({ datname }) => datname);
    },
    session: (work, as = deployer, database = live) =>
      withSession(stage.connection(database, as), settingsOf(), work),
  };
  beforeAll(async () => {
    await createRole(facts(), deployer);
    await createRole(facts(), stranger);
    await stage.sql(`alter role ${quoted(deployer.user)} createdb`);
  });
  afterEach(async () => {
    for (const name of await stage.databases()) {
      await stage.sql(`alter database ${quoted(name)} is_template false`);
      await stage.sql(`drop database ${quoted(name)} with (force)`);
    }
  });
  afterAll(async () => {
    await stage.sql(`drop role ${quoted(deployer.user)}; drop role ${quoted(stranger.user)}`);
  });
  return stage;
}

/** The live database, with a row that tells it from others. */
export async function makeLive(stage: Stage): Promise<void> {
  await createDatabase(stage.cluster, stage.live, { owner: stage.deployer.user });
  await fillWith(stage, stage.live, 'old');
}

/** What a restore has just before the swap. */
export async function makeSide(stage: Stage): Promise<string> {
  const { side } = databaseNames(stage.live, STARTED);
  await createDatabase(stage.cluster, side, { owner: stage.deployer.user });
  await fillWith(stage, side, 'restored');
  const comment = pg.escapeLiteral(marker(stage.live, STARTED));
  await stage.sql(`comment on database ${stage.quoted(side)} is ${comment}`);
  return side;
}

function fillWith(stage: Stage, database: string, what: string): Promise<void> {
  return runSql(
    stage.cluster,
    database,
    `create table state as select '${what}' as what; grant all on state to public`,
  );
}

export async function rowOf(stage: Stage, database: string): Promise<string> {
  return withClient(stage.cluster, database, async (client) => {
    const { rows } = await client.query<{ what: string }>('select what from state');
    return rows[0]?.what ?? '';
  });
}

export function settingsOf(signal = new AbortController().signal): SessionSettings {
  return { purpose: 'test', applicationName: 'db-deploy/restore/test', signal };
}

export async function sideSettings(
  stage: Stage,
  changes: Partial<SideSettings> = {},
): Promise<SideSettings & { lines: string[] }> {
  const lines: string[] = [];
  return {
    lines,
    connection: stage.connection(),
    live: { database: stage.live, oid: await stage.oidOf(stage.live) },
    elsewhere: 'postgres',
    server: { version: '15', major: 15, encoding: 'UTF8', collation: 'C', localeProvider: 'libc' },
    started: STARTED,
    applicationName: 'db-deploy/restore/test',
    signal: new AbortController().signal,
    log: terminalLog((line) => lines.push(line), false),
    ...changes,
  };
}

export async function swapSettings(
  stage: Stage,
  changes: Partial<SwapSettings> = {},
): Promise<SwapSettings> {
  const { side, kept } = databaseNames(stage.live, STARTED);
  return {
    connection: stage.connection(),
    elsewhere: 'postgres',
    live: { database: stage.live, oid: await stage.oidOf(stage.live) },
    side: { name: side, oid: await stage.oidOf(side) },
    keptAs: kept,
    lockMs: 5_000,
    applicationName: 'db-deploy/restore/test',
    signal: new AbortController().signal,
    clock: systemClock,
    ...changes,
  };
}
