import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DeployError } from '../../errors.js';
import type { Adapter, Project } from '../adapter.js';
import { checksumsOf, contentOf, exists, firstOf, requireDistinct } from '../files.js';
import { findTable, qualified } from '../ledgertable.js';
import { dependsOn } from '../packagejson.js';
import { optionValue } from '../settings/commandline.js';
import { plainValues, settingsIn } from '../settings/literals.js';

const NAME = 'drizzle-kit';
const CONFIGS = ['drizzle.config.ts', 'drizzle.config.js', 'drizzle.config.json'];
const JOURNAL = 'meta/_journal.json';

const journalSchema = z.object({
  entries: z.array(z.object({ tag: z.string(), when: z.number() })),
});

/**
 * Drizzle: the ledger has no names. A migration is known by `when` of the journal, and one that is
 * not later than the newest row is skipped in silence (drizzle-orm's pg-core/dialect.js).
 */
export const drizzle: Adapter = {
  name: NAME,
  command: 'npx --no-install drizzle-kit migrate',
  failures: [
    {
      // All that it prints when the server refuses a statement: drizzle-orm#5521 and others.
      pattern: /applying migrations\.\.\./,
      cause: 'drizzle-kit often ends without a word of what failed',
      remedy:
        'read the error in the log of the server, or run the pending SQL by psql on a restored copy',
    },
  ],

  detect: async (directory) =>
    (await dependsOn(directory, NAME)) && (await firstOf(directory, CONFIGS)) !== undefined,

  async locate(project) {
    const { setting } = await readConfig(project);
    const schema = setting('migrations', 'schema') ?? 'drizzle';
    return {
      table: qualified(schema, setting('migrations', 'table') ?? '__drizzle_migrations'),
      directories: [resolve(project.directory, setting('out') ?? 'drizzle')],
      late: 'skips it',
      oneTransaction: true,
    };
  },

  async readLedger(session, table) {
    const found = await findTable(session, table);
    if (found === undefined) return { tool: NAME, table, applied: [] };
    const rows = await session.query<{ made: string; hash: string }>(
      `select created_at::text as made, hash from ${found} order by created_at, id`,
    );
    return {
      tool: NAME,
      table: found,
      applied: rows.map(({ made }) => made),
      checksums: Object.fromEntries(rows.map(({ made, hash }) => [made, hash])),
    };
  },

  async readFiles({ directories: [directory = ''] }) {
    const entries = await readJournal(directory);
    const files = await Promise.all(
      entries.map(async ({ tag, when }) => {
        const path = join(directory, `${tag}.sql`);
        const checksums = checksumsOf(await contentOf(path, NAME));
        return { name: String(when), title: tag, path, checksums, rank: when };
      }),
    );
    return requireDistinct(files, NAME);
  },
};

async function readConfig({ directory, command }: Project) {
  const named = optionValue(command, NAME, ['--config']);
  const file = named === undefined ? await firstOf(directory, CONFIGS) : resolve(directory, named);
  const settings = file === undefined ? [] : settingsIn(await readFile(file, 'utf8'));
  return {
    setting: (...path: string[]): string | undefined => {
      const own = settings.filter((setting) => setting.path.length <= path.length);
      return plainValues(own, path, file ?? '')?.[0];
    },
  };
}

async function readJournal(directory: string) {
  const path = join(directory, JOURNAL);
  if (await exists(path)) {
    const { entries } = journalSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return entries;
  }
  const others = await readdir(directory).catch(() => []);
  throw new DeployError({
    attempted: `read the migrations of ${NAME}`,
    found: `there is no ${path}`,
    likelyCause:
      others.length > 0
        ? 'migrations of drizzle-kit 1.0, whose layout this action does not know, or the journal is not committed'
        : 'working-directory is not the one that the tool runs in, or `out` names another directory',
    nextAction:
      'commit the journal that `drizzle-kit generate` writes, or correct working-directory',
  });
}
