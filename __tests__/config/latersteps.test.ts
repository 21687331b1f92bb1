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

describe('an input that the step does not read', () => {
  const url = 'postgres://u:p@host/db';
  const given = { step: 'backup', 'direct-url': url, 'max-stall': '2s', checks: '[]' };

  test('is told on one line, with who reads it', async () => {
    const { warnings } = await checkout.read(given);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(
      /^backup does not read max-stall \(read by migrate\); checks \(read by validate, rehearse, verify\)/,
    );
  });

  test('is no news where the settings file or the environment gives it to all', async () => {
    await checkout.write('.github/db-deploy.yml', 'max-stall: 2s');
    const inputs = { step: 'backup', 'direct-url': url, 'github-token': 'x' };
    expect(await checkout.read(inputs, { DATABASE_URL: url })).toMatchObject({ warnings: [] });
  });
});

test.each([
  [
    '- {name: a, sql: select 1}',
    /checks, item 1 \(a\), key expect: it does not fit\nNext: give an/,
  ],
  [
    '- {name: a, sql: s, expect: 1}\n- {name: b, expect: 1}',
    /item 2 \(b\), key sql: .*\nNext: give a query/,
  ],
  [
    '- {name: a, sql: s, expect: 1}\n- {name: a, sql: s, expect: 2}',
    /item 2 \(a\), key name: .*\nNext: give a different name/,
  ],
  ['- [a]', /checks, item 1: it does not fit\nNext: give a check: \{name, sql, expect\}/],
  [
    '- {name: a, sql: s, expect: 1, exept: 2}',
    /item 1 \(a\): it does not fit\nNext: remove or correct the key "exept"/,
  ],
  ['- {name: "a\\n::error::b", sql: s}', /item 1 \(a ::error::b\), key expect/],
])('checks are counted and named as people do: %s', async (checks, words) => {
  expect(wordsOf(await checkout.read({ step: 'validate', checks })).join('\n')).toMatch(words);
});
