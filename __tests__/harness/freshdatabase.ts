import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach } from '@jest/globals';
import { roles } from './postgres/booking-shop.js';
import { databaseUrl } from './postgres/cluster.js';
import { createDatabase, dropDatabase } from './postgres/databases.js';
import { assertNoLeaks } from './postgres/leaks.js';
import { templateName, testCluster, type Template } from './postgres/test-cluster.js';
import type { TestDatabase } from './postgres/test-database.js';

/** As `useTestDatabase`, with a new copy for each test: for tests that change the schema. */
export function useFreshDatabase(template: Template): () => TestDatabase {
  const cluster = testCluster();
  let name = '';
  beforeEach(async () => {
    name = `fresh_${template}_${randomBytes(4).toString('hex')}`;
    const source = templateName(template);
    await createDatabase(cluster, name, { owner: roles.owner.user, template: source });
  });
  afterEach(async () => {
    await assertNoLeaks(cluster, name).finally(() => dropDatabase(cluster, name));
  });
  return () => ({
    cluster,
    name,
    ownerUrl: databaseUrl(cluster, name, roles.owner),
    userUrl: databaseUrl(cluster, name, roles.user),
    superuserUrl: databaseUrl(cluster, name),
  });
}
