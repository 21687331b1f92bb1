import { chmod, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { inWords } from '../../src/errors.js';
import { rehearse } from '../../src/steps/rehearse.js';
import { startInJob, type JobStep } from '../backup/jobprocess.js';
import { configFor } from '../harness/config.js';
import { runSql, withClient } from '../harness/postgres/databases.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { useShop } from '../harness/shop.js';
import { makeTools } from '../harness/tools.js';
import { makeLarge, takeBackup } from '../restore/backups.js';

export type Signal = 'SIGINT' | 'SIGTERM' | 'SIGKILL';
/** Takes a rehearsal to a place, where it stays for as long as it lives. */
export type Place = (stage: KillStage) => Promise<JobStep>;

/** Who is not gone by itself by then is killed: its exit has a signal instead of a code. */
const PATIENCE_MS = 7_000;

export interface KillStage {
  /** Adds the migration that sleeps on the copy, and nowhere else. */
  sleepInMigration(): Promise<unknown>;
  /** A backup of production with this SQL in it, which production itself does not keep. */
  backupWith(made: string, dropped: string): Promise<string>;
  /** An encrypted backup that takes a while to decrypt. */
  largeBackup(): Promise<string>;
  /** Starts the step as the runner starts it. */
  start(backup?: string): JobStep;
  /** Resolves when it is there; rejects when the step ends before. */
  reach(step: JobStep, isThere: () => Promise<boolean>): Promise<void>;
  /** Command lines of the processes that work in a directory below RUNNER_TEMP. */
  inside(step: JobStep): Promise<string[]>;
  /** PL/pgSQL that does it on any server but production's. */
  elsewhere(what: string): string;
  /** Ends it; then neither a server nor a byte is left, production is as it was, and the next rehearsal works. */
  end(step: JobStep, signal: Signal): Promise<void>;
}

export function useKillStage(): KillStage {
  const production = useTestDatabase('production');
  const development = useTestDatabase('development');
  const shop = useShop();
  const { cluster } = production;
  const secrets = {
    DIRECT_URL: production.ownerUrl,
    DEV_DATABASE_URL: development.ownerUrl,
    PROD_DATABASE_URL: production.ownerUrl,
  };
  let parent = '';
  let root = '';
  let identity = '';
  let plain = '';
  let before = '';

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'rehearse-'));
    identity = await generateX25519Identity();
    plain = (await takeBackup(production.ownerUrl, join(parent, 'plain'))).directory;
  });
  afterAll(() => rm(parent, { recursive: true, force: true }));
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'db-deploy-test-'));
    // As a runner's: the account of the server may pass.
    await chmod(root, 0o755);
    before = await standing();
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const standing = (): Promise<string> =>
    withClient(cluster, production.name, async (client) => {
      const { rows } = await client.query<{ standing: string }>(
        `select (select string_agg(name, ',' order by id) from pgmigrations) || ' ' ||
                (select string_agg(c::text, ',' order by slug) from categories c) || ' ' ||
                (select count(*) from pg_attribute) as standing`,
      );
      return rows[0]?.standing ?? '';
    });
  const inputs = (backup = plain): Record<string, string> => ({
    'working-directory': shop().directory,
    'backup-file': backup,
    'decrypt-with': identity,
    'reference-tables': '[categories]',
    'lock-timeout': '10m',
  });
  const expectNext = async (): Promise<void> => {
    const directory = await mkdtemp(join(root, 'next-'));
    const outcome = await rehearse(
      await configFor('rehearse', inputs(), { ...secrets, RUNNER_TEMP: directory }),
      makeTools(directory, 'production'),
    );
    expect((outcome.problems ?? []).map(inWords)).toEqual([]);
    expect(outcome).toMatchObject({
      status: 'passed',
      details: { migration: { verdict: 'all applied' }, promotion: { applied: true } },
    });
  };

  const stage: KillStage = {
    elsewhere: (what) =>
      `if current_setting('port') <> '${cluster.port}' then perform ${what}; end if;`,
    sleepInMigration: () => shop().addMigration('slow', 'do $$ begin perform pg_sleep(600); end $$;'), // prettier-ignore
    async backupWith(made, dropped) {
      await runSql(cluster, production.name, made, roles.owner);
      const taken = await takeBackup(production.ownerUrl, await mkdtemp(join(parent, 'with-')));
      await runSql(cluster, production.name, dropped, roles.owner);
      return taken.directory;
    },
    async largeBackup() {
      const sealed = await takeBackup(production.ownerUrl, await mkdtemp(join(parent, 'sealed-')), {
        encryptTo: [await identityToRecipient(identity)],
      });
      const large = join(root, 'large');
      await makeLarge(sealed.directory, large, identity);
      return large;
    },
    start: (backup) => startInJob('rehearse', root, inputs(backup), secrets),
    async reach(step, isThere) {
      const ended = step.ended.then(() => 'ended');
      while (!(await isThere())) {
        if ((await Promise.race([ended, pause(5)])) === 'ended') {
          throw new Error(`it ended before it was there:\n${step.said()}`);
        }
      }
    },
    async inside({ temporary }) {
      const all = await readdir('/proc');
      const found = await Promise.all(
        all
          .filter((name) => /^\d+$/.test(name))
          .map(async (pid) => {
            const place = await readlink(`/proc/${pid}/cwd`).catch(() => '');
            if (!place.startsWith(`${temporary}/`)) return '';
            return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
          }),
      );
      return found.filter((line) => line !== '');
    },
    async end(step, signal) {
      step.kill(signal);
      const impatient = setTimeout(() => {
        step.kill('SIGKILL');
      }, PATIENCE_MS);
      const exit = await step.ended;
      clearTimeout(impatient);
      if (signal !== 'SIGKILL') {
        expect({ ...exit, said: step.said() }).toMatchObject({ code: 1, signal: null });
        expect(await step.page()).toContain(`it was cancelled (${signal})`);
        expect(await step.left()).toEqual([]);
      }
      await step.post();
      while ((await stage.inside(step)).length > 0) await pause(5);
      expect(await readdir(step.temporary)).toEqual([]);
      expect(await standing()).toBe(before);
      await rm(join(shop().directory, 'migrations/1799000000000_slow.sql'), { force: true });
      await expectNext();
    },
  };
  return stage;
}

