import { expect, test } from '@jest/globals';
import { CLOSED } from '../../src/promotion/disclosure.js';
import { useTwoDatabases } from './play.js';

const world = useTwoDatabases();

test('in a public repository no key and no value is shown', async () => {
  await world.run('both', 'create table t (id text primary key, v text, n text unique)');
  await world.run(
    'dev',
    `insert into t values ('secret-key', 'secret-value', 'secret-unique'), ('secret-new', 'x', 'secret-unique')`.replace(
      `'x', 'secret-unique'`,
      `'x', 'secret-two'`,
    ),
  );
  await world.run(
    'prod',
    `insert into t values ('secret-key', 'secret-old', 'u'), ('secret-other', 'y', 'secret-two')`,
  );
  const seen = await world.preview({ tables: ['t'], disclosure: CLOSED });
  expect(JSON.stringify(seen)).not.toContain('secret');
  expect(seen.tables[0]?.samples).toMatchObject([
    { kind: 'update', key: expect.stringMatching(/^sha256:[0-9a-f]{16}$/), changes: [] },
    { kind: 'insert', key: expect.stringMatching(/^sha256:[0-9a-f]{16}$/), changes: [] },
  ]);
  const error = await world
    .promote({ tables: ['t'], disclosure: CLOSED })
    .catch((caught: unknown) => caught);
  expect(String(error)).toContain('23505');
  expect(String(error)).not.toContain('secret');
});
