import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { manifestText, readManifestText } from '../../src/archive/manifestfile.js';
import { manifestWith } from './manifests.js';

const TEXT = manifestText(manifestWith());

test('what was written is read back', () => {
  expect(readManifestText(TEXT, 'manifest.json')).toEqual(manifestWith());
});

test('every single flipped bit is noticed', () => {
  const bytes = Buffer.from(TEXT);
  const unnoticed: number[] = [];
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    const damaged = Buffer.from(bytes);
    const at = bit >> 3;
    damaged.writeUInt8(damaged.readUInt8(at) ^ (1 << (bit & 7)), at);
    if (!refuses(damaged.toString())) unnoticed.push(bit);
  }
  expect(unnoticed).toEqual([]);
});

test('a manifest cut anywhere is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: TEXT.length - 1 }), (length) =>
      refuses(TEXT.slice(0, length)),
    ),
    { seed: 7, numRuns: 200 },
  );
});

describe('a manifest that is no manifest', () => {
  test.each([
    ['an empty file', ''],
    ['an array', '[]'],
    ['null', 'null'],
    ['without a seal', `${JSON.stringify(manifestWith(), null, 2)}\n`],
    ['laid out anew', `${JSON.stringify(JSON.parse(TEXT))}\n`],
    ['a key said twice', TEXT.replace('"version": 1,', '"version": 2,\n  "version": 1,')],
  ])('%s', (_, text) => {
    expect(() => readManifestText(text, 'manifest.json')).toThrow(/its seal does not fit/);
  });

  test('of a newer version', () => {
    const text = manifestText({ ...manifestWith(), version: 2 } as never);
    expect(() => readManifestText(text, 'manifest.json')).toThrow(/version 2, this action knows/);
  });

  test('sealed, but of another shape', () => {
    const text = manifestText({ ...manifestWith(), tables: 'none' } as never);
    expect(() => readManifestText(text, 'manifest.json')).toThrow(/tables/);
  });
});

test('what a later minor release adds is left alone', () => {
  const text = manifestText({ ...manifestWith(), novelty: { a: 1 } } as never);
  expect(readManifestText(text, 'manifest.json')).toEqual(manifestWith());
});

function refuses(text: string): boolean {
  try {
    readManifestText(text, 'manifest.json');
    return false;
  } catch {
    return true;
  }
}
