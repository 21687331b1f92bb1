import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { detectTool } from '../../src/migration/detection/detect.js';
import { connectionTo } from '../postgres/connections.js';

let workspace = '';
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'checkout-'));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

async function detect(files: Files, command?: string, environment: Files = {}, url?: string) {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), text);
  }
  return detectTool({
    workingDirectory: '.',
    migrateCommand: command,
    directUrl: url === undefined ? undefined : connectionTo(url),
    surroundings: { workspace, environment },
  });
}

/** A package.json with these dependencies and scripts. */
const npm = (dependencies: readonly string[], scripts: Files = {}): Files => ({
  'package.json': JSON.stringify({
    devDependencies: Object.fromEntries(dependencies.map((name) => [name, '1'])),
    scripts,
  }),
});

describe('which tool', () => {
  const knexfile = { 'knexfile.js': 'module.exports = {}' };
  const drizzle = { 'drizzle.config.ts': 'export default {}' };
  const sql = { 'db/migrations/1_a.sql': '-- migrate:up\n' };
  test.each<[string, Files, string | undefined, string | undefined]>([
    ['a dependency', npm(['node-pg-migrate']), undefined, 'node-pg-migrate'],
    [
      'a script around it',
      { ...npm(['node-pg-migrate']), 'migrations/1.sql': '' },
      'npm run up',
      'node-pg-migrate',
    ],
    ['an ORM without migrations beside it', npm(['prisma']), './migrate.sh', undefined],
    ['another tool', npm(['other']), 'other up', undefined],
    ['a tool that we do not know, named', npm(['prisma']), 'npx typeorm migration:run', undefined],
    ['two, one named', npm(['prisma', 'dbmate']), 'npx dbmate up', 'dbmate'],
    [
      'two, one named in a script',
      npm(['prisma', 'dbmate'], { up: 'dbmate up' }),
      'pnpm up',
      'dbmate',
    ],
    ['named, and no package at all', {}, './bin/dbmate up', 'dbmate'],
    ['its schema file', { 'prisma/schema.prisma': '' }, undefined, 'prisma'],
    ['its migrations', sql, undefined, 'dbmate'],
    ['knex as a query builder beside another', npm(['knex', 'prisma']), undefined, 'prisma'],
    ['knex with a knexfile', { ...npm(['knex']), ...knexfile }, undefined, 'knex'],
    ['drizzle', { ...npm(['drizzle-kit']), ...drizzle }, undefined, 'drizzle-kit'],
    ['nothing', {}, undefined, undefined],
  ])('%s', async (_, files, command, tool) => {
    const detected = await detect(files, command);
    expect(detected.migrations?.adapter.name).toBe(tool);
    expect(detected.command).toBe(command ?? detected.migrations?.adapter.command);
  });

  test('two that are not named: asked, naming both', async () => {
    await expect(detect(npm(['prisma', 'node-pg-migrate']))).rejects.toThrow(
      /prisma and node-pg-migrate are both used.*\n.*migrate-command/,
    );
  });

  test('a directory that does not exist is named', async () => {
    const surroundings = { workspace, environment: {} };
    await expect(detectTool({ workingDirectory: 'exampels', surroundings })).rejects.toThrow(
      'exampels does not exist',
    );
  });
});

