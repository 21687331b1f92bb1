import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { databaseUrl, type ClusterFacts, type Credentials } from './cluster.js';
import { createDatabase, createRole, runSql, runSqlFile } from './databases.js';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The sample application: its migrations, of which the last is pending, and its seeds. */
export const bookingShop = {
  directory: join(repository, 'examples/app'),
  releasedMigrations: 4,
  file: (name: string) => join(repository, 'examples/app', name),
} as const;

/** Every character that a URL reserves, a blank and a letter beyond ASCII. */
const AWKWARD = 'p@ss:w/ord?#[]%&=+ é';

export const roles = {
  /** Owns the databases and what is in them: DIRECT_URL. */
  owner: { user: 'app_owner', password: `owner ${AWKWARD}` },
  /** Reads and writes rows, changes no schema: DATABASE_URL of the application. */
  user: { user: 'app_user', password: `user ${AWKWARD}` },
} as const satisfies Record<string, Credentials>;

export async function createRoles(cluster: ClusterFacts): Promise<void> {
  await createRole(cluster, roles.owner);
  await createRole(cluster, roles.user);
}

/** An empty database of the owner's, in which the user gets DML on every table to come. */
export async function createEmptyDatabase(cluster: ClusterFacts, name: string): Promise<void> {
  await createDatabase(cluster, name, { owner: roles.owner.user });
  // From 15 on, the database owner owns schema public without being told.
  if (cluster.binaries.major < 15) {
    await runSql(cluster, name, `alter schema public owner to ${roles.owner.user}`);
  }
  await runSql(
    cluster,
    name,
    `alter default privileges in schema public
       grant select, insert, update, delete on tables to ${roles.user.user};
     alter default privileges in schema public
       grant usage, select, update on sequences to ${roles.user.user}`,
    roles.owner,
  );
}

/** Production before the deploy: the released schema and its data; one migration is pending. */
export async function createProduction(cluster: ClusterFacts, name: string): Promise<void> {
  await createEmptyDatabase(cluster, name);
  await runSqlFile(cluster, name, bookingShop.file('seed/released.sql'), roles.owner);
  await runSqlFile(cluster, name, bookingShop.file('seed/production.sql'), roles.owner);
}

/** Development: every migration applied, and the catalogue that production is to get. */
export async function createDevelopment(cluster: ClusterFacts, name: string): Promise<void> {
  await createEmptyDatabase(cluster, name);
  await runSqlFile(cluster, name, bookingShop.file('seed/released.sql'), roles.owner);
  await migrateUp(cluster, name);
  await runSqlFile(cluster, name, bookingShop.file('seed/development.sql'), roles.owner);
}

/** Runs the shop's own migration tool, as its owner; all pending migrations, or the next few. */
export async function migrateUp(
  cluster: ClusterFacts,
  database: string,
  options: { count?: number; directory?: string } = {},
): Promise<void> {
  const tool = join(repository, 'node_modules/node-pg-migrate/bin/node-pg-migrate.js');
  const count = options.count === undefined ? [] : [String(options.count)];
  const directory = options.directory ?? bookingShop.file('migrations');
  await promisify(execFile)(process.execPath, [tool, 'up', ...count, '-m', directory], {
    cwd: repository,
    env: {
      PATH: process.env['PATH'] ?? '',
      DATABASE_URL: databaseUrl(cluster, database, roles.owner),
    },
  });
}
