import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { layWire } from '../promotion/wire.js';
import type { JobStep } from '../backup/jobprocess.js';
import { makeLarge } from './backups.js';
import type { CrashStage } from './crashstage.js';
import { withGateShut, type GATES } from './gate.js';
import { withLockOn } from './swapwatch.js';

/** Takes a restore to a place, where it stays while the work runs. */
export type Place = (stage: CrashStage, work: (step: JobStep) => Promise<void>) => Promise<void>;

const OURS = `application_name like 'db-deploy/restore/%'`;
const IN_GATE = `wait_event = 'PgSleep' and ${OURS}`;
const RENAMING = `state = 'active' and query like 'alter database%rename%' and ${OURS}`;

/** Resolves when a session of the server fits; rejects when the step ends before. */
async function reach(stage: CrashStage, step: JobStep, condition: string): Promise<void> {
  await reachBy(step, async () => {
    const rows = await stage.ask(
      `select from pg_stat_activity where usename = $1 and ${condition}`,
      [stage.deployer.user],
    );
    return rows.length > 0;
  });
}

async function reachBy(step: JobStep, isThere: () => Promise<boolean>): Promise<void> {
  const ended = step.ended.then(() => 'ended');
  while (!(await isThere())) {
    if ((await Promise.race([ended, pause(5)])) === 'ended') {
      throw new Error(`it ended before it was there:\n${step.said()}`);
    }
  }
}

const heldAt =
  (gate: keyof typeof GATES): Place =>
  (stage, work) =>
    withGateShut(stage.cluster, gate, async () => {
      const step = stage.start();
      await reach(stage, step, IN_GATE);
      await work(step);
    });

export const filling = heldAt('rows');
export const indexing = heldAt('indexes');

/** Holds it at the indexes until the obstacle is there, then lets it run against that. */
const runInto =
  (
    obstacle: (stage: CrashStage, side: string, work: () => Promise<void>) => Promise<unknown>,
    condition: string,
  ): Place =>
  (stage, work) =>
    withGateShut(stage.cluster, 'indexes', async (open) => {
      const step = stage.start();
      await reach(stage, step, IN_GATE);
      const [, side = ''] = await stage.databases();
      await obstacle(stage, side, async () => {
        await open();
        await reach(stage, step, condition);
        await work(step);
      });
    });

/** The definition of a view is read by the proof alone. */
export const proving = runInto(
  ({ cluster }, side, work) =>
    withClient(
      cluster,
      side,
      async (owner) => {
        await owner.query('begin; lock table without_tables in access exclusive mode');
        await work();
      },
      // Not the superuser: a restore may end this session, and drop what it sits in.
      roles.owner,
    ),
  `wait_event_type = 'Lock' and ${OURS}`,
);

/** Somebody sets a setting of the side database at the same time, and does not commit. */
export const carryingOver = runInto(
  ({ cluster }, side, work) =>
    withClient(cluster, 'postgres', async (other) => {
      // Not by ALTER DATABASE: its lock on the database would keep it from being dropped, too.
      await other.query('begin');
      await other.query(
        `insert into pg_db_role_setting
         select oid, 0, '{"work_mem=6MB"}' from pg_database where datname = $1`,
        [side],
      );
      await work();
    }),
  `wait_event_type = 'Lock' and ${OURS}`,
);

/** A superuser sits in the live database, and no role may end his session. */
export const waitingForSessions = runInto(
  ({ cluster, live }, _, work) => withClient(cluster, live(), work),
  RENAMING,
);

export const betweenTheRenames = runInto(
  (stage, side, work) => withLockOn(stage, side, work),
  `wait_event_type = 'Lock' and ${RENAMING}`,
);

/** The server has renamed both, and its answer never arrives. */
export const swapped: Place = async (stage, work) => {
  let silent = false;
  const answer = { after: `rename to ${stage.live()}`, silent: () => (silent = true) };
  const wire = await layWire(stage.url(), answer);
  wire.arm();
  try {
    const step = stage.start({ url: wire.url });
    await reachBy(step, () => Promise.resolve(silent));
    await work(step);
  } finally {
    await wire.close();
  }
};

/** Of an archive so large that it takes a while. */
export const decrypting: Place = async (stage, work) => {
  const backup = join(stage.root(), 'large');
  await makeLarge(stage.backup(), backup, stage.identity());
  const step = stage.start({ backup });
  await reachBy(step, async () =>
    (await readdir(step.temporary, { recursive: true })).some((file) => file.endsWith('.partial')),
  );
  await work(step);
};
