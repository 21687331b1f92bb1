import { describe, expect, test } from '@jest/globals';
import { dbmate } from '../../src/migration/adapters/dbmate.js';
import { knex } from '../../src/migration/adapters/knex.js';
import { nodePgMigrate } from '../../src/migration/adapters/nodepgmigrate.js';
import { drizzle } from '../../src/migration/adapters/drizzle.js';
import { worksConcurrently } from '../../src/migration/builds/transactions.js';

const DROP = 'drop index concurrently i;';
const adapters = { dbmate, drizzle, knex, 'node-pg-migrate': nodePgMigrate };

/** Whether the part that is run when the file is applied works concurrently. */
function concurrent(tool: keyof typeof adapters, text: string): boolean {
  const program = !text.startsWith('--');
  const file = { path: program ? '/x/1_a.js' : '/x/1_a.sql' };
  const part = adapters[tool].upPart?.(file, text) ?? text;
  return worksConcurrently({ name: '1_a', text: part, program });
}

describe('what takes the migration back is not run', () => {
  test.each([
    ['dbmate', `-- migrate:up\nselect 1;\n\n-- migrate:down transaction:false\n${DROP}\n`],
    ['node-pg-migrate', `-- Up Migration\nselect 1;\n-- Down Migration\n${DROP}\n`],
    ['node-pg-migrate', `-- Down Migration\n${DROP}\n-- Up Migration\nselect 1;\n`],
    ['knex', `exports.up = (k) => k.raw('select 1');\nexports.down = (k) => k.raw('${DROP}');\n`],
    [
      'knex',
      `exports.down = async function (k) {\n  await k.raw('${DROP}');\n};\n\nexports.up = (k) => k.raw('select 1');\n`,
    ],
    [
      'knex',
      `export async function up(k) {}\n\nexport async function down(\n  k: Knex,\n): Promise<void> {\n  await k.raw(\`\n  ${DROP}\`);\n}\n`,
    ],
    [
      'node-pg-migrate',
      `export const up = (pgm) => {};\nexport const down = (pgm) => {\n  pgm.dropIndex('t', 'c', { concurrently: true });\n};\n`,
    ],
  ] as const)('%s: %j', (tool, text) => {
    expect(concurrent(tool, text)).toBe(false);
  });
});

describe('what is run, or may be', () => {
  test.each([
    ['dbmate', `-- migrate:up\n${DROP}\n-- migrate:down\nselect 1;\n`],
    // dbmate refuses this order, and a file without both.
    ['dbmate', `-- migrate:down\nselect 1;\n-- migrate:up\n${DROP}\n`],
    // Without the comment for up all of the file is run.
    ['node-pg-migrate', `-- Down Migration\n${DROP}\n`],
    ['drizzle', `-- Down Migration\n${DROP}\n`],
    ['knex', `exports.down = () => {};\nexports.up = (k) => k.raw('${DROP}');\n`],
    ['knex', `exports.down = () => {};\n  exports.up = (k) => k.raw('${DROP}');\n`],
    ['knex', `exports.down = (k) => k.raw('${DROP}');\nexports.up = (k) => exports.down(k);\n`],
    ['knex', `const down = (k) => k.raw('${DROP}');\nmodule.exports = { up: down, down };\n`],
  ] as const)('%s: %j', (tool, text) => {
    expect(concurrent(tool, text)).toBe(true);
  });
});
