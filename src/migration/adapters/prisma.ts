import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Adapter, Project } from '../adapter.js';
import {
  checksumsOf,
  contentOf,
  entriesOf,
  exists,
  firstOf,
  recordedChecksums,
} from '../ledger/files.js';
import { findTable, qualified } from '../ledger/ledgertable.js';
import { dependsOn, readPackage } from '../detection/packagejson.js';
import { optionValue } from '../settings/commandline.js';
import { plainValues, settingsIn } from '../settings/literals.js';
import { PRISMA_FAILURES, PRISMA_UNFINISHED } from './prismafailures.js';

const NAME = 'prisma';
const TABLE = '_prisma_migrations';
const CONFIGS = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].flatMap((format) => [
  `prisma.config.${format}`,
  `.config/prisma.${format}`,
]);

interface Row {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
  readonly started: string;
}

/** Prisma Migrate: a row is written before the SQL runs, so a failure leaves one even when all is rolled back. */
export const prisma: Adapter = {
  name: NAME,
  command: 'npx --no-install prisma migrate deploy',
  unfinished: PRISMA_UNFINISHED,
  failures: PRISMA_FAILURES,

  detect: async (directory) =>
    (await dependsOn(directory, NAME)) || exists(join(directory, 'prisma/schema.prisma')),

  async locate(project) {
    const config = await readConfig(project);
    return {
      table: qualified(config.ledgerSchema, TABLE),
      directories: [config.migrations ?? (await besideSchema(project, config.schema))],
      late: 'applies it',
      // A driver adapter sends each statement by itself (adapter-pg's executeScript); the engine all at once.
      atomicFiles: !config.sendsStatements,
    };
  },

  async readLedger(session, table) {
    const found = await findTable(session, table);
    if (found === undefined) return { tool: NAME, table, applied: [] };
    const rows = await session.query<Row>(
      `select migration_name as name, checksum, finished_at is not null as finished,
              to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') as started
         from ${found} where rolled_back_at is null order by started_at, id`,
    );
    const applied = rows.filter(({ finished }) => finished);
    return {
      tool: NAME,
      table: found,
      applied: applied.map(({ name }) => name),
      checksums: recordedChecksums(applied),
      unfinished: rows
        .filter(({ finished }) => !finished)
        .map(({ name, started }) => ({ name, startedAt: started })),
    };
  },

  /**
   * As `prisma migrate resolve --rolled-back` does it. Prisma writes the server's words beside a
   * statement that failed; a row without them is one whose SQL may be committed.
   */
  async clearFailed(session, table, name) {
    const rows = await session.query(
      `update ${table} set rolled_back_at = now()
        where migration_name = $1 and finished_at is null and rolled_back_at is null
          and applied_steps_count = 0 and coalesce(logs, '') <> ''
       returning id`,
      [name],
    );
    return rows.length === 1;
  },

  /** prisma.io/docs/orm/prisma-migrate/workflows/baselining */
  adopt: ({ name }) => `npx prisma migrate resolve --applied ${name}`,

  /** Directories by name; each holds its SQL (schema-engine's list_migrations.rs). */
  async readFiles({ directories: [directory = ''] }) {
    const entries = await entriesOf(directory, NAME);
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return Promise.all(
      names.sort().map(async (name) => {
        const path = join(directory, name, 'migration.sql');
        return { name, path, checksums: checksumsOf(await contentOf(path, NAME)) };
      }),
    );
  },
};

interface PrismaConfig {
  readonly schema?: string;
  readonly migrations?: string;
  readonly ledgerSchema: string;
  /** A driver adapter runs the SQL. */
  readonly sendsStatements: boolean;
}

/** A driver adapter takes the schema from its own options, the engine from the URL. */
async function readConfig({ directory, command, url }: Project): Promise<PrismaConfig> {
  const named = optionValue(command, NAME, ['--config']);
  const file = named === undefined ? await firstOf(directory, CONFIGS) : resolve(directory, named);
  const ofUrl = url === undefined ? undefined : /[?&]schema=([^&]+)/.exec(url)?.[1];
  const fromUrl = decodeURIComponent(ofUrl ?? 'public');
  if (file === undefined) return { ledgerSchema: fromUrl, sendsStatements: false };
  const places = { beside: dirname(file), startedIn: directory };
  const settings = settingsIn(await readFile(file, 'utf8'), places);
  const top = settings.filter(({ path }) => path.length === 1 || path[0] === 'migrations');
  const from = (path: readonly string[]): string | undefined => {
    const value = plainValues(top, path, file)?.[0];
    return value === undefined ? undefined : resolve(dirname(file), value);
  };
  const [schema, migrations] = [from(['schema']), from(['migrations', 'path'])];
  const ofAdapter = settings.some(({ path }) => path[0] === 'adapter');
  const mayHaveOne = settings.some(({ path: [key], values }) => key === 'engine' && values?.[0] !== 'classic'); // prettier-ignore
  const inner = plainValues(settings, ['adapter', 'schema'], file)?.[0];
  return {
    ...(schema === undefined ? {} : { schema }),
    ...(migrations === undefined ? {} : { migrations }),
    ledgerSchema: ofAdapter ? (inner ?? 'public') : fromUrl,
    sendsStatements: ofAdapter || mayHaveOne,
  };
}

/** `migrations` stands beside the file with the data source. */
async function besideSchema(project: Project, configured: string | undefined): Promise<string> {
  const { directory, command } = project;
  const given =
    optionValue(command, NAME, ['--schema']) ?? (await readPackage(directory)).prisma?.schema;
  const named = given === undefined ? configured : resolve(directory, given);
  const schema =
    named ??
    (await firstOf(directory, ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema'])) ??
    join(directory, 'prisma/schema.prisma');
  const isFolder = await stat(schema).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return join(dirname(schema), 'migrations');
  const inside = (await readdir(schema)).includes('migrations');
  return inside ? join(schema, 'migrations') : join(dirname(schema), 'migrations');
}
