import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { DeployError } from '../../errors.js';
import type { Adapter, Project } from '../adapter.js';
import {
  checksumsOf,
  contentOf,
  exists,
  firstOf,
  recordedChecksums,
  requireDistinct,
} from '../ledger/files.js';
import { findTable, literal, qualified, schemaOf } from '../ledger/ledgertable.js';
import { dependsOn } from '../detection/packagejson.js';
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
      atomicFiles: true,
    };
  },

  async readLedger(session, table) {
    const found = await findTable(session, table);
    if (found === undefined) return { tool: NAME, table, applied: [] };
    const rows = await session.query<{ name: string; checksum: string }>(
      `select coalesce(created_at::text, 'row ' || id) as name, hash as checksum
         from ${found} order by created_at, id`,
    );
    return {
      tool: NAME,
      table: found,
      applied: rows.map(({ name }) => name),
      checksums: recordedChecksums(rows),
    };
  },

  /** No command does it: drizzle-team/drizzle-orm#6191. The table as drizzle-orm's pg-core/dialect.js makes it. */
  adopt: ({ name, checksums: [hash = ''] = [] }, table) =>
    [
      `create schema if not exists ${schemaOf(table)};`,
      `create table if not exists ${table} (id serial primary key, hash text not null, created_at bigint);`,
      `insert into ${table} (hash, created_at) values (${literal(hash)}, ${name});`,
    ].join('\n'),

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
  const settings =
    file === undefined
      ? []
      : settingsIn(await readFile(file, 'utf8'), { beside: dirname(file), startedIn: directory });
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
    const read = journalSchema.safeParse(jsonOf(await readFile(path, 'utf8')));
    if (read.success) return read.data.entries;
    throw new DeployError({
      attempted: `read the migrations of ${NAME}`,
      found: `${path} is no journal of drizzle-kit`,
      likelyCause: 'the marks of a merge conflict are in it',
      nextAction: 'resolve the conflict, then let `drizzle-kit check` look at it',
    });
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
