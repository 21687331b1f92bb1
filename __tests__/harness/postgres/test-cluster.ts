import { createDevelopment, createEmptyDatabase, createProduction, createRoles } from './booking-shop.js'; // prettier-ignore
import { startCluster, type Cluster, type ClusterFacts } from './cluster.js';
import { sealTemplate } from './databases.js';

/** What a copy for a test file starts as; see booking-shop.ts. */
export type Template = 'production' | 'development' | 'empty';

const FACTS = 'DB_DEPLOY_TEST_CLUSTER';

let running: Cluster | undefined;

/** One cluster for the whole jest run, with its templates; the workers find it through the environment. */
export async function startTestCluster(): Promise<void> {
  running = await startCluster({
    settings: { max_connections: '200', max_prepared_transactions: '4' },
  });
  try {
    await createRoles(running);
    await createEmptyDatabase(running, templateName('empty'));
    await createProduction(running, templateName('production'));
    await createDevelopment(running, templateName('development'));
    for (const template of ['empty', 'production', 'development'] as const) {
      await sealTemplate(running, templateName(template));
    }
  } catch (error) {
    await stopTestCluster();
    throw error;
  }
  // Everything but the functions; JSON leaves those out by itself.
  process.env[FACTS] = JSON.stringify(running);
}

export async function stopTestCluster(): Promise<void> {
  Reflect.deleteProperty(process.env, FACTS);
  await running?.stop();
  running = undefined;
}

export function testCluster(): ClusterFacts {
  const facts = process.env[FACTS];
  if (facts === undefined) {
    throw new Error(`${FACTS} is not set: run the tests through jest.config.js, whose globalSetup starts Postgres`); // prettier-ignore
  }
  return JSON.parse(facts) as ClusterFacts;
}

export function templateName(template: Template): string {
  return `template_${template}`;
}
