import { expect, test } from '@jest/globals';
import { reportSecrets } from '../../src/config/secrets.js';
import { useCheckout } from './gathered.js';

const checkout = useCheckout();
const GOOD = 'Zk3v9Qm2Lr8Tp5Wx';

test.each([
  [GOOD, []],
  ['ünïcödé-пароль-🐘-x', []],
  ['d41d8cd98f00b204e9800998ecf8427e', []],
  ['changeme', ['is a placeholder']],
  ['CHANGE_ME', ['is a placeholder']],
  ['your-jwt-secret-goes-here', ['is a placeholder']],
  ['<paste the secret here>', ['is a placeholder']],
  ['replace_me_with_a_secret', ['is a placeholder']],
  ['${{ secrets.JWT_SECRET }}', ['is an expression that was not evaluated']],
  ['short', ['is shorter than 16 characters']],
  ['aaaaaaaaaaaaaaaaaaaaaaaa', ['is weak: it repeats a few characters or counts up']],
  ['abcdefghijklmnopqrst', ['is weak: it repeats a few characters or counts up']],
  ['1234', ['is shorter than 16 characters', 'is weak: it repeats a few characters or counts up']],
  ['postgres://user:pass@localhost:5432/db', ['is a placeholder']],
  ['postgresql://johndoe:randompassword@localhost:5432/mydb', ['is a placeholder']],
  ['postgres://shop:Zk3v9Qm2@db.example.com/shop', []],
])('%s', async (value, faults) => {
  const [report] = await reports({ 'required-secrets': 'IT' }, { IT: value });
  expect(report).toEqual({ name: 'IT', required: true, present: true, faults, padded: false });
});

test('an optional one may be short: it may be a user name', async () => {
  const inputs = { 'required-secrets': 'A', 'optional-secrets': 'EMAIL_USERNAME, EMAIL_PASSWORD' };
  const environment = { EMAIL_USERNAME: 'a@b.de', EMAIL_PASSWORD: 'changeme' };
  expect(await reports(inputs, environment)).toMatchObject([
    { name: 'A', present: false, faults: [] },
    { name: 'EMAIL_USERNAME', required: false, faults: [] },
    { name: 'EMAIL_PASSWORD', required: false, faults: ['is a placeholder'] },
  ]);
});

test.each([
  ['https://hooks.slack.com/services/T/B/x', []],
  ['hooks.slack.com/services/T/B/x', ['is no https URL']],
])('an address of a chat that cannot be one is told before the deploy: %s', async (url, faults) => {
  const inputs = { 'required-secrets': 'A', 'optional-secrets': 'SLACK_WEBHOOK_URL' };
  const [, report] = await reports(inputs, { SLACK_WEBHOOK_URL: url });
  expect(report?.faults).toEqual(faults);
});

test('blanks and newlines around are told, blanks alone are nothing', async () => {
  const inputs = { 'required-secrets': 'A\n\tB,C', 'direct-url': ` ${GOOD}` };
  expect(await reports(inputs, { A: `${GOOD}\n`, B: ' \n ', C: GOOD })).toMatchObject([
    { name: 'A', present: true, padded: true },
    { name: 'B', present: false, padded: false },
    { name: 'C', present: true, padded: false },
  ]);
  expect(
    await reports({ 'required-secrets': 'DIRECT_URL', 'direct-url': ` ${GOOD}` }, {}),
  ).toMatchObject([{ name: 'DIRECT_URL', present: true, padded: true }]);
});

test('the two URLs are required when nothing else is said, under any of their names', async () => {
  const all = await reports({}, { DATABASE_URL_UNPOOLED: 'postgres://a:b@c/d-e-f-g' });
  expect(all.map(({ name, present }) => [name, present])).toEqual([
    ['DATABASE_URL', false],
    ['DIRECT_URL', true],
  ]);
});

test('the input counts for the secret of its usual name, and wins over it', async () => {
  const inputs = { 'required-secrets': 'DIRECT_URL', 'direct-url': 'changeme' };
  expect(await reports(inputs, { DIRECT_URL: GOOD })).toMatchObject([
    { faults: ['is a placeholder'] },
  ]);
});

test('no report holds a value', async () => {
  const json = JSON.stringify(
    await reports({ 'required-secrets': 'A B' }, { A: 'hunter2', B: `${GOOD} ` }),
  );
  expect(json).not.toContain('hunter2');
  expect(json).not.toContain(GOOD);
});

async function reports(inputs: Record<string, string>, environment: Record<string, string>) {
  return reportSecrets(await checkout.gather(inputs, environment));
}
