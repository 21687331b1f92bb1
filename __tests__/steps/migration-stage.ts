import { readStateOf } from '../../src/migration/ledger/state.js';
import { systemClock } from '../../src/actions/clock.js';
import type { Tools } from '../../src/actions/tools.js';
import { parseConnection, type Connection } from '../../src/postgres/connection.js';
import type { DatabaseState } from '../../src/record/facts.js';
import { migrate } from '../../src/steps/migrate.js';
import { configFor } from '../harness/config.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { shopMigrations } from '../harness/migrations.js';
import { openSessions } from '../harness/postgres/leaks.js';
import { leaveBackup } from '../harness/recordedbackup.js';
import { useShop } from '../harness/shop.js';
import { useTools, type TestTools } from '../harness/tools.js';

/** A clock for which the pauses between attempts are over at once. */
export const HASTY: Tools['clock'] = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(ms > 2_000 ? 1 : ms, signal),
};

export type Outcome = Awaited<ReturnType<typeof migrate>>;

/** A fresh production with one pending migration, a checkout and tools, for each test of the file. */
export function useMigration() {
  const database = useFreshDatabase('production');
  const tools = useTools();
  const shop = useShop();

  const connection = (): Connection => {
    const parsed = parseConnection('direct-url', database().ownerUrl);
    if (!parsed.ok) throw new Error(parsed.problem.found);
    return parsed.connection;
  };
  const stateNow = async (withLedger = true): Promise<DatabaseState> => {
    const signal = new AbortController().signal;
    const session = { purpose: 'look', applicationName: 'test', signal };
    const migrations = withLedger ? shopMigrations : undefined;
    return (await readStateOf(connection(), session, migrations)).state;
  };

  return {
    database,
    tools,
    shop,
    stateNow,
    run: async (
      inputs: Record<string, string> = {},
      environment: Record<string, string> = {},
      visibility: 'public' | 'private' | 'unknown' = 'private',
      changes: Partial<TestTools> = {},
    ): Promise<Outcome> => {
      const config = await configFor(
        'migrate',
        { 'direct-url': database().ownerUrl, 'working-directory': shop().directory, ...inputs },
        environment,
        { visibility },
      );
      return migrate(config, { ...tools(), ...changes });
    },
    /** A clock for which the pause between two attempts is the moment to do something. */
    inPause: (work: () => Promise<unknown>): Tools['clock'] => ({
      ...systemClock,
      sleep: async (ms, signal) => {
        const pausing = tools().lines.at(-1)?.includes('Trying again') === true;
        if (pausing) await work();
        else await systemClock.sleep(ms, signal);
      },
    }),
    /** Leaves a proven backup of production as it is; returns that state. */
    backedUp: async (): Promise<DatabaseState> => {
      const state = await stateNow();
      await leaveBackup(tools(), state);
      return state;
    },
    /** Resolves when a session of that name runs that statement. */
    sessionOf: async (applicationName: string, query: string): Promise<void> => {
      for (;;) {
        const sessions = await openSessions(database().cluster, database().name);
        const found = sessions.some(
          (session) => session.applicationName === applicationName && session.query.includes(query),
        );
        if (found) return;
      }
    },
  };
}
