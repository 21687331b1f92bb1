import { readFile } from 'node:fs/promises';
import pg from 'pg';
import type { ClusterFacts, Credentials } from './cluster.js';

/** Borrows one connection and always closes it; as the superuser unless told otherwise. */
export async function withClient<T>(
  cluster: ClusterFacts,
  database: string,
  work: (client: pg.Client) => Promise<T>,
  credentials?: Credentials,
): Promise<T> {
  const client = new pg.Client({
    // Not the URL: pg leaves %2F and %3F in a database name undecoded.
    host: cluster.host,
    port: cluster.port,
    database,
    ...(credentials ?? cluster.superuser),
    application_name: 'test-harness',
    ...(cluster.tlsCa !== undefined && { ssl: { ca: cluster.tlsCa } }),
  });
  // Without a listener, a server that goes away would end the whole test process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export async function createDatabase(
  cluster: ClusterFacts,
  name: string,
  options: { owner?: string; template?: string } = {},
): Promise<void> {
  const { owner, template } = options;
  const clauses = [
    owner !== undefined && `owner ${pg.escapeIdentifier(owner)}`,
    template !== undefined && `template ${pg.escapeIdentifier(template)}`,
  ].filter((clause) => clause !== false);
  await runSql(
    cluster,
    'postgres',
    `create database ${pg.escapeIdentifier(name)} ${clauses.join(' ')}`,
  );
}

/** Drops it with everybody in it; no complaint when it does not exist. */
export async function dropDatabase(cluster: ClusterFacts, name: string): Promise<void> {
  await runSql(
    cluster,
    'postgres',
    `drop database if exists ${pg.escapeIdentifier(name)} with (force)`,
  );
}

/** Nobody may connect any more, so nothing can stand in the way of copying it. */
export async function sealTemplate(cluster: ClusterFacts, name: string): Promise<void> {
  await runSql(
    cluster,
    'postgres',
    `alter database ${pg.escapeIdentifier(name)} with is_template true allow_connections false`,
  );
}

/** An ordinary login role, as managed Postgres gives: no superuser, no CREATEDB, no pg_monitor. */
export async function createRole(cluster: ClusterFacts, role: Credentials): Promise<void> {
  await runSql(
    cluster,
    'postgres',
    `create role ${pg.escapeIdentifier(role.user)} login nosuperuser nocreatedb nocreaterole noreplication
       password ${pg.escapeLiteral(role.password)}`,
  );
}

export async function runSql(
  cluster: ClusterFacts,
  database: string,
  sql: string,
  credentials?: Credentials,
): Promise<void> {
  await withClient(cluster, database, (client) => client.query(sql), credentials);
}

/** Runs a .sql file (no psql commands) on a connection of its own, as one transaction. */
export async function runSqlFile(
  cluster: ClusterFacts,
  database: string,
  file: string,
  credentials?: Credentials,
): Promise<void> {
  try {
    await runSql(cluster, database, await readFile(file, 'utf8'), credentials);
  } catch (error) {
    throw new Error(`running ${file} in database ${database} failed: ${String(error)}`, {
      cause: error,
    });
  }
}
