import { expect, test } from '@jest/globals';
import { obstaclesTo } from '../../src/postgres/obstacles.js';
import type { Replaceability } from '../../src/postgres/replaceability.js';

const OTHERS: Replaceability = {
  database: 'shop',
  oid: '16384',
  role: 'deployer',
  mayCreateDatabases: true,
  owner: 'app_owner',
  ownerCanBeGranted: true,
  owns: false,
  mayGiveToOwner: false,
  tablespace: 'pg_default',
  mayUseTablespace: true,
  connectionLimit: -1,
  strangers: [],
  preparedTransactions: [],
  subscriptions: [],
  logicalSlots: [],
  cronHome: false,
  elsewhere: { ok: true, database: 'postgres' },
};
const OWNER_TO = 'as an administrator: alter database "shop" owner to deployer;';

test.each<[string, Partial<Replaceability>, string]>([
  ['an ordinary owner', {}, 'as an administrator: grant app_owner to deployer;'],
  ['an owner that is not to be granted', { ownerCanBeGranted: false }, OWNER_TO],
  [
    'an ordinary owner whose rights are inherited',
    { owns: true },
    'as an administrator: grant app_owner to deployer with set true;',
  ],
  ['the same, not to be granted', { owns: true, ownerCanBeGranted: false }, OWNER_TO],
])('%s: the statement that helps', (_, changes, cure) => {
  expect(obstaclesTo({ ...OTHERS, ...changes }).map((one) => one.cure)).toEqual([cure]);
});

test('of a database that is never renamed, nothing that an administrator could grant', () => {
  const told = obstaclesTo({ ...OTHERS, database: 'postgres', mayCreateDatabases: false });
  expect(told.map(({ about }) => about)).toEqual(['name of the database']);
  expect(told[0]?.cure).toMatch(/^no grant changes that\..*RESTORE\.md/);
});
