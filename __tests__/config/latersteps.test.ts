import { describe, expect, test } from '@jest/globals';
import { useCheckout, wordsOf } from './gathered.js';

const checkout = useCheckout();

describe('validate reads what only later steps use', () => {
  test.each([
    ['lock-timeout: 3', /lock-timeout[\s\S]*with its unit/],
    ['promote-mode: aply', /promote-mode[\s\S]*apply, preview or approved/],
    ['fingerprint: full', /fingerprint[\s\S]*auto, content, counts or none/],
    ['health-urls: ftp:\/\/x', /health-urls[\s\S]*http or https/],
  ])('%s', async (setting, words) => {
    await checkout.write('.github/db-deploy.yml', setting);
    expect(wordsOf(await checkout.read({ step: 'validate' })).join('\n')).toMatch(words);
  });

  test('and is content when all of it is well', async () => {
    await checkout.write('.github/db-deploy.yml', 'lock-timeout: 3s\nmax-backup-age: 1h');
    expect(wordsOf(await checkout.read({ step: 'validate' }))).toEqual([]);
  });
});

test('an unquoted `!= 5`, which YAML takes for a tag on 5, is refused', async () => {
  const read = await checkout.read({
    step: 'validate',
    checks: '- name: a\n  sql: select 1\n  expect: != 5',
  });
  expect(wordsOf(read).join('\n')).toMatch(/checks[\s\S]*in quotes/);
});
