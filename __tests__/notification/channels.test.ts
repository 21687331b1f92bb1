import { describe, expect, test } from '@jest/globals';
import { readMailLogin } from '../../src/config/maillogin.js';
import { parseAddress } from '../../src/notification/address.js';
import { channelsOf } from '../../src/notification/channels.js';
import { parseMailboxes } from '../../src/notification/mailboxes.js';
import { notify } from '../../src/notification/notify.js';
import type { Occasion } from '../../src/notification/occasion.js';
import { signatureHeaders } from '../../src/notification/signature.js';
import type { Ending } from '../../src/record/announcement.js';
import { announcementOf } from '../../src/report/announcement.js';
import { failedDeploy } from '../report/failed-deploy.js';

test.each([
  ['https://hooks.slack.com/services/T/B/x', 'Slack'],
  ['https://hooks.slack-gov.com/services/T/B/x', 'Slack'],
  ['https://hooks.slack.com/workflows/T/x', 'Slack workflow'],
  ['https://hooks.slack.com/triggers/T/x/y', 'Slack workflow'],
  ['https://prod-1.westeurope.logic.azure.com:443/workflows/x?sig=y', 'Microsoft Teams'],
  ['https://d.a.environment.api.powerplatform.com:443/x?sig=y', 'Microsoft Teams'],
  ['https://discord.com/api/webhooks/1/x', 'Discord'],
  ['https://canary.discord.com/api/webhooks/1/x', 'Discord'],
  ['https://hooks.slack.com.evil.example/services/T/B/x', 'webhook'],
  ['https://notdiscord.com/api/webhooks/1/x', 'webhook'],
  ['https://evil.example/?hooks.slack.com/services', 'webhook'],
  ['http://localhost:8080/hook', 'webhook'],
  ['http://127.0.0.1:8080/hook', 'webhook'],
  ['http://[::1]/hook', 'webhook'],
  ['http://hooks.slack.com/services/T/B/x', 'it does not begin with https://'],
  ['http://localhost.evil.example/hook', 'it does not begin with https://'],
  ['http://127.0.0.1.evil.example/hook', 'it does not begin with https://'],
  ['file:///etc/passwd', 'it does not begin with https://'],
  ['https://user:password@example.com/hook', 'it holds a login, which no webhook takes'],
  ['hooks.slack.com/services/T/B/x', 'it is no URL'],
])('%s is %s', (text, kind) => {
  const parsed = parseAddress(text);
  expect(parsed.ok ? parsed.address.kind : parsed.found).toBe(kind);
});

test.each([
  ['a@example.com', ['a@example.com'], []],
  [
    'a@example.com, b@example.com\nc@example.com',
    ['a@example.com', 'b@example.com', 'c@example.com'],
    [],
  ],
  ['Deploys <a@example.com>', ['Deploys <a@example.com>'], []],
  ['nobody', [], [1]],
  ['a@example.com, nobody, @, b@', ['a@example.com'], [2, 3, 4]],
  ['a@example.com\r\nBcc: all@example.com', ['a@example.com'], [2]],
  ['"a@example.com" <b@example.com>', [], [1]],
])('mailboxes in %j', (text, mailboxes, refused) => {
  expect(parseMailboxes(text)).toMatchObject({ mailboxes, refused });
});

test('a list without an end is no list of people', () => {
  const many = parseMailboxes('a@example.com\n'.repeat(100_000));
  expect([many.mailboxes.length, many.refused.length]).toEqual([50, 10]);
});

test.each([
  ['abcd efgh ijkl mnop', 'abcdefghijklmnop'],
  [' abcd efgh ijkl mnop\n', 'abcdefghijklmnop'],
  ['four word pass word', 'fourwordpassword'],
  ['blanks are mine', 'blanks are mine'],
  ['abcd efgh ijkl mn0p', 'abcd efgh ijkl mn0p'],
])('the password %j is given as %j', (given, used) => {
  expect(readMailLogin({ EMAIL_PASSWORD: given }).password).toBe(used);
});

