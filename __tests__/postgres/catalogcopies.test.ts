import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from '@jest/globals';
import { catalogChanges, readCatalog } from '../../src/postgres/catalog.js';
import { lineOf, nameOf, objectOf, schemaOf } from '../../src/postgres/catalogobject.js';
import { withSession } from '../../src/postgres/session.js';
import { pinSettings, withTransaction } from '../../src/postgres/transaction.js';
import { connectionTo } from '../backup/play.js';
import { restoredCopy } from '../harness/copies.js';
import { databaseUrl } from '../harness/postgres/cluster.js';
import { createDatabase, dropDatabase, runSqlFile } from '../harness/postgres/databases.js';
import { templateName, testCluster } from '../harness/postgres/test-cluster.js';

const cluster = testCluster();
const made: string[] = [];
afterAll(async () => {
  for (const name of made) await dropDatabase(cluster, name);
});

async function catalogOf(name: string): Promise<readonly string[]> {
  const signal = new AbortController().signal;
  const settings = { purpose: 'look', applicationName: 'test', signal };
  return withSession(connectionTo(databaseUrl(cluster, name)), settings, (session) =>
    withTransaction(session, 'snapshot', async () => {
      await pinSettings(session);
      return readCatalog(session);
    }),
  );
}

describe('a restored copy has the catalog of its source, line by line', () => {
  test.each([
    ['of the booking shop', 'production', undefined],
    ['of the next booking shop', 'development', undefined],
    ['of odd objects', 'empty', '../backup/fixtures/odd.sql'],
    ['of what is written in other words', 'empty', 'fixtures/rewritten.sql'],
  ] as const)('%s', async (_, template, file) => {
    const source = `catalog_${template}_${made.length}`;
    made.push(source, `${source}_copy`);
    await createDatabase(cluster, source, { template: templateName(template), owner: 'app_owner' });
    if (file !== undefined) {
      await runSqlFile(cluster, source, fileURLToPath(new URL(file, import.meta.url)));
    }
    const before = await catalogOf(source);
    await restoredCopy(cluster, source, `${source}_copy`);
    expect(catalogChanges(before, await catalogOf(`${source}_copy`))).toEqual([]);

    const objects = before.map(objectOf);
    expect(objects.map(lineOf)).toEqual(before);
    expect(new Set(objects.map(({ key }) => key)).size).toBe(before.length);
    for (const object of objects) expect(nameOf(object).kind).not.toBe('');
    expect(before.filter((line) => line.includes('\n'))).toEqual([]);
    expect(new Set(objects.map(schemaOf))).toContain('public');
  });
});