export const fetching: Place = async (stage) => {
  const step = stage.start(await stage.largeBackup());
  await stage.reach(step, async () =>
    (await step.left()).some((file) => file.endsWith('.partial')),
  );
  return step;
};

export const makingTheCluster: Place = async (stage) => {
  const step = stage.start();
  await stage.reach(step, async () => (await step.left()).some((file) => file.endsWith('/data/PG_VERSION'))); // prettier-ignore
  return step;
};

/** A backend of the scratch server, by what its title says that it does. */
const works = (stage: KillStage, step: JobStep, as: string, what: string) => async () =>
  (await stage.inside(step)).some((title) => new RegExp(`^postgres: ${as} .* ${what}`).test(title));

export const restoring: Place = async (stage) => {
  const backup = await stage.backupWith(
    `create function nap(n int) returns int language plpgsql immutable as $$
       begin ${stage.elsewhere('pg_sleep(600)')} return n; end $$;
     create table napping (n int check (nap(n) > 0)); insert into napping values (1)`,
    'drop table napping; drop function nap',
  );
  const step = stage.start(backup);
  await stage.reach(step, works(stage, step, 'db_deploy_scratch', 'COPY'));
  return step;
};

export const migrating: Place = async (stage) => {
  await stage.sleepInMigration();
  const step = stage.start();
  await stage.reach(step, works(stage, step, roles.owner.user, 'DO'));
  return step;
};

const DEPLOY_LOCK = `pg_advisory_xact_lock(x'64626465'::int, x'706c6f79'::int)`;

/** In a trigger it waits for the deploy lock, which another session of the step holds: its title tells. */
export const promoting: Place = async (stage) => {
  const backup = await stage.backupWith(
    `create function nap() returns trigger language plpgsql as $$
       begin ${stage.elsewhere(DEPLOY_LOCK)} return new; end $$;
     create trigger nap before insert on categories for each row execute function nap()`,
    'drop trigger nap on categories; drop function nap',
  );
  const step = stage.start(backup);
  await stage.reach(step, works(stage, step, roles.owner.user, 'waiting'));
  return step;
};
