import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { inWords } from '../../src/errors.js';
import { stepParts } from '../../src/report/steppage.js';
import { promote } from '../../src/steps/promote.js';
import { FROM_SOURCES, startProgram } from '../backup/stepprocess.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { assertNoLeaks } from '../harness/postgres/leaks.js';
import { useTools } from '../harness/tools.js';
import { complaints } from './play.js';
import { TYPESCRIPT } from './teamscript.js';

const PACKAGES = fileURLToPath(new URL('../../node_modules', import.meta.url));
const dev = useFreshDatabase('development');
const prod = useFreshDatabase('production');
const tools = useTools();
let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'script-'));
  await symlink(PACKAGES, join(directory, 'node_modules'));
  await mkdir(join(directory, 'scripts'));
  await writeFile(join(directory, 'package.json'), '{"type": "module"}');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

interface Wish {
  readonly command?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly ci?: boolean;
  readonly visibility?: 'public' | 'private';
}

async function run({
  command = './promote.sh',
  inputs = {},
  ci = true,
  visibility = 'private',
}: Wish = {}) {
  const config = await configFor(
    'promote',
    {
      'direct-url': prod().ownerUrl,
      'prod-database-url': prod().userUrl,
      'dev-database-url': dev().userUrl,
      'promote-command': command,
      'require-backup': 'false',
      'working-directory': directory,
      ...inputs,
    },
    {},
    { ci, visibility },
  );
  return promote(config, tools());
}

async function shell(...lines: string[]): Promise<void> {
  const path = join(directory, 'promote.sh');
  await writeFile(path, ['#!/bin/bash', ...lines].join('\n'));
  await chmod(path, 0o755);
}

const psql = (sql: string): string => `psql -XqAt -v ON_ERROR_STOP=1 "$PROD_DATABASE_URL" -c "${sql}"`; // prettier-ignore
const RENAME = psql(`update categories set name = 'by script' where id = 1`);

async function nameOf(id: number, database = prod()): Promise<unknown> {
  const sql = `select name from categories where id = ${id}`;
  return withClient(database.cluster, database.name, async (client) => (await client.query<{ name: string }>(sql)).rows[0]?.name); // prettier-ignore
}

type Outcome = Awaited<ReturnType<typeof run>>;
const wordsOf = ({ problems = [] }: Outcome): string => problems.map(inWords).join('\n');
const runsOf = ({ details }: Outcome) =>
  details?.command?.runs.map(({ flag, exitCode }) => `${flag} ${exitCode ?? 'none'}`);

test('runs the team’s TypeScript with --dry-run, then with --apply, on the proven URLs', async () => {
  await writeFile(join(directory, 'scripts/promote.ts'), TYPESCRIPT);
  const wanted = await nameOf(1, dev());
  await withClient(prod().cluster, prod().name, (client) => client.query(`update categories set name = 'old ' || id`)); // prettier-ignore
  const outcome = await run({ command: 'npx --no-install tsx scripts/promote.ts' });
  expect(wordsOf(outcome)).toBe('');
  expect(runsOf(outcome)).toEqual(['--dry-run 0', '--apply 0']);
  expect(outcome).toMatchObject({ status: 'passed', details: { mode: 'apply', applied: true } });
  expect(outcome.details?.command?.runs[0]?.output.join()).toMatch(/categories: 7 lock_timeout: 5s same: true/); // prettier-ignore
  expect(complaints(outcome.findings)).toContain('what promote-command wrote: could not verify');
  expect(await nameOf(1)).toBe(wanted);
});

test('a script that never read --dry-run is refused its first write', async () => {
  await shell(RENAME);
  const before = await nameOf(1);
  const outcome = await run({ inputs: { 'promote-mode': 'preview' }, ci: false });
  expect(runsOf(outcome)).toEqual(['--dry-run 1']);
  expect(wordsOf(outcome)).toContain('nothing was applied, and --apply was not tried');
  expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
  expect(await nameOf(1)).toBe(before);
});

test('a dry run that hides the refusal of its write is not applied', async () => {
  const hiding = `psql -Xq "$PROD_DATABASE_URL" -c "update categories set name = 'twice' where id = 1" || true`;
  await shell(hiding, 'echo "$DB_DEPLOY_PROMOTE"');
  const before = await nameOf(1);
  for (const visibility of ['private', 'public'] as const) {
    const outcome = await run({ visibility });
    expect(runsOf(outcome)).toEqual(['--dry-run 0']);
    expect(wordsOf(outcome)).toMatch(/it does not look at --dry-run[^]*ON_ERROR_STOP/);
    expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
    expect(outcome.findings.map(({ name }) => name)).not.toContain('promote-command --dry-run');
  }
  expect(await nameOf(1)).toBe(before);
  await shell(
    'echo "the dry run uses a read-only transaction"',
    `[ "$DB_DEPLOY_PROMOTE" = apply ] || exit 0`,
    RENAME,
  );
  expect(await run()).toMatchObject({ status: 'passed', details: { applied: true } });
});

describe('a run that ends with another code', () => {
  test('the dry run: nothing is applied', async () => {
    await shell('[ "$1" = --apply ] || exit 3', RENAME);
    const outcome = await run();
    expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
    expect(outcome.details?.doubt).toBeUndefined();
    expect(runsOf(outcome)).toEqual(['--dry-run 3']);
    expect(await nameOf(1)).not.toBe('by script');
  });

  test('the apply: what was written is not known, and the way back is told', async () => {
    await shell('[ "$1" = --apply ] || exit 0', RENAME, 'exit 4');
    const outcome = await run();
    expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
    expect(outcome.details?.doubt).toContain('ended with exit code 4 with --apply');
    expect(wordsOf(outcome)).toMatch(/what it wrote is not known.*to go back/s);
    expect(await nameOf(1)).toBe('by script');
  });
});

