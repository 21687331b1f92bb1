import { createDevelopment, createEmptyDatabase, createProduction, createRoles } from './booking-shop.js'; // prettier-ignore
import { startCluster, type Cluster, type ClusterFacts } from './cluster.js';
import { sealTemplate } from './databases.js';
import { GIVEN_DEV_SERVER } from './server-binaries.js';

/** What a copy for a test file starts as; see booking-shop.ts. */
export type Template = 'production' | 'development' | 'empty';

const FACTS = 'DB_DEPLOY_TEST_CLUSTER';
const DEV_FACTS = 'DB_DEPLOY_TEST_DEV_CLUSTER';

const settings = { max_connections: '200', max_prepared_transactions: '4' };

let running: Cluster | undefined;
/** Of another major than the first; only where the environment gives a second server. */
let development: Cluster | undefined;

/** One cluster for the whole jest run, with its templates; the workers find it through the environment. */
export async function startTestCluster(): Promise<void> {
  running = await startCluster({ settings });
  try {
    await createRoles(running);
    await createEmptyDatabase(running, templateName('empty'));
    await createProduction(running, templateName('production'));
    await createDevelopment(running, templateName('development'));
    for (const template of ['empty', 'production', 'development'] as const) {
      await sealTemplate(running, templateName(template));
    }
    const directory = process.env[GIVEN_DEV_SERVER];
    if (directory !== undefined) {
      development = await startCluster({ settings, directory });
      await createRoles(development);
      await createEmptyDatabase(development, templateName('empty'));
      await sealTemplate(development, templateName('empty'));
      process.env[DEV_FACTS] = JSON.stringify(development);
    }
  } catch (error) {
    await stopTestCluster();
    throw error;
  }
  // Everything but the functions; JSON leaves those out by itself.
  process.env[FACTS] = JSON.stringify(running);
}

export async function stopTestCluster(): Promise<void> {
  for (const facts of [FACTS, DEV_FACTS]) Reflect.deleteProperty(process.env, facts);
  await Promise.all([running?.stop(), development?.stop()]);
  [running, development] = [undefined, undefined];
}

export function testCluster(): ClusterFacts {
  const facts = process.env[FACTS];
  if (facts === undefined) {
    throw new Error(`${FACTS} is not set: run the tests through jest.config.js, whose globalSetup starts Postgres`); // prettier-ignore
  }
  return JSON.parse(facts) as ClusterFacts;
}

/** Where development's databases are: beside production's, unless a second server was given. It has no template but `empty`. */
export function devCluster(): ClusterFacts {
  const facts = process.env[DEV_FACTS];
  return facts === undefined ? testCluster() : (JSON.parse(facts) as ClusterFacts);
}

export function templateName(template: Template): string {
  return `template_${template}`;
}
