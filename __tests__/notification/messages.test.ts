import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { systemClock } from '../../src/actions/clock.js';
import { channelsOf } from '../../src/notification/channels.js';
import { parseAddress } from '../../src/notification/address.js';
import { parseMailboxes } from '../../src/notification/mailboxes.js';
import { html, plainText } from '../../src/notification/letter.js';
import { notify } from '../../src/notification/notify.js';
import type { RecordOf } from '../../src/record/record.js';
import { announcementOf } from '../../src/report/announcement.js';
import type { HttpSink } from '../harness/github/index.js';
import { ALL_SUCCEEDED, summaryOf, wholeDeploy } from '../report/deploys.js';
import { failedDeploy } from '../report/failed-deploy.js';
import { FIXED, hostileText } from '../report/hostile.js';
import { deployWith } from './deploywith.js';
import { ADDRESSES, startServices } from './services.js';

let sink: HttpSink;
let fetch: typeof globalThis.fetch;
beforeAll(async () => {
  ({ sink, fetch } = await startServices());
});
afterAll(() => sink.close());

const { channels } = channelsOf({
  addresses: ADDRESSES.map(parseAddress),
  webhookSecret: 'a secret',
  to: parseMailboxes(''),
  from: parseMailboxes(''),
  smtpHost: 'localhost',
  smtpPort: 465,
  rootCert: '',
  login: { username: '', password: '' },
});

/** Sends the announcement everywhere; returns the bodies in the order of ADDRESSES. */
async function sent(summary: RecordOf<'summarize'>): Promise<string[]> {
  sink.received.length = 0;
  const tools = { fetch, clock: systemClock, signal: new AbortController().signal };
  const findings = await notify(announcementOf(summary), channels, 'always', tools);
  const refused = findings.filter(({ verdict }) => verdict !== 'pass');
  expect(refused).toEqual([]);
  const body = (address: string): string =>
    sink.received.find(({ path }) => address.endsWith(path))?.body ?? '';
  const bodies = ADDRESSES.map(body);
  // JSON writes a half character as an escape.
  for (const text of bodies) expect(text).not.toMatch(/\\ud[89a-f]/i);
  return bodies;
}

test('a deploy that went well: the verdict, where, what changed, no commands', async () => {
  const bodies = await sent(summaryOf({ jobs: ALL_SUCCEEDED, records: wholeDeploy() }));
  for (const body of bodies) {
    expect(body).toContain('Deployed to production');
    expect(body).toContain('9fceb02');
    expect(body).toContain('dora');
    expect(body).toContain('2 migrations applied');
    expect(body).toContain('3 reference rows promoted');
    expect(body).toContain('acme/booking-shop/actions/runs/4711');
    expect(body).not.toContain('gh workflow run');
    // Values of rows are for the page.
    expect(body).not.toContain('Hair');
  }
});

test('a deploy that failed: the cause, its next action, and how to go back', async () => {
  for (const body of await sent(failedDeploy())) {
    const text = body.replaceAll('\\', '');
    expect(text).toContain('failed at migrate: only part of the migrations is applied');
    expect(text).toContain('node-pg-migrate ended with exit code 1 after 1 of 2 migrations');
    expect(text).toContain('correct the rows or the migration');
    expect(text).toContain('gh workflow run rollback.yml');
    expect(text).toContain('confirm-database=shop');
    expect(text).not.toContain('users_phone_key');
  }
});

const FAMILY = '👩‍👩‍👧';
test.each([
  ['a million letters', 'x'.repeat(1_000_000)],
  ['a million quotes', '"'.repeat(1_000_000)],
  ['a million signs of mark-up', '<&>*`_~|\\@'.repeat(100_000)],
  ['a million commas of another alphabet', '、'.repeat(1_000_000)],
  ['one character of a million', `e${'\u0301'.repeat(1_000_000)}`],
  ['families', FAMILY.repeat(100_000)],
  ['half a family, broken in a pair', `${FAMILY}\ud83d`.repeat(10_000)],
])('%s in every place are within what each service takes', async (_, text) => {
  await sent(deployWith(text));
});

test('200 tables with names of a thousand letters are, too', async () => {
  await sent(deployWith('<"@'.repeat(333), 200));
});

test('no character is cut in half, whatever the limit falls on', async () => {
  for (let lead = 0; lead < 8; lead += 1) {
    for (const body of await sent(deployWith('.'.repeat(lead) + FAMILY.repeat(5_000)))) {
      expect(body.replaceAll(FAMILY, '')).not.toMatch(/[\u{1f466}-\u{1f469}\u200d]/u);
    }
  }
});

test('foreign text calls nobody, formats nothing, and breaks nothing', async () => {
  const calling = fc.constantFrom(
    '@everyone',
    '@here',
    '<!channel>',
    '<@U1>',
    '<at>x</at>',
    '<#1>',
  );
  const foreign = fc.oneof(
    hostileText,
    calling,
    fc.tuple(hostileText, calling).map((p) => p.join('')),
  );
  await fc.assert(
    fc.asyncProperty(foreign, async (text) => {
      await sent(deployWith(text));
    }),
    { ...FIXED, numRuns: 60 },
  );
});

test('a mail shows foreign text and runs none of it', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const announcement = announcementOf(deployWith(text));
      const ours =
        /<\/?(div|h2|h3|table|tr|td|p|pre|br|a)( style="[^"<>]*"| href="https:\/\/github[^"<>]*")*>/g;
      expect(html(announcement).replace(ours, '')).not.toMatch(/[<>"]/);
      expect(plainText(announcement)).toContain('To go back');
    }),
    FIXED,
  );
});
