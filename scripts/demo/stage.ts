import { randomBytes } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  bookingShop,
  createDevelopment,
  createProduction,
  createRoles,
  roles,
} from '../../__tests__/harness/postgres/booking-shop.js';
import { npmEnvironment } from '../../__tests__/e2e/npm-environment.js';
import { startCluster, type Cluster } from '../../__tests__/harness/postgres/cluster.js';

/** What the demo can let go wrong. */
export type Failure = 'migration';

/** A real Postgres with dev and prod in it, and a checkout of the application. */
export interface Stage {
  readonly cluster: Cluster;
  readonly production: string;
  /** Root of this repository: the action under demonstration. */
  readonly repository: string;
  readonly workflow: string;
  readonly application: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** What the runner image would bring: a private registry's CA, npm's cache. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Starts the cluster, seeds it and copies the application; `close` removes all of it. */
export async function setStage(
  failure: Failure | undefined,
  onProgress: (line: string) => void,
): Promise<Stage> {
  const cluster = await startCluster({ onProgress });
  const application = await mkdtemp(join(tmpdir(), 'booking-shop-'));
  const close = async (): Promise<void> => {
    await cluster.stop();
    await rm(application, { recursive: true, force: true });
  };
  try {
    await createRoles(cluster);
    await createProduction(cluster, 'shop');
    await createDevelopment(cluster, 'shop_dev');
    await checkOut(application, failure);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    cluster,
    production: 'shop',
    repository,
    workflow: join(repository, 'examples/deploy.yml'),
    application,
    secrets: {
      DATABASE_URL: cluster.url('shop', roles.user),
      DIRECT_URL: cluster.url('shop', roles.owner),
      DEV_DATABASE_URL: cluster.url('shop_dev', roles.owner),
      PROD_DATABASE_URL: cluster.url('shop', roles.owner),
      NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
      JWT_SECRET: randomBytes(32).toString('base64'),
    },
    environment: npmEnvironment(),
    close,
  };
}

async function checkOut(application: string, failure: Failure | undefined): Promise<void> {
  await cp(bookingShop.directory, application, {
    recursive: true,
    filter: (source) => !source.includes('node_modules'),
  });
  if (failure === 'migration') {
    await cp(join(application, 'failing-migrations'), join(application, 'migrations'), {
      recursive: true,
    });
  }
}
