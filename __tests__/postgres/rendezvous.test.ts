import { describe, expect, test } from '@jest/globals';
import { differences, readIdentity } from '../../src/postgres/identity.js';
import { sameDatabase } from '../../src/postgres/rendezvous.js';
import { withSession } from '../../src/postgres/session.js';
import { withTransaction } from '../../src/postgres/transaction.js';
import { usePhysicalCopy } from '../harness/physicalcopy.js';
import { providePgBouncer, startPooler } from '../harness/pgbouncer.js';
import { roles } from '../harness/postgres/booking-shop.js';
import { hasClient } from '../harness/postgres/server-binaries.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { connectionTo } from './connections.js';

const one = useTestDatabase('empty');
const two = useTestDatabase('empty');
const settings = {
  purpose: 'compare',
  applicationName: 'db-deploy/test/1',
  signal: new AbortController().signal,
};

function same(a: string, b: string): Promise<boolean> {
  return sameDatabase(connectionTo(a), connectionTo(b), settings);
}

test.each([
  ['itself', () => one.ownerUrl, true],
  ['another role', () => one.userUrl, true],
  ['another spelling of the host', () => one.ownerUrl.replace('127.0.0.1', 'localhost'), true],
  ['its socket', () => `${one.ownerUrl}?host=${one.cluster.socketDirectory}`, true],
  ['another database of the server', () => two.ownerUrl, false],
])('%s', async (_, url, met) => {
  expect(await same(one.ownerUrl, url())).toBe(met);
  expect(await same(url(), one.ownerUrl)).toBe(met);
});

(providePgBouncer() === undefined ? test.skip : test)(
  'through a pooler that shares sessions',
  async () => {
    const pooler = await startPooler(one.cluster, { mode: 'transaction', logins: [roles.owner] });
    try {
      const pooled = pooler.url(one.name, roles.owner);
      expect(await same(pooled, one.ownerUrl)).toBe(true);
      expect(await same(one.ownerUrl, pooled)).toBe(true);
      expect(await same(pooled, pooled)).toBe(true);
      expect(await same(pooled, two.ownerUrl)).toBe(false);
    } finally {
      await pooler.stop();
    }
  },
);

(hasClient(one.cluster.binaries) ? describe : describe.skip).each(['clone', 'replica'] as const)(
  'a physical %s',
  (kind) => {
    // prettier-ignore
    const pair = usePhysicalCopy(kind);

    test('has the identity of its origin, and is told apart all the same', async () => {
      const { origin: url, copy } = pair();
      const identities = await Promise.all(
        [url, copy].map((each) =>
          withSession(connectionTo(each), settings, (session) =>
            withTransaction(session, 'snapshot', () => readIdentity(session, connectionTo(each))),
          ),
        ),
      );
      const [then, now] = identities;
      if (then === undefined || now === undefined) throw new Error('unread');
      expect(differences({ ...then, port: 0 }, { ...now, port: 0 })).toEqual([]);
      expect(then.systemIdentifier).toMatch(/^\d+$/);
      expect(await same(url, copy)).toBe(false);
    });
  },
);
