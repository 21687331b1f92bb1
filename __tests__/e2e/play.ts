import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach } from '@jest/globals';
import {
  assertNoSecret,
  startGitHub,
  type GitHub,
  type GitHubOptions,
  type NodeChoice,
  type RunOptions,
  type WorkflowRun,
} from '../harness/github/index.js';
import { npmEnvironment } from './npm-environment.js';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { withClient } from '../harness/postgres/databases.js';
import type { TestDatabase } from '../harness/postgres/test-database.js';

const repository = fileURLToPath(new URL('../../', import.meta.url));
export const DEPLOY_WORKFLOW = join(repository, 'examples/deploy.yml');

/** Results of a deploy in which nothing failed. */
export const GREEN = {
  predeploy: 'success',
  backup: 'success',
  'deploy-database': 'success',
  'promote-reference-data': 'success',
  'verify-deployment': 'success',
  notify: 'success',
};
export const LEDGER = 'select count(*) from pgmigrations';
export const CATEGORIES = 'select count(*) from categories';

/** One deploy of the sample application, as a team would see it. */
export interface Play {
  readonly production: () => TestDatabase;
  readonly development: () => TestDatabase;
  /** The checkout that jobs get; change it before `deploy`. */
  readonly application: () => string;
  readonly secrets: () => Record<string, string>;
  /** Starts GitHub; once in a test. */
  github(options?: Partial<GitHubOptions> & { node?: NodeChoice }): Promise<GitHub>;
  /** Runs examples/deploy.yml, and asserts that no secret is to be found anywhere afterwards. */
  deploy(github: GitHub, options?: Partial<RunOptions>): Promise<WorkflowRun>;
  /** One value from production. */
  ask(sql: string): Promise<string>;
}

/** Fresh databases and a fresh checkout for each test of the file; everything is gone after it. */
export function usePlay(): Play {
  const production = useFreshDatabase('production');
  const development = useFreshDatabase('development');
  let application = '';
  let running: GitHub | undefined;

  beforeEach(async () => {
    application = await mkdtemp(join(tmpdir(), 'booking-shop-'));
    await cp(join(repository, 'examples/app'), application, {
      recursive: true,
      filter: (source) => !source.includes('node_modules'),
    });
  });
  afterEach(async () => {
    await running?.close();
    running = undefined;
    await rm(application, { recursive: true, force: true });
  });

  const secrets = (): Record<string, string> => ({
    DATABASE_URL: production().userUrl,
    DIRECT_URL: production().ownerUrl,
    DEV_DATABASE_URL: development().ownerUrl,
    PROD_DATABASE_URL: production().ownerUrl,
    NEXTAUTH_SECRET: randomBytes(24).toString('base64'),
    JWT_SECRET: randomBytes(24).toString('base64'),
  });

  return {
    production,
    development,
    application: () => application,
    secrets,
    github: async (options = {}) => {
      running = await startGitHub({ actions: { 'org/db-deploy-action': repository }, ...options });
      return running;
    },
    deploy: async (github, options = {}) => {
      const all = { ...secrets(), ...options.secrets };
      const run = await github.run({
        workflow: DEPLOY_WORKFLOW,
        repository: { owner: 'acme', name: 'shop', private: true, fixture: application },
        extraEnv: npmEnvironment(),
        ...options,
        secrets: all,
      });
      const passwords = [roles.owner.password, roles.user.password];
      await assertNoSecret(run, [...Object.values(all), ...passwords]);
      return run;
    },
    ask: (sql) =>
      withClient(production().cluster, production().name, async (client) => {
        const { rows } = await client.query<Record<string, unknown>>(sql);
        return String(Object.values(rows[0] ?? {})[0]);
      }),
  };
}
