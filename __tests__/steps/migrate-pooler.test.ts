import { afterEach, describe, expect, test } from '@jest/globals';
import { providePgBouncer, startPooler, type Pooler, type PoolerOptions } from '../harness/pgbouncer.js'; // prettier-ignore
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import { useMigration } from './migration-stage.js';

let pooler: Pooler | undefined;
// Before the database looks for what was left in it: a pooler keeps its server sessions.
afterEach(async () => {
  await pooler?.stop();
  pooler = undefined;
});

const { database, tools, run, backedUp, stateNow, inPause } = useMigration();

const lay = async (options: Omit<PoolerOptions, 'logins'>): Promise<string> => {
  providePgBouncer();
  pooler = await startPooler(database().cluster, { ...options, logins: [roles.owner, roles.user] });
  return pooler.url(database().name, roles.owner);
};
describe('a transaction pooler', () => {
  test('as direct-url is refused, and nothing is touched', async () => {
    const before = await backedUp();
    const outcome = await run({ 'direct-url': await lay({ mode: 'transaction' }) });
    expect(outcome).toMatchObject({ status: 'failed', details: { verdict: 'nothing applied' } });
    expect(outcome.problems?.[0]?.found).toContain('a transaction pooler');
    expect(await stateNow()).toEqual(before);
  });

  test('as database-url is the application’s; the tool gets the direct URL', async () => {
    await backedUp();
    const print = `node -e 'console.log(new URL(process.env.DATABASE_URL).port)'`;
    const pooled = await lay({ mode: 'transaction' });
    const outcome = await run({ 'database-url': pooled, 'migrate-command': `${print}; npx --no-install node-pg-migrate up` }); // prettier-ignore
    expect(outcome.problems ?? []).toEqual([]);
    expect(outcome).toMatchObject({ status: 'passed', details: { verdict: 'all applied' } });
    expect(outcome.details?.output[0]).toBe(String(database().cluster.port));
  });
});

describe.each([
  ['drops', true],
  ['refuses', false],
])('a session pooler that %s startup options', (_, dropsOptions) => {
  const through = async (inputs: Record<string, string>, clock = tools().clock) => {
    const direct = await lay({ mode: 'session', dropsOptions });
    return run({ 'direct-url': direct, 'require-backup': 'false', ...inputs }, {}, 'private', { clock }); // prettier-ignore
  };

  test('carries the migration; the watcher keeps lock-timeout, and it is tried again', async () => {
    const { cluster, name } = database();
    await withClient(cluster, name, async (blocker) => {
      await blocker.query('begin; lock table services in share mode');
      const outcome = await through({ 'lock-timeout': '300ms' }, inPause(() => blocker.query('rollback'))); // prettier-ignore
      expect(outcome.problems ?? []).toEqual([]);
      expect(outcome).toMatchObject({ status: 'passed', details: { verdict: 'all applied' } });
      expect(outcome.details?.attempts?.map(({ watch }) => watch.stops)).toMatchObject([
        [{ how: 'cancelled', limit: 'lock-timeout' }],
        [],
      ]);
      expect(outcome.findings).toContainEqual(
        expect.objectContaining({ name: 'timeouts of the migration', verdict: 'warn' }),
      );
    });
  });
});
