import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { roles } from './booking-shop.js';
import { databaseUrl, type ClusterFacts } from './cluster.js';
import { createDatabase, dropDatabase } from './databases.js';
import { assertNoLeaks } from './leaks.js';
import { templateName, testCluster, type Template } from './test-cluster.js';

export interface TestDatabase {
  readonly cluster: ClusterFacts;
  readonly name: string;
  /** As the role that owns everything: DIRECT_URL. */
  readonly ownerUrl: string;
  /** As the role that may only read and write rows: the application's DATABASE_URL. */
  readonly userUrl: string;
  readonly superuserUrl: string;
}

/**
 * A database of its own for the test file that calls it at its top level, a copy of a template. After each
 * test no session named `db-deploy/…` and no advisory lock may be left in it; after all, it is dropped.
 */
export function useTestDatabase(
  template: Template = 'production',
  cluster: ClusterFacts = testCluster(),
): TestDatabase {
  const name = `test_${template}_${randomBytes(4).toString('hex')}`;

  beforeAll(async () => {
    await createDatabase(cluster, name, {
      owner: roles.owner.user,
      template: templateName(template),
    });
  });
  afterEach(async () => {
    await assertNoLeaks(cluster, name);
  });
  afterAll(async () => {
    await dropDatabase(cluster, name);
  });

  return {
    cluster,
    name,
    ownerUrl: databaseUrl(cluster, name, roles.owner),
    userUrl: databaseUrl(cluster, name, roles.user),
    superuserUrl: databaseUrl(cluster, name),
  };
}
