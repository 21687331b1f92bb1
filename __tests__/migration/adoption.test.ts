import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { prisma } from '../../src/migration/adapters/prisma.js';
import { examineMigrations } from '../../src/steps/validateledger.js';
import { configFor } from '../harness/config.js';
import { reached, visitOf } from '../validation/runs.js';
import { seen, useApplication, type Application } from './toolstage.js';

const application = useApplication({});
const NAME = 'tables without a ledger';

const raw = (sql: string): string =>
  `exports.up = (knex) => knex.raw('${sql}');\nexports.down = () => {};\n`;
const [A, B] = ['create table a (id int)', 'create table b (id int)'];
const entries = ['0000_a', '0001_b'].map((tag, idx) => ({ idx, version: '7', when: 1_700_000_000_000 + idx, tag, breakpoints: true })); // prettier-ignore

const TOOLS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'node-pg-migrate': {
    'migrations/1_a.sql': `-- Up Migration\n${A};\n`,
    'migrations/2_b.sql': `-- Up Migration\n${B};\n`,
  },
  dbmate: {
    'db/migrations/001_a.sql': `-- migrate:up\n${A};\n-- migrate:down\n`,
    'db/migrations/002_b.sql': `-- migrate:up\n${B};\n-- migrate:down\n`,
  },
  knex: {
    'knexfile.js': `module.exports = { client: 'pg', connection: process.env.DATABASE_URL };`,
    'migrations/001_a.js': raw(A),
    'migrations/002_b.js': raw(B),
  },
  'drizzle-kit': {
    'drizzle.config.json':
      '{"dialect":"postgresql","out":"./sql","schema":"./schema.ts","dbCredentials":{"url":"URL"}}',
    'sql/meta/_journal.json': JSON.stringify({ version: '7', dialect: 'postgresql', entries }),
    'sql/0000_a.sql': `${A};`,
    'sql/0001_b.sql': `${B};`,
  },
};

test.each(Object.entries(TOOLS))(
  'what validate says of an existing database makes %s apply the rest alone',
  async (tool, files) => {
    const app = application();
    await app.write('package.json', `{"dependencies":{"${tool}":"1"}}`);
    for (const [path, text] of Object.entries(files)) {
      await app.write(path, text.replace('URL"', `${app.database.ownerUrl}"`));
    }
    expect(await adviceOf(app)).toBeUndefined();
    await app.sql(A);
    const advice = await adviceOf(app);
    expect(advice).toMatchObject({
      verdict: 'warn',
      found: expect.stringMatching(/^1 table is there/) as unknown,
    });

    for (const line of (advice?.fix ?? '').split('\n').slice(1)) {
      if (line.startsWith('npx ')) await runShell(line, app);
      else await app.sql(line);
    }
    expect(await adviceOf(app)).toBeUndefined();
    const outcome = await app.deploy();
    expect(seen(outcome)).toMatchObject({ status: 'passed', ledger: [] });
    expect(outcome.details?.applied).toHaveLength(1);
  },
);

test('Prisma has a command of its own', () => {
  const file = { name: '0_init', path: '/0_init/migration.sql' };
  expect(prisma.adopt(file, '_prisma_migrations')).toBe(
    'npx prisma migrate resolve --applied 0_init',
  );
});

async function adviceOf({ directory, database }: Application) {
  const inputs = { 'working-directory': directory, 'direct-url': database.ownerUrl };
  const config = await configFor('validate', inputs, {});
  const direct = await reached(database.ownerUrl);
  const { findings } = await examineMigrations(config, direct, visitOf());
  return findings.find(({ name }) => name === NAME);
}

async function runShell(line: string, { directory, database }: Application): Promise<void> {
  const env = { ...process.env, DATABASE_URL: database.ownerUrl };
  await promisify(execFile)('bash', ['-c', line], { cwd: directory, env });
}
