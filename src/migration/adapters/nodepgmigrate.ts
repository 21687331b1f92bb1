import { readdir } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import pg from 'pg';
import { DeployError } from '../../errors.js';
import type { Session } from '../../postgres/session.js';
import type { Adapter } from '../adapter.js';
import { dependsOn } from '../packagejson.js';

/** Defaults of node-pg-migrate 9: `--migrations-table`, `--schema`, `--migrations-dir`. */
const TABLE = 'pgmigrations';
const SCHEMA = 'public';
const DIRECTORY = 'migrations';

/** node-pg-migrate: a ledger of names, all pending files in one transaction unless told otherwise. */
export const nodePgMigrate: Adapter = {
  name: 'node-pg-migrate',
  command: 'npx --no-install node-pg-migrate up',

  detect: (directory) => dependsOn(directory, 'node-pg-migrate'),

  async readLedger(session) {
    const table = `${SCHEMA}.${TABLE}`;
    return { tool: 'node-pg-migrate', table, applied: await readApplied(session) };
  },

  async readFiles(directory) {
    const entries = await readdir(join(directory, DIRECTORY), { withFileTypes: true }).catch(
      (error: unknown) => {
        throw noFiles(directory, error);
      },
    );
    return entries
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .sort(byPrefix)
      .map((name) => basename(name, extname(name)));
  },
};

function noFiles(directory: string, cause: unknown): DeployError {
  return new DeployError(
    {
      attempted: 'read the migrations of node-pg-migrate',
      found: `there is no directory ${DIRECTORY} in ${directory}`,
      likelyCause: 'working-directory is not the one that the tool runs in',
      nextAction: 'set working-directory to the directory that holds it',
    },
    { cause },
  );
}

/** The table does not exist before the tool's first run: nothing is applied then. */
async function readApplied(session: Session): Promise<string[]> {
  const [found] = await session.query<{ name: string | null }>('select to_regclass($1) as name', [
    `${pg.escapeIdentifier(SCHEMA)}.${pg.escapeIdentifier(TABLE)}`,
  ]);
  if (found?.name == null) return [];
  const rows = await session.query<{ name: string }>(
    `select name from ${pg.escapeIdentifier(SCHEMA)}.${pg.escapeIdentifier(TABLE)} order by run_on, id`,
  );
  return rows.map(({ name }) => name);
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