describe('what settings ask for', () => {
  const settings = {
    addresses: [],
    webhookSecret: undefined,
    to: parseMailboxes('team@example.com'),
    from: parseMailboxes('deploys@example.com'),
    smtpHost: 'smtp.example.com',
    smtpPort: 587,
    rootCert: '',
    login: { username: 'deploys@example.com', password: 'x' },
  };
  const shown = (given: Partial<typeof settings>) => {
    const { channels, findings } = channelsOf({ ...settings, ...given });
    expect(JSON.stringify(findings)).not.toContain('example.com/');
    return {
      channels: channels.map(({ name }) => name),
      findings: findings.map(({ name, verdict, found }) => `${verdict} ${name}: ${found}`),
    };
  };
  const none = parseMailboxes('');
  const nobody = { username: '', password: '' };

  test('nothing', () => {
    expect(shown({ to: none, from: none, login: nobody })).toEqual({ channels: [], findings: [] });
  });

  test('a mail, and each webhook by its name', () => {
    const [slack, own] = ['https://hooks.slack.com/services/x', 'https://example.com/x'];
    const addresses = [slack, own, slack, 'http://example.com/'].map(parseAddress);
    expect(channelsOf({ ...settings, addresses }).channels.map(({ name }) => name)).toEqual([
      'Slack',
      'webhook',
      'Slack 2',
      'e-mail',
    ]);
    expect(shown({ addresses: addresses as never[] }).findings).toEqual([
      'warn notification: line 4 of notify-urls: it does not begin with https://',
    ]);
  });

  test.each([
    [{ username: 'a@example.com', password: '' }, 'EMAIL_PASSWORD is not set'],
    [nobody, 'EMAIL_USERNAME and EMAIL_PASSWORD are not set'],
  ])('a mail without its login is not sent: %j', (login, found) => {
    expect(shown({ login })).toEqual({
      channels: [],
      findings: [`not run notification: e-mail: ${found}`],
    });
  });

  test('a sender or recipients that are no addresses', () => {
    const mistaken = parseMailboxes('apikey');
    expect(shown({ from: mistaken })).toEqual({
      channels: [],
      findings: ['warn notification: email-from: no address: number 1'],
    });
    expect(shown({ to: parseMailboxes('apikey, team@example.com') })).toEqual({
      channels: ['e-mail'],
      findings: ['warn notification: email-to: no address: number 1'],
    });
  });
});

test.each<[Ending, boolean, Occasion[]]>([
  ['deployed', true, ['always', 'change']],
  ['restored', true, ['always', 'change']],
  ['nothing changed', true, ['always']],
  ['failed', false, ['always', 'failure', 'change']],
  ['cancelled', false, ['always', 'failure', 'change']],
  ['incomplete', false, ['always', 'failure', 'change']],
])('%s is told on its occasions', async (ending, good, due) => {
  const announcement = { ...announcementOf(failedDeploy()), ending, good };
  const told: Occasion[] = [];
  for (const on of ['always', 'failure', 'change', 'never'] as const) {
    const channel = {
      name: 'it',
      send: () => {
        told.push(on);
        return Promise.resolve({ sent: true, found: '' } as const);
      },
    };
    const clock = { now: () => new Date(0), sleep: () => Promise.resolve() };
    const tools = { fetch, clock, signal: new AbortController().signal };
    const [finding] = await notify(announcement, [channel], on, tools);
    expect(finding?.verdict).toBe(due.includes(on) ? 'pass' : 'not run');
  }
  expect(told).toEqual(due);
});

test('the signature is that of Standard Webhooks', () => {
  // From the test vectors of its libraries.
  const headers = signatureHeaders(
    'msg_p5jXN8AQM9LWM0D4loKWxJek',
    '{"test": 2432232314}',
    new Date(1_614_265_330_000),
    'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  );
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
});
