import { Readable } from 'node:stream';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { eachLine, withoutMiddle } from '../../src/actions/lines.js';

async function linesOf(chunks: readonly (string | Buffer)[]): Promise<string[]> {
  const lines: string[] = [];
  await eachLine(Readable.from(chunks.map((chunk) => Buffer.from(chunk)), { objectMode: false }), (line) => lines.push(line)); // prettier-ignore
  return lines;
}

test('are the same however their bytes arrive', async () => {
  const part = fc.oneof(fc.constantFrom('\n', '\r\n', '\r', 'a', '', 'é', '🐘'), fc.string());
  const text = fc.array(part).map((parts) => parts.join(''));
  const cut = fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (whole, size) => {
    const bytes = Buffer.from(whole);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
    const expected = whole.split(/\r\n|[\n\r\u2028\u2029]/);
    if (expected.at(-1) === '') expected.pop();
    expect(await linesOf(pieces)).toEqual(expected);
  });
  await fc.assert(cut, { seed: 7 });
});

test('one without an end is told by its beginning and its end', async () => {
  const [line = '', ...more] = await linesOf(['begins', ...Array<string>(40).fill('x'.repeat(10_000)), 'ends']); // prettier-ignore
  expect(more).toEqual([]);
  expect(line).toMatch(/^beginsx+ … x+ends$/);
  expect(line.length).toBeLessThan(70_000);
});

test.each([
  ['short', 'short'],
  ['0123456789', '0123456789'],
  ['0123456789a', '012 … 89a'],
])('%s in 10 characters', (text, expected) => {
  expect(withoutMiddle(text, 10)).toBe(expected);
});