describe('its output', () => {
  const HOSTILE = [
    `echo '::error::no'`,
    `echo '##[add-mask]no'`,
    'echo "$PROD_DATABASE_URL"',
    `echo '${roles.owner.password}'`,
    'head -c 5000000 /dev/zero | tr "\\0" x; echo',
    'yes ::warning::w | head -n 20000',
    'echo the end',
  ];

  test('commands no runner, shows no secret, and is capped', async () => {
    await shell(...HOSTILE);
    const mine = tools();
    mine.log.mask([roles.owner.password]);
    const outcome = await run({ inputs: { 'promote-mode': 'preview' } });
    expect(outcome.status).toBe('passed');
    expect(mine.lines.filter((line) => /^\s*(::(error|warning)|##\[add-mask)/.test(line))).toEqual([]); // prettier-ignore
    const all = JSON.stringify(outcome);
    expect(all).not.toContain(roles.owner.password);
    expect(mine.lines.join('\n')).not.toContain(roles.owner.password);
    expect(all.length).toBeLessThan(300_000);
    expect(outcome.details?.command?.runs[0]?.output.at(-1)).toBe('the end');
  });

  test('is not shown where strangers read, on the page neither', async () => {
    await shell('echo a row of ours');
    const outcome = await run({ visibility: 'public' });
    expect(outcome.details?.command?.runs.map(({ output }) => output)).toEqual([[], []]);
    expect([JSON.stringify(outcome), ...tools().lines].join()).not.toContain('a row of ours');
  });

  test('of both runs stands on the page', async () => {
    await shell('echo "this is $1"');
    const { status, findings, details } = await run();
    const now = new Date().toISOString();
    const facts = { runId: '42', attempt: 1, repository: '', sha: '', ref: '', actor: '', workflow: '', job: '', url: '' }; // prettier-ignore
    const envelope = { version: 1 as const, environment: 'production', startedAt: now, finishedAt: now, problems: [], run: facts }; // prettier-ignore
    const page = stepParts({ ...envelope, step: 'promote', status, findings: [...findings], details }).join('\n'); // prettier-ignore
    expect(page).toMatch(/Dry run[^]*this is --dry-run[^]*Apply[^]*this is --apply/);
  });
});

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '%s while it writes: no session, no lock and no row of it is left',
  async (signal) => {
    await shell(
      '[ "$1" = --apply ] || exit 0',
      psql(`begin; update categories set name = 'x' || id; select pg_sleep(60)`),
    );
    const args = ['promote', '--promote-command=./promote.sh', '--require-backup=false'];
    const step = startProgram(process.execPath, [...FROM_SOURCES, ...args], {
      CI: 'true',
      DIRECT_URL: prod().ownerUrl,
      PROD_DATABASE_URL: prod().userUrl,
      DEV_DATABASE_URL: dev().userUrl,
      RUNNER_TEMP: tools().workDirectory,
      GITHUB_WORKSPACE: directory,
    });
    let ended = false;
    void step.ended.then(() => {
      ended = true;
    });
    const sleeping = `select from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'`;
    await withClient(prod().cluster, prod().name, async (client) => {
      while (!ended && (await client.query(sleeping)).rowCount === 0);
    });
    expect({ ended, said: step.said() }).toMatchObject({ ended: false });
    step.kill(signal);
    await step.ended;
    // A server looks every 2 s whether a client is still there.
    await assertNoLeaks(prod().cluster, prod().name, signal === 'SIGKILL' ? 6_000 : 0);
    expect(await nameOf(1)).not.toBe('x1');
    if (signal === 'SIGKILL') return;
    expect(step.said()).toContain('what was written is not known');
  },
);

describe('is refused', () => {
  const touched = 'touch "$(dirname "$0")/touched"';
  test.each([
    ['beside reference-tables', { inputs: { 'reference-tables': '- services' } }, 'both are set'],
    [
      'as something approved',
      { inputs: { 'promote-mode': 'approved', 'approved-digest': 'a'.repeat(64) } },
      'nothing binds what a script writes',
    ],
    ['outside CI', { ci: false }, 'the variable CI is not set'],
    ['on another production', { inputs: { 'prod-database-url': 'DEV' } }, 'is another database'],
    ['without a backup', { inputs: { 'require-backup': 'true' } }, ''],
  ] as const)('%s, before it is started', async (_, wish: Wish, words) => {
    await shell(touched);
    const inputs = wish.inputs?.['prod-database-url'] === 'DEV' ? { 'prod-database-url': dev().userUrl } : wish.inputs; // prettier-ignore
    const outcome = await run({ ...wish, ...(inputs === undefined ? {} : { inputs }) });
    expect(outcome).toMatchObject({ status: 'failed', details: { applied: false } });
    expect(wordsOf(outcome)).toContain(words);
    expect(existsSync(join(directory, 'touched'))).toBe(false);
  });
});

test('is skipped, green, without development', async () => {
  const outcome = await run({ inputs: { 'dev-database-url': '' }, ci: false });
  expect(outcome).toMatchObject({ status: 'skipped' });
  expect(tools().lines.filter((line) => line.includes('DEV_DATABASE_URL is not set'))).toHaveLength(1); // prettier-ignore
});
