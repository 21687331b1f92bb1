import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Adapter, Project } from '../adapter.js';
import { upOfProgram } from '../builds/uppart.js';
import { entriesOf, firstOf, requireDistinct } from '../ledger/files.js';
import { findTable, literal, qualified } from '../ledger/ledgertable.js';
import { dependsOn } from '../detection/packagejson.js';
import { hasFlag, optionValue } from '../settings/commandline.js';
import { plainValues, settingsIn } from '../settings/literals.js';
import { nodeEnv } from '../settings/nodeenv.js';
import { unreadable } from '../settings/unreadable.js';

const NAME = 'knex';
const CONFIGS = ['js', 'mjs', 'cjs', 'coffee', 'ts', 'eg', 'ls'].map(
  (format) => `knexfile.${format}`,
);
/** Of its lib/migrations/common/MigrationsLoader.js. */
const SCRIPT = /\.(co|coffee|eg|iced|js|cjs|litcoffee|ls|ts)$/;
const UNLOCK =
  'make sure that no other run of knex is at work, look at the schema, then run `knex migrate:unlock`';

/** Knex: a ledger of file names, and a lock that a killed run leaves behind. */
export const knex: Adapter = {
  name: NAME,
  command: 'npx --no-install knex migrate:latest',
  unfinished: UNLOCK,
  failures: [
    {
      pattern: /The migration directory is corrupt/,
      cause: 'an applied migration has no file any more',
      remedy: 'deploy the commit that has the file',
    },
    {
      pattern: /Migration table is already locked|MigrationLocked/,
      cause: 'another run of knex holds its lock, or was killed with it',
      remedy: UNLOCK,
    },
  ],

  detect: async (directory) =>
    (await dependsOn(directory, NAME)) && (await firstOf(directory, CONFIGS)) !== undefined,

  async locate(project) {
    const { setting, directory, inTransactions } = await readConfig(project);
    const option = (name: string) => optionValue(project.command, NAME, [name]);
    const table = option('--migrations-table-name') ?? setting('migrations', 'tableName')?.[0];
    const schema = setting('migrations', 'schemaName')?.[0] ?? setting('searchPath')?.[0];
    const extensions = setting('migrations', 'loadExtensions');
    const given = option('--migrations-directory');
    const directories =
      given === undefined ? (setting('migrations', 'directory') ?? ['migrations']) : [given];
    return {
      table: qualified(schema, table ?? 'knex_migrations'),
      directories: directories.map((path) => resolve(directory, path)),
      ...(extensions === undefined ? {} : { counts: endsIn(extensions) }),
      late: 'applies it',
      atomicFiles: !hasFlag(project.command, NAME, ['--disable-transactions']) && inTransactions,
    };
  },

  async readLedger(session, table) {
    const found = await findTable(session, table);
    if (found === undefined) return { tool: NAME, table, applied: [] };
    const rows = await session.query<{ name: string }>(`select name from ${found} order by id`);
    const lock = await findTable(session, lockOf(found));
    const locked = lock && (await session.query(`select from ${lock} where is_locked <> 0`));
    return {
      tool: NAME,
      table: found,
      applied: rows.map(({ name }) => name),
      unfinished: locked !== undefined && locked.length > 0 ? [{ name: lockOf(found) }] : [],
    };
  },

  /** No command does it. The first line makes the tables that are not there yet. */
  adopt: ({ name }, table) =>
    [
      'npx knex migrate:list',
      `insert into ${table} (name, batch, migration_time) values (${literal(name)}, 1, now());`,
    ].join('\n'),

  async readFiles({ directories, counts = SCRIPT }) {
    const listed = await Promise.all(
      directories.map(async (directory) =>
        (await entriesOf(directory, NAME)).map(({ name }) => ({
          name,
          path: join(directory, name),
        })),
      ),
    );
    const files = listed.flat().filter(({ name }) => counts.test(name));
    files.sort((a, b) => (a.name < b.name ? -1 : 1));
    return requireDistinct(files, NAME);
  },

  upPart: (_, text) => upOfProgram(text),
};

function endsIn(extensions: readonly string[]): RegExp {
  return new RegExp(`(${extensions.map((end) => end.replaceAll('.', '\\.')).join('|')})$`);
}

/** `knex_migrations` has `knex_migrations_lock` beside it; the last name may be quoted. */
function lockOf(table: string): string {
  return table.endsWith('"') ? `${table.slice(0, -1)}_lock"` : `${table}_lock`;
}

async function readConfig(project: Project) {
  const { directory, command } = project;
  const named = optionValue(command, NAME, ['--knexfile']);
  const file = named === undefined ? await firstOf(directory, CONFIGS) : resolve(directory, named);
  const beside = file === undefined ? directory : dirname(file);
  // It goes to the directory of the file.
  const places = { beside, startedIn: beside };
  const settings = file === undefined ? [] : settingsIn(await readFile(file, 'utf8'), places);
  for (const key of ['migrationSource', 'sortDirsSeparately']) {
    if (file !== undefined && settings.some(({ path }) => path.at(-1) === key)) {
      throw unreadable(key, file, 'a way of its own to find or sort the files');
    }
  }
  const block = optionValue(command, NAME, ['--env']) ?? nodeEnv(project);
  return {
    /** Where knex works: beside the file of --knexfile, else where it was started. */
    directory: named === undefined || file === undefined ? directory : dirname(file),
    /** Another block than that which counts costs a retry, and no more. */
    inTransactions: settings
      .filter(({ path }) => path.at(-1) === 'disableTransactions')
      .every(({ values }) => values?.[0] === 'false'),
    setting: (...path: string[]) => plainValues(settings, path, file ?? '', block),
  };
}