describe('where its ledger and its files are', () => {
  const prisma = npm(['prisma']);
  const url = 'postgresql://u:p@localhost/db?schema=shop&search_path=own,public';
  test.each<[string, Files, string | undefined, Files, string, string[]]>([
    ['prisma', prisma, undefined, {}, 'shop._prisma_migrations', ['prisma/migrations']],
    [
      'prisma, named schema',
      prisma,
      'prisma migrate deploy --schema=./db/app.prisma',
      {},
      'shop._prisma_migrations',
      ['db/migrations'],
    ],
    [
      'prisma, in package.json',
      {
        'package.json': '{"devDependencies":{"prisma":"6"},"prisma":{"schema":"db/schema"}}',
        'db/schema/migrations/x': '',
      },
      undefined,
      {},
      'shop._prisma_migrations',
      ['db/schema/migrations'],
    ],
    [
      'prisma, configured, with a driver adapter that does not read the URL’s schema',
      {
        ...prisma,
        'prisma.config.ts': `export default defineConfig({ migrations: { path: 'db/changes' },
          adapter: async () => new PrismaPg({ connectionString: env('DIRECT_URL') }) });`,
      },
      undefined,
      {},
      'public._prisma_migrations',
      ['db/changes'],
    ],
    [
      'dbmate',
      npm(['dbmate']),
      undefined,
      { DBMATE_MIGRATIONS_TABLE: 'done', DBMATE_MIGRATIONS_DIR: 'a,b' },
      'own.done',
      ['a', 'b'],
    ],
    [
      'dbmate by options, which count before the environment',
      npm(['dbmate'], { up: 'dbmate -d sql --migrations-table Ops.done up' }),
      'yarn up',
      { DBMATE_MIGRATIONS_TABLE: 'no' },
      '"Ops".done',
      ['sql'],
    ],
    [
      'knex with a search path, from a knexfile elsewhere',
      { 'db/knexfile.ts': `export default { client: 'pg', searchPath: ['app', 'public'] }` },
      'knex --knexfile db/knexfile.ts migrate:latest',
      {},
      'app.knex_migrations',
      ['db/migrations'],
    ],
    [
      'drizzle',
      {
        ...npm(['drizzle-kit']),
        'prod.config.ts': `export default defineConfig({ schema: './x.ts' })`,
      },
      'drizzle-kit migrate --config prod.config.ts',
      {},
      'drizzle.__drizzle_migrations',
      ['drizzle'],
    ],
  ])('%s', async (_, files, command, environment, table, directories) => {
    const { migrations } = await detect(files, command, environment, url);
    expect(migrations?.table).toBe(table);
    expect(migrations?.directories.map((path) => relative(workspace, path))).toEqual(directories);
  });

  test.each([
    ['adapter: async () => new PrismaPg({ pool: 1 })', 'public', false],
    ['async adapter() { return new PrismaPg({ pool: 1 }) }', 'public', false],
    [`adapter(): A { return new PrismaPg({ pool: 1 }, { schema: 'own' }) }`, 'own', false],
    [`'adapter': new PrismaPg({ pool: 1 })`, 'public', false],
    [`engine: 'js'`, 'shop', false],
    [`engine: 'classic', schema: path.join('prisma', 'schema.prisma')`, 'shop', true],
  ])('prisma with %s', async (setting, schema, atomicFiles) => {
    const config = `export default defineConfig({ ${setting} });`;
    const { migrations } = await detect(
      { ...prisma, 'prisma.config.ts': config },
      undefined,
      {},
      url,
    );
    expect(migrations?.table).toBe(`${schema}._prisma_migrations`);
    expect(migrations?.directories).toEqual([join(workspace, 'prisma/migrations')]);
    expect(migrations?.atomicFiles).toBe(atomicFiles);
  });

  test.each([
    ['{}', true],
    ['{ migrations: { disableTransactions: false } }', true],
    ['{ migrations: { disableTransactions: true } }', false],
    ['{ migrations: { disableTransactions: off() } }', false],
    ['{ production: { migrations: { disableTransactions } } }', false],
  ])('knex with %s', async (config, atomicFiles) => {
    const { migrations } = await detect({ 'knexfile.js': `module.exports = ${config}` }, 'knex up');
    expect(migrations?.atomicFiles).toBe(atomicFiles);
  });

  test.each<[string, Files, string]>([
    ['knex from elsewhere', { 'knexfile.js': `module.exports = require('./c').db` }, 'knex up'],
    ['drizzle from elsewhere', { 'drizzle.config.ts': 'export default base' }, 'drizzle-kit up'],
    ['prisma from elsewhere', { 'prisma.config.ts': 'export default base' }, 'prisma up'],
    ['prisma by a name', { 'prisma.config.ts': 'export default { adapter }' }, 'prisma up'],
    [
      'knex',
      { 'knexfile.js': 'module.exports = { migrations: { migrationSource: own() } }' },
      'knex',
    ],
    ['drizzle', { 'drizzle.config.ts': 'export default { out: dir }' }, 'drizzle-kit migrate'],
    [
      'prisma',
      { 'prisma.config.ts': 'export default { adapter: make() }' },
      'prisma migrate deploy',
    ],
    ['dbmate', {}, 'dbmate -d "$DIR" up'],
  ])('%s: what only a program knows is asked for', async (_, files, command) => {
    await expect(detect(files, command)).rejects.toThrow('it is no plain value');
  });
});
