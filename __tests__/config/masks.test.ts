import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redact } from '../../src/actions/redaction.js';
import { secretForms } from '../../src/config/masks.js';
import type { Sources } from '../../src/config/sources.js';
import { connectionTo } from '../postgres/connections.js';
import { SETTINGS_FILE, useCheckout } from './gathered.js';

const checkout = useCheckout();
const SEED = { seed: 20261122, numRuns: 300 };

/** Anything that a password manager, a keyboard or a cat on it can produce. */
const password = fc
  .oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 }))
  .filter((text) => text.trim() !== '' && !/[*\p{Cc}]/u.test(text));

function formsOf(value: string): string[] {
  return secretForms(sourcesWith({ DIRECT_URL: value }));
}

test('holds the password of a URL raw, decoded and encoded', () => {
  fc.assert(
    fc.property(password, (raw) => {
      const url = `postgres://user:${encodeURIComponent(raw)}@host/db`;
      const forms = formsOf(url);
      expect(forms).toEqual(expect.arrayContaining([url, raw, encodeURIComponent(raw)]));
      expect(forms).toContain(connectionTo(url).password);
      expect(forms).toContain(new URL(url).password);
    }),
    SEED,
  );
});

test('leaves no form of a secret in a sentence', () => {
  fc.assert(
    fc.property(password, fc.lorem(), (raw, words) => {
      const url = `postgres://user:${encodeURIComponent(raw)}@host/db`;
      const said = [url, raw, encodeURIComponent(raw), new URL(url).password]
        .map((form) => `${words} ${form} ${words}`)
        .join('\n');
      const clean = redact(said, formsOf(url));
      expect(clean).not.toContain(raw);
      expect(clean).not.toContain(encodeURIComponent(raw));
      expect(clean).not.toContain(new URL(url).password);
    }),
    SEED,
  );
});

describe('the password of', () => {
  test.each([
    ['a URL with a raw slash', 'postgres://u:p/a@host/db', 'p/a'],
    ['a URL with a raw @', 'postgres://u:p@a@host/db', 'p@a'],
    ['a URL with a raw @, as libpq reads it', 'postgres://u:p@a@host/db', 'p'],
    ['a URL with a raw # and ?', 'postgres://u:p?a#b@host/db', 'p?a#b'],
    ['a URL with an @ further on', 'postgres://u:pw1@host/db?options=a@b', 'pw1'],
    ['a URL with broken percent signs', 'postgres://u:100%@host/db', '100%'],
    ['a URL with lower-case hex', 'postgres://u:p%2fa@host/db', 'p%2Fa'],
    ['a URL with a quote', "postgres://u:p'a@host/db", 'p%27a'],
    ['a parameter', 'postgres://host/db?user=u&password=p%40a%20b', 'p@a b'],
    ['a parameter with a plus', 'postgres://host/db?user=u&password=p+a', 'p a'],
    ['another scheme', 'mysql://u:hunter22@host/db', 'hunter22'],
  ])('%s', (_, url, form) => {
    expect(formsOf(url)).toContain(form);
  });
});

test('a secret of several lines is masked by line, without its brackets', () => {
  const forms = formsOf('{\n  "key": "Zk3v9Qm2"\n}');
  expect(forms).toContain('"key": "Zk3v9Qm2"');
  expect(forms).not.toContain('{');
  expect(forms).not.toContain('}');
});

test('the address of a webhook is masked in parts, a word of it is not', async () => {
  const path = '/services/T0001/B0001/Xk29sLq0PzYwVtRuAbCd';
  const [hook, flow] = [
    `https://hooks.slack.com${path}`,
    'https://x.example/flow?sig=abcdefabcdef',
  ];
  const forms = secretForms(await checkout.gather({}, { SLACK_WEBHOOK_URL: `${hook}\n${flow}` }));
  for (const form of [hook, flow, path, 'Xk29sLq0PzYwVtRuAbCd', '/flow?sig=abcdefabcdef']) {
    expect(forms).toContain(form);
  }
  expect(forms).not.toContain('services');
});

test('an app password is masked with its blanks and without them, however short', () => {
  const forms = secretForms(sourcesWith({ EMAIL_PASSWORD: 'abcd efgh ijkl mnop' }));
  expect(forms).toEqual(expect.arrayContaining(['abcd efgh ijkl mnop', 'abcdefghijklmnop']));
  expect(secretForms(sourcesWith({ EMAIL_PASSWORD: 'geheim' }))).toContain('geheim');
});

test('blanks alone are no secret', () => {
  expect(secretForms(sourcesWith({ DIRECT_URL: '          ' }))).toEqual([]);
});

describe('where secrets are found', () => {
  const url = 'postgres://user:Zk3v9Qm2@host/db';
  test.each([
    ['a named secret, however short', { 'required-secrets': 'PIN' }, { PIN: 'k7q' }, 'k7q'],
    ['the usual names', {}, { STRIPE_SECRET_KEY: 'sk_live_1234' }, 'sk_live_1234'],
    ['a token', { 'github-token': 'ghs_x' }, {}, 'ghs_x'],
    ['a misspelt input', { 'databse-url': url }, {}, 'Zk3v9Qm2'],
    ['an input that is for something else', { environment: url }, {}, 'Zk3v9Qm2'],
    ['a command', { 'migrate-command': `DATABASE_URL=${url} npx knex` }, {}, 'Zk3v9Qm2'],
    ['an alias', {}, { POSTGRES_URL_NON_POOLING: url }, 'Zk3v9Qm2'],
  ])('%s', async (_, inputs, environment, form) => {
    expect(secretForms(await checkout.gather(inputs, environment))).toContain(form);
  });

  test('the settings file, where a URL does not belong', async () => {
    await checkout.write(
      SETTINGS_FILE,
      `checks:\n  - {name: a, sql: "select '${url}'", expect: 1}`,
    );
    expect(secretForms(await checkout.gather({}))).toContain('Zk3v9Qm2');
  });

  test('a name that only sounds like a secret stars out nothing', async () => {
    expect(secretForms(await checkout.gather({}, { MAX_TOKENS: '1', TOKEN_KIND: 'jwt' }))).toEqual(
      [],
    );
  });
});

function sourcesWith(environment: Record<string, string>): Sources {
  const value = environment['DIRECT_URL'];
  const raw = { value: value?.trim(), source: 'input', wasTrimmed: false };
  return {
    values: new Map([['direct-url', raw]]),
    environment,
    inActions: true,
    problems: [],
    warnings: [],
  };
}
