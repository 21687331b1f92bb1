import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { GitHub, Moment, WorkflowRun } from '../harness/github/index.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { layWire } from '../promotion/wire.js';
import { CATEGORIES, LEDGER, usePlay } from './play.js';
import { artifactNames, CORE, firstLine, messages } from './reading.js';
import { shortDeploy } from './shortdeploy.js';
import { addSlowMigration, letItEnd, SLEEPING } from './slowmigration.js';
import { useWatch } from './watch.js';

/**
 * A runner with less patience than GitHub's 7.5 s and 2.5 s: whoever is not gone by itself 7 s after
 * SIGINT is killed then, and its exit code is 137 instead of 1.
 */
const IMPATIENT = {
  afterInterrupt: 7_000,
  afterTerminate: 0,
  minute: 60_000,
  cancelWindow: 285_000,
};
const ENDED_BY_ITSELF = 1;

const play = usePlay();
const sees = useWatch(play.production);

const COLUMNS = `select count(*) from information_schema.columns
  where table_name in ('users', 'services') and column_name in ('nickname', 'duration_minutes')`;

/** Ignores every signal it may, and its server session does not look whether it is still there. */
const STUBBORN = `import pg from 'pg';
process.on('SIGINT', () => console.log('not listening to SIGINT'));
process.on('SIGTERM', () => undefined);
const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
await client.query('set client_connection_check_interval = 0');
await client.query('begin; alter table users add column nickname text; select pg_sleep(600)');
`;

const PROMOTION = ['backup', 'deploy-database', 'promote-reference-data', 'notify'];

async function cancelled(
  jobs: readonly string[],
  when: Moment,
  more: {
    secrets?: Record<string, string>;
    with?: Record<string, Record<string, string>>;
    faults?: (github: GitHub) => void;
  } = {},
): Promise<WorkflowRun> {
  const { secrets, faults, ...rest } = more;
  const workflow = await shortDeploy(play.application(), { jobs, ...rest });
  const github = await play.github({ clock: IMPATIENT });
  faults?.(github);
  return play.deploy(github, {
    workflow,
    cancelWhen: when,
    // The later jobs meet a service that works.
    onLine: ({ text }) => {
      if (text.endsWith('The operation was canceled.')) github.faults.clear();
    },
    ...(secrets === undefined ? {} : { secrets }),
  });
}

/** What holds for every cancelled job: gone by itself, outputs and page written, its directory removed. */
async function expectLetGo(run: WorkflowRun, name: string): Promise<void> {
  const job = run.job(name);
  const [main] = job.steps.filter(({ exitCode }) => exitCode !== undefined);
  expect({ result: job.result, exitCode: main?.exitCode }).toEqual({
    result: 'cancelled',
    exitCode: ENDED_BY_ITSELF,
  });
  expect(main?.outputs['status']).toBe('failed');
  expect(run.summary(name)).toContain('it was cancelled (SIGINT)');
  expect(run.log.text()).not.toContain('Terminate orphan process');
  const temporary = await readdir(job.machine?.temporary ?? '');
  expect(temporary.filter((file) => file.startsWith('db-deploy-'))).toEqual([]);
  expect(run.results['notify']).toBe('success');
}

/** And its record tells the page at which step. */
async function expectOrderlyEnd(run: WorkflowRun, name: string, step: string): Promise<void> {
  await expectLetGo(run, name);
  expect(artifactNames(run)).toContain(`db-deploy-record-production-${step}-a1`);
  expect(firstLine(run)).toContain(`cancelled at ${step}`);
}

