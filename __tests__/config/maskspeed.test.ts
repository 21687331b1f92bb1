import { expect, test } from '@jest/globals';
import { secretForms } from '../../src/config/masks.js';
import type { Sources } from '../../src/config/sources.js';

test('a word of 120 KB in an input is searched for URLs in no time', () => {
  // Bounded by the test's own time limit: unbounded, the search is quadratic and takes half a minute.
  const sources: Sources = {
    values: new Map([
      ['needs', { value: 'a'.repeat(120_000), source: 'input', wasTrimmed: false }],
    ]),
    environment: { INPUT_NEEDS: 'a'.repeat(120_000) },
    inActions: true,
    problems: [],
    warnings: [],
  };
  expect(secretForms(sources)).toEqual([]);
}, 5_000);
