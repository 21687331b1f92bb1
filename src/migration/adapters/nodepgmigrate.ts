import { basename, extname, join, resolve } from 'node:path';
import type { Adapter, Project } from '../adapter.js';
import { upOfProgram } from '../builds/uppart.js';
import { entriesOf, requireDistinct } from '../ledger/files.js';
import { findTable, qualified } from '../ledger/ledgertable.js';
import { dependsOn } from '../detection/packagejson.js';
import { hasFlag, optionValue } from '../settings/commandline.js';
import { configSection } from '../settings/nodeconfig.js';
import { unreadable } from '../settings/unreadable.js';

const NAME = 'node-pg-migrate';

/** node-pg-migrate: a ledger of names, all pending files in one transaction unless told otherwise. */
export const nodePgMigrate: Adapter = {
  name: NAME,
  command: 'npx --no-install node-pg-migrate up',
  failures: [
    {
      pattern: /Not run migration .+ is preceding already run migration/,
      cause: 'a pending file stands before one that is applied',
      remedy: 'give the pending file a later timestamp',
    },
    {
      pattern: /Another migration is already running/,
      cause: 'another node-pg-migrate holds its lock on this database',
      remedy: 'let it end, then run the failed jobs again',
      passes: 'lock timeout',
    },
    {
      pattern: /Definitions of migrations .+ have been deleted/,
      cause: 'an applied migration has no file any more',
      remedy: 'deploy the commit that has the file',
    },
  ],

  detect: (directory) => dependsOn(directory, NAME),

  /** The command line counts first, then section `db` of the `config` package or the file of `-f`. */
  async locate(project) {
    const settings = await configSection(project, NAME);
    const read = (long: string, short?: string): string | undefined =>
      optionValue(project.command, NAME, [`--${long}`, ...(short === undefined ? [] : [short])]) ??
      settings(long);
    const ignored = read('ignore-pattern');
    if (hasFlag(project.command, NAME, ['--use-glob']) || settings('use-glob') === 'true') {
      throw unreadable('use-glob', 'the settings of node-pg-migrate', 'a pattern for directories');
    }
    const schema = read('migrations-schema') ?? read('schema', '-s') ?? 'public';
    return {
      table: qualified(schema, read('migrations-table', '-t') ?? 'pgmigrations'),
      directories: [resolve(project.directory, read('migrations-dir', '-m') ?? 'migrations')],
      ...(ignored === undefined ? {} : { counts: new RegExp(`^(?!(?:${ignored})$)`) }),
      late: checksOrder(project, settings('check-order')) ? 'refuses it' : 'applies it',
      atomicFiles: true,
    };
  },

  async readLedger(session, table) {
    const found = await findTable(session, table);
    if (found === undefined) return { tool: NAME, table, applied: [] };
    const rows = await session.query<{ name: string }>(
      `select name from ${found} order by run_on, id`,
    );
    return { tool: NAME, table: found, applied: rows.map(({ name }) => name) };
  },

  /** `--fake` marks as many of the oldest pending files as the number says (its bin/node-pg-migrate.js). */
  adopt: () => 'npx node-pg-migrate up 1 --fake',

  async readFiles({ directories: [directory = ''], counts = /^/ }) {
    const entries = await entriesOf(directory, NAME);
    const files = entries
      .filter((entry) => !entry.isDirectory() && counts.test(entry.name))
      .map((entry) => entry.name)
      .sort(byPrefix)
      .map((file) => ({ name: basename(file, extname(file)), path: join(directory, file) }));
    return requireDistinct(files, NAME);
  },

  upPart({ path }, text) {
    if (!path.endsWith('.sql')) return upOfProgram(text);
    const [up, down] = [text.search(UP), text.search(DOWN)];
    if (up < 0) return text;
    return text.slice(up, down < up ? undefined : down);
  },
};

/** As its src/sqlMigration.ts has them; without the first of them all of the file is run. */
const UP = /^\s*--[\s-]*up\s+migration/im;
const DOWN = /^\s*--[\s-]*down\s+migration/im;

function checksOrder({ command }: Project, setting: string | undefined): boolean {
  const off = ['--no-check-order', '--check-order=false'];
  return !hasFlag(command, NAME, off) && setting !== 'false';
}

/** By the number at the start of the name, then by the name (its src/utils/comparators.ts). */
function byPrefix(a: string, b: string): number {
  const byNumber = prefixOf(a) - prefixOf(b);
  if (byNumber !== 0) return byNumber;
  return a.localeCompare(b, undefined, {
    usage: 'sort',
    numeric: true,
    sensitivity: 'variant',
    ignorePunctuation: true,
  });
}

/** 17 digits are a UTC time down to milliseconds; anything shorter counts as it is. */
function prefixOf(name: string): number {
  const digits = /^\d+/.exec(name)?.[0] ?? '0';
  const time = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d{3})$/.exec(digits);
  if (time === null) return Number(digits);
  const [, year, month, day, hour, minute, second, ms] = time;
  return Date.parse(
    `${year ?? ''}-${month ?? ''}-${day ?? ''}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}.${ms ?? ''}Z`,
  );
}
