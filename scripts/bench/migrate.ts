import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  bookingShop,
  createProduction,
  createRoles,
  roles,
} from '../../__tests__/harness/postgres/booking-shop.js';
import { startCluster } from '../../__tests__/harness/postgres/cluster.js';
import { createDatabase, dropDatabase } from '../../__tests__/harness/postgres/databases.js';
import { interleave, median, timeProcess, type Result } from './rounds.js';

const ROUNDS = 7;
const BUDGET_MS = 1_000;

/** The migrate step around a tool, against the tool alone, each on a fresh copy of production. */
export async function benchMigrate(root: string): Promise<Result[]> {
  const cluster = await startCluster();
  const cwd = await mkdtemp(join(tmpdir(), 'db-deploy-bench-'));
  try {
    await createRoles(cluster);
    await createProduction(cluster, 'released');
    await cp(bookingShop.directory, cwd, { recursive: true });
    await rm(join(cwd, 'node_modules'), { recursive: true, force: true });
    await symlink(join(root, 'node_modules'), join(cwd, 'node_modules'));
    const url = cluster.url('shop', roles.owner);
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      DATABASE_URL: url,
      DIRECT_URL: url,
    };
    const step = (name: string): Promise<number> =>
      timeProcess(process.execPath, [join(root, 'dist/index.js'), name], { env, cwd });
    const fresh = async (): Promise<void> => {
      await rm(join(cwd, '.db-deploy'), { recursive: true, force: true });
      await dropDatabase(cluster, 'shop');
      await createDatabase(cluster, 'shop', { owner: roles.owner.user, template: 'released' });
    };
    const times = await interleave(ROUNDS, {
      tool: async () => {
        await fresh();
        const args = ['--no-install', 'node-pg-migrate', 'up'];
        return timeProcess('npx', args, { env, cwd });
      },
      step: async () => {
        await fresh();
        await step('backup');
        return step('migrate');
      },
    });
    const tool = median(times['tool'] ?? []);
    const whole = median(times['step'] ?? []);
    return [
      {
        what: 'migrate around node-pg-migrate',
        measured: `+${(whole - tool).toFixed(0)} ms, ${(whole / tool).toFixed(2)}× (${whole.toFixed(0)} ms / ${tool.toFixed(0)} ms)`,
        budget: `≤ +${BUDGET_MS} ms`,
        kept: whole - tool <= BUDGET_MS,
      },
    ];
  } finally {
    await rm(cwd, { recursive: true, force: true });
    await cluster.stop();
  }
}
