import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { Adapter, Project } from '../adapter.js';
import { entriesOf, exists, requireDistinct } from '../ledger/files.js';
import { findTable, literal, qualified } from '../ledger/ledgertable.js';
import { dependsOn } from '../detection/packagejson.js';
import { hasFlag, optionValue, optionValues } from '../settings/commandline.js';

const NAME = 'dbmate';
const DIRECTORY = 'db/migrations';

/** dbmate: a ledger of versions, the digits that a file's name begins with; one transaction a file. */
export const dbmate: Adapter = {
  name: NAME,
  // `up` would create a missing database; a dump of the schema is of no use in a deploy.
  command: 'npx --no-install dbmate --no-dump-schema migrate',
  failures: [
    {
      pattern: /requires each migration to define an? (up|down) block/,
      cause: 'a file lacks one of the comments that dbmate reads it by',
      remedy: 'write -- migrate:up before its SQL and -- migrate:down after it',
    },
    {
      pattern: /is out of order with already applied migrations/,
      cause: '--strict refuses a pending file that stands before an applied one',
      remedy: 'give the pending file a later version',
    },
  ],

  detect: async (directory) =>
    (await dependsOn(directory, NAME)) || holdsMigrations(join(directory, DIRECTORY)),

  /** Options count first, then the environment, then the file .env that dbmate reads. */
  async locate(project) {
    const environment = await readEnvironment(project);
    const strict =
      hasFlag(project.command, NAME, ['--strict']) || environment('DBMATE_STRICT') === 'true';
    const given = optionValues(project.command, NAME, ['--migrations-dir', '-d']);
    const directories =
      given.length > 0 ? given : (environment('DBMATE_MIGRATIONS_DIR') ?? DIRECTORY).split(',');
    const table =
      optionValue(project.command, NAME, ['--migrations-table']) ??
      environment('DBMATE_MIGRATIONS_TABLE') ??
      'schema_migrations';
    return {
      table: tableOf(table, project.url),
      directories: directories.map((directory) => resolve(project.directory, directory)),
      late: strict ? 'refuses it' : 'applies it',
      atomicFiles: true,
    };
  },

  async readLedger(session, table) {
    const found = await findTable(session, table);
    if (found === undefined) return { tool: NAME, table, applied: [] };
    const rows = await session.query<{ version: string }>(
      `select version from ${found} order by version`,
    );
    return { tool: NAME, table: found, applied: rows.map(({ version }) => version) };
  },

  /** No command does it: amacneil/dbmate#348. The table as its pkg/driver/postgres makes it. */
  adopt: ({ name }, table) =>
    [
      `create table if not exists ${table} (version varchar(128) primary key);`,
      `insert into ${table} (version) values (${literal(name)});`,
    ].join('\n'),

  async readFiles({ directories }) {
    const listed = await Promise.all(
      directories.map(async (directory) =>
        (await entriesOf(directory, NAME))
          .filter((entry) => !entry.isDirectory())
          .map(({ name }) => ({ name, path: join(directory, name) })),
      ),
    );
    const files = listed.flat().flatMap(({ name, path }) => {
      const version = VERSION.exec(name)?.[1];
      return version === undefined ? [] : [{ name: version, title: name, path }];
    });
    files.sort((a, b) => (a.title < b.title ? -1 : 1));
    return requireDistinct(files, NAME);
  },

  upPart(_, text) {
    const [up, down] = [text.search(UP), text.search(DOWN)];
    return up >= 0 && up < down ? text.slice(up, down) : text;
  },
};

/** As dbmate's pkg/dbmate/migration.go has them. */
const UP = /^--\s*migrate:up(\s*$|\s+\S+)/m;
const DOWN = /^--\s*migrate:down(\s*$|\s+\S+$)/m;
const VERSION = /^(\d+).*\.sql$/;

/** Without a schema of its own the table is where the URL's search_path begins. */
function tableOf(table: string, url: string | undefined): string {
  const [schema, name] = table.split('.', 2);
  if (schema !== undefined && name !== undefined) return qualified(schema, name);
  const path = url === undefined ? undefined : /[?&]search_path=([^&,]+)/.exec(url)?.[1];
  return qualified(path === undefined ? undefined : decodeURIComponent(path).trim(), table);
}

async function readEnvironment({
  directory,
  command,
  environment,
}: Project): Promise<(name: string) => string | undefined> {
  const given = optionValues(command, NAME, ['--env-file']);
  const files = await Promise.all(
    (given.length > 0 ? given : ['.env']).map((file) =>
      readFile(resolve(directory, file), 'utf8').catch(() => ''),
    ),
  );
  const fromFiles = Object.assign({}, ...files.toReversed().map(parseEnv)) as NodeJS.Dict<string>;
  return (name) => {
    const inCommand = new RegExp(`(?:^|\\s)${name}=([^\\s;&|]+)`).exec(command)?.[1];
    return inCommand ?? environment[name] ?? fromFiles[name];
  };
}

/** SQL in the one directory that dbmate reads unless told otherwise, with its own comment in it. */
async function holdsMigrations(directory: string): Promise<boolean> {
  if (!(await exists(directory))) return false;
  const [first] = (await entriesOf(directory, NAME)).filter(({ name }) => VERSION.test(name));
  if (first === undefined) return false;
  return (await readFile(join(directory, first.name), 'utf8')).includes('-- migrate:up');
}
