import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redact, redactDeep } from '../../src/actions/redaction.js';

const SEED = { seed: 20261122, numRuns: 300 };

test('no mask is left in any text', () => {
  const mask = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('*'));
  fc.assert(
    fc.property(
      fc.array(mask, { minLength: 1 }),
      fc.array(fc.string({ unit: 'grapheme' })),
      (masks, words) => {
        const text = masks.flatMap((secret, at) => [secret, words[at] ?? '', secret]).join('');
        for (const secret of masks) expect(redact(text, masks)).not.toContain(secret);
      },
    ),
    SEED,
  );
});

test('a password that is part of another is no key to it', () => {
  expect(redact('longpassword and pass', ['pass', 'longpassword'])).toBe('*** and ***');
});

test('signs of patterns are letters', () => {
  expect(redact('a$&b (x|y) c', ['$&', '(x|y)'])).toBe('a***b *** c');
});

describe('a record', () => {
  const masks = ['postgres', 'Zk3v9Qm2Lr8Tp5Wx'];

  test.each([
    ['a sentence', 'role postgres may not', 'role *** may not'],
    ['a login', 'postgres@host:5432/shop', '***@host:5432/shop'],
    ['an assignment', 'PGPASSWORD=postgres', 'PGPASSWORD=***'],
    ['a long secret in a word', 'x/Zk3v9Qm2Lr8Tp5Wx', 'x/***'],
    ['a name that happens to be a short password', 'postgres', 'postgres'],
    ['a name that contains one', 'postgres-backup-42', 'postgres-backup-42'],
  ])('%s', (_, leaf, clean) => {
    expect(redactDeep({ deep: [{ leaf }] }, masks)).toEqual({ deep: [{ leaf: clean }] });
    // A ledger holds its checksums by the names of migrations.
    expect(redactDeep({ deep: { [leaf]: 1 } }, masks)).toEqual({ deep: { [clean]: 1 } });
  });

  test('keeps its shape, its numbers and the names of its fields', () => {
    const record = {
      version: 1,
      done: true,
      none: null,
      postgres: [1.5, undefined],
      at: 'postgres',
    };
    expect(redactDeep(record, masks)).toEqual(record);
  });
});
