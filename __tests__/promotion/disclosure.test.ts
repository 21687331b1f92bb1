import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { digitsOf } from '../../src/promotion/changelist.js';
import { closed, OPEN } from '../../src/promotion/disclosure.js';
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
  const seen = await world.preview({ tables: ['t'], disclosure: closed(['url']) });
  expect(JSON.stringify(seen)).not.toContain('secret');
  expect(seen.tables[0]?.samples).toMatchObject([
    { kind: 'update', key: expect.stringMatching(/^sha256:[0-9a-f]{16}$/), changes: [] },
    { kind: 'insert', key: expect.stringMatching(/^sha256:[0-9a-f]{16}$/), changes: [] },
  ]);
  const error = await world
    .promote({ tables: ['t'], disclosure: closed(['url']) })
    .catch((caught: unknown) => caught);
  expect(String(error)).toContain('23505');
  expect(String(error)).not.toContain('secret');
});

test('the digest of a public repository confirms no guess, and is the same in the next job', async () => {
  await world.run('both', 'create table t (id serial primary key, price int)');
  await world.run('dev', 'insert into t values (1, 1299)');
  const digest = async (...secrets: string[]): Promise<string> => {
    const disclosure = secrets.length === 0 ? OPEN : closed(secrets);
    return (await world.preview({ tables: ['t'], disclosure })).digest;
  };
  const sealed = await digest('dev url', 'prod url');
  expect(sealed).toMatch(/^[0-9a-f]{64}$/);
  expect(await digest('dev url', 'prod url')).toBe(sealed);
  expect(new Set([sealed, await digest('dev url', 'other url'), await digest()]).size).toBe(3);
  const { seen, applied } = await world.promote({
    tables: ['t'],
    disclosure: closed(['dev url', 'prod url']),
  });
  expect(seen.digest).toBe(sealed);
  const hidden = expect.stringMatching(/^sha256:/);
  expect(applied.sequences).toEqual([{ sequence: 'public.t_id_seq', from: hidden, to: hidden }]);
});

test('what is kept of a row for a later job cannot be looked up', () => {
  const row = createHash('sha256').update('(1,1234)').digest('hex');
  const kept = (secret: string): string => digitsOf(row, closed([secret]));
  expect(kept('a')).toMatch(/^[0-9a-f]{4}$/);
  expect(kept('a')).toBe(kept('a'));
  expect(new Set(['a', 'b', 'c'].map(kept)).size).toBe(3);
  expect(digitsOf(row, OPEN)).toMatch(/^[0-9a-f]{4}$/);
});

test('the hash of a small id cannot be looked up, and is the same in the next job', () => {
  const plain = createHash('sha256').update('7').digest('hex').slice(0, 16);
  expect(closed(['a', 'b']).key('7')).toBe(closed(['a', 'b']).key('7'));
  expect(closed(['a', 'b']).key('7')).not.toBe(closed(['a', 'c']).key('7'));
  expect(closed(['a', 'b']).key('7')).not.toContain(plain);
});