describe('a cancel leaves no session, no lock and no file behind', () => {
  test('while pg_dump waits for a lock', async () => {
    const run = await withClient(
      play.production().cluster,
      play.production().name,
      async (client) => {
        await client.query('begin; lock table services in access exclusive mode');
        const waiting = sees(
          "wait_event_type = 'Lock' and application_name like 'db-deploy/backup/%'",
        );
        return cancelled(CORE, waiting);
      },
    );
    await expectOrderlyEnd(run, 'backup', 'backup');
    expect(run.results['deploy-database']).toBe('skipped');
    expect(run.summary('notify')).toContain('production is unchanged');
    expect(await play.ask(LEDGER)).toBe('4');
  });

  test('while pg_dump is in the middle of a table', async () => {
    // More than all buffers on the way hold, and hard to compress.
    await play.ask(
      'create table big as select n, sha512(n::text::bytea) a from generate_series(1, 60000) n',
    );
    await play.ask(`alter table big owner to ${roles.owner.user}`);
    let silent: () => void = () => undefined;
    const inTheMiddle = new Promise<void>((resolve) => (silent = resolve));
    const wire = await layWire(play.production().ownerUrl, { bytes: 2_000_000, silent });
    wire.arm();
    try {
      const run = await cancelled(CORE, inTheMiddle, {
        secrets: { DIRECT_URL: wire.url },
      });
      await expectOrderlyEnd(run, 'backup', 'backup');
      expect(run.artifacts().filter(({ name }) => !name.includes('-record-'))).toEqual([]);
    } finally {
      await wire.close();
    }
  });

  test('while a migration runs, and rolls it back', async () => {
    await addSlowMigration(play);
    const run = await cancelled(CORE, sees(SLEEPING));
    await expectOrderlyEnd(run, 'deploy-database', 'migrate');
    expect(run.summary('notify')).toContain('no migration is applied');
    expect([await play.ask(LEDGER), await play.ask(COLUMNS)]).toEqual(['4', '0']);
  });

  test('while a migration runs, and a record that the service does not take in time', async () => {
    await addSlowMigration(play);
    const run = await cancelled(CORE, sees(SLEEPING), {
      // After the backup and its record; the client would try again for half a minute.
      faults: (github) => {
        const fault = { kind: 'status', status: 500 } as const;
        github.faults.plan('CreateArtifact', fault, { after: 2 });
      },
    });
    await expectLetGo(run, 'deploy-database');
    expect(messages(run, 'deploy-database')).toContain(
      'warning: The record of this step could not be stored (the step was cancelled)',
    );
    expect(firstLine(run)).toContain(
      'cancelled at job deploy-database: what it changed is not known',
    );
    expect(await play.ask(LEDGER)).toBe('4');
  });

  test('while a migration tool runs that does not listen', async () => {
    await writeFile(join(play.application(), 'stubborn.mjs'), STUBBORN);
    const run = await cancelled(CORE, sees(SLEEPING), {
      with: { 'deploy-database': { 'migrate-command': "trap '' INT TERM; node stubborn.mjs" } },
    });
    await expectOrderlyEnd(run, 'deploy-database', 'migrate');
    expect(run.log.text()).toContain('not listening to SIGINT');
    expect(run.summary('notify')).toContain('no migration is applied');
    expect([await play.ask(LEDGER), await play.ask(COLUMNS)]).toEqual(['4', '0']);
  });

  test('while a migration runs, and the database does not answer any more', async () => {
    await addSlowMigration(play);
    const wire = await layWire(play.production().ownerUrl, { bytes: 0, silent: () => undefined });
    const dead = sees(SLEEPING).then(() => {
      wire.arm();
    });
    try {
      const run = await cancelled(CORE, dead, {
        secrets: { DIRECT_URL: wire.url },
      });
      await expectOrderlyEnd(run, 'deploy-database', 'migrate');
      expect(run.summary('notify')).toContain('what it changed is not known');
    } finally {
      await wire.close();
    }
    expect(await play.ask(LEDGER)).toBe('4');
  });

  test('while a promotion waits for a lock', async () => {
    const run = await withClient(
      play.production().cluster,
      play.production().name,
      async (client) => {
        await client.query("begin; update categories set name = name where slug <> ''");
        const waiting = sees(
          "wait_event_type = 'Lock' and application_name like 'db-deploy/promote/%'",
        );
        return cancelled(PROMOTION, waiting);
      },
    );
    await expectOrderlyEnd(run, 'promote-reference-data', 'promote');
    expect(await play.ask(CATEGORIES)).toBe('6');
  });

  test('while a promotion writes, and rolls it back', async () => {
    await play.ask(`create function nap() returns trigger language plpgsql as
        'begin perform pg_sleep(600); return new; end'`);
    await play.ask(
      'create trigger nap before insert on categories for each row execute function nap()',
    );
    const run = await cancelled(PROMOTION, sees(SLEEPING));
    await expectOrderlyEnd(run, 'promote-reference-data', 'promote');
    expect(await play.ask(CATEGORIES)).toBe('6');
    expect(run.summary('notify')).toContain('all migrations are applied');
  });
});

test('a runner that is lost in a migration leaves what the next attempt understands', async () => {
  await addSlowMigration(play);
  const github = await play.github();
  const first = await play.deploy(github, {
    workflow: await shortDeploy(play.application(), {
      jobs: CORE,
    }),
    loseRunnerWhen: sees(SLEEPING),
  });
  expect(first.results).toMatchObject({ backup: 'success', 'deploy-database': 'failure' });
  expect(artifactNames(first)).not.toContain('db-deploy-record-production-migrate-a1');

  await letItEnd(play);
  const second = await github.rerunFailed(first);
  expect(second.results).toEqual({
    backup: 'success',
    'deploy-database': 'success',
    notify: 'success',
  });
  expect([await play.ask(LEDGER), await play.ask(COLUMNS)]).toEqual(['6', '1']);
  expect(second.summary('notify')).toContain('Every pending migration is applied');
});
