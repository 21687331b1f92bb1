import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import {
  bookingShop,
  createDevelopment,
  createProduction,
  createRoles,
  roles,
} from '../../__tests__/harness/postgres/booking-shop.js';
import { npmEnvironment } from '../../__tests__/e2e/npm-environment.js';
import { runSql } from '../../__tests__/harness/postgres/databases.js';
import { startCluster, type Cluster } from '../../__tests__/harness/postgres/cluster.js';

/** What the demo tells. */
export interface Story {
  /** A migration beside the shop's own: one that fails, does harm, or keeps others waiting. */
  readonly migration?: 'failing' | 'harmful' | 'heavy';
  /** By examples/deploy-rehearsed.yml. */
  readonly rehearsed?: boolean;
}

/** Enough that writing the table anew takes a while. */
const MANY_BOOKINGS = `insert into bookings (user_id, service_id, status, starts_at, ends_at, price_cents)
  select 1 + n % 400, 1 + n % 12, 'completed', at, at + interval '1 hour', 100 * (n % 90)
    from generate_series(1, 300000) n, lateral (select timestamptz '2024-01-01' + n * interval '3 min') t (at)`;

/** A real Postgres with dev and prod in it, and a checkout of the application. */
export interface Stage {
  readonly cluster: Cluster;
  readonly production: string;
  /** Root of this repository: the action under demonstration. */
  readonly repository: string;
  readonly workflow: string;
  readonly application: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** Secrets of protected environments: the key of the backups is in one. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What the runner image would bring: a private registry's CA, npm's cache. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Starts the cluster, seeds it and copies the application; `close` removes all of it. */
export async function setStage(story: Story, onProgress: (line: string) => void): Promise<Stage> {
  const cluster = await startCluster({ onProgress });
  const identity = await generateX25519Identity();
  const application = await mkdtemp(join(tmpdir(), 'booking-shop-'));
  const close = async (): Promise<void> => {
    await cluster.stop();
    await rm(application, { recursive: true, force: true });
  };
  try {
    await createRoles(cluster);
    await createProduction(cluster, 'shop');
    await createDevelopment(cluster, 'shop_dev');
    // What a team does once, so that its deploy role can restore.
    await runSql(cluster, 'postgres', `alter role ${roles.owner.user} createdb`);
    if (story.migration === 'heavy') await runSql(cluster, 'shop', MANY_BOOKINGS, roles.owner);
    await checkOut(application, story, await identityToRecipient(identity));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    cluster,
    production: 'shop',
    repository,
    workflow: join(repository, 'examples', workflowOf(story)),
    application,
    secrets: {
      DATABASE_URL: cluster.url('shop', roles.user),
      DIRECT_URL: cluster.url('shop', roles.owner),
      DEV_DATABASE_URL: cluster.url('shop_dev', roles.owner),
      PROD_DATABASE_URL: cluster.url('shop', roles.owner),
      NEXTAUTH_SECRET: randomBytes(32).toString('base64'),
      JWT_SECRET: randomBytes(32).toString('base64'),
    },
    environments: { rollback: { BACKUP_KEY: identity } },
    environment: npmEnvironment(),
    close,
  };
}

/** File in examples/. */
export function workflowOf({ rehearsed }: Story): string {
  return rehearsed === true ? 'deploy-rehearsed.yml' : 'deploy.yml';
}

/** @param recipient public key that backups are encrypted to; a rehearsal has no private one. */
async function checkOut(
  application: string,
  { migration, rehearsed }: Story,
  recipient: string,
): Promise<void> {
  await cp(bookingShop.directory, application, {
    recursive: true,
    filter: (source) => !source.includes('node_modules'),
  });
  if (rehearsed !== true) {
    await mkdir(join(application, '.github'), { recursive: true });
    await writeFile(join(application, '.github/db-deploy.yml'), `encrypt-to: ${recipient}\n`);
  }
  if (migration !== undefined) {
    const from = join(application, `${migration}-migrations`);
    await cp(from, join(application, 'migrations'), { recursive: true });
  }
}
