import { expect } from '@jest/globals';
import { fieldsWith } from '../../src/config/fields.js';
import type { InputName } from '../../src/config/inputs.js';
import { SCHEMAS, type StepOf } from '../../src/config/schemas.js';

export const GOOD_URL = 'postgres://user:Zk3v9Qm2Lr8Tp5Wx@db.example.com/shop';

/** Made once: hundreds of cases ask. */
const FIELDS = fieldsWith('');

export function namesIn(step: StepOf): InputName[] {
  return Object.keys(SCHEMAS[step](FIELDS).shape) as InputName[];
}

/** Every URL that the step reads; other inputs have defaults. */
export function healthy(step: StepOf, besides: readonly string[] = []): Record<string, string> {
  const urls = namesIn(step).filter((name) => name.endsWith('-url') && !besides.includes(name));
  return { step, ...Object.fromEntries(urls.map((name) => [name, GOOD_URL])) };
}

/** It names the input, stays short, and holds nothing that a runner or a terminal would obey. */
export function expectClear(words: readonly string[], name: string): void {
  expect(words.some((text) => text.split('\n')[0]?.includes(name))).toBe(true);
  for (const text of words) {
    expect(text.length).toBeLessThan(600);
    expect(text).toMatch(/\nNext: \S/);
    expect(text).not.toMatch(/^\s*::|##\[|[^\P{Cc}\n]/mu);
    expect(text).not.toContain('Invalid input');
  }
}
