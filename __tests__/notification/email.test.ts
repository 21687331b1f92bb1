import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { email, type MailSettings } from '../../src/notification/email.js';
import { notify } from '../../src/notification/notify.js';
import type { Patience } from '../../src/notification/patience.js';
import type { Finding } from '../../src/record/finding.js';
import { announcementOf } from '../../src/report/announcement.js';
import { makeTlsFiles, type TlsFiles } from '../harness/postgres/tls.js';
import { failedDeploy } from '../report/failed-deploy.js';
import {
  LOGIN,
  startMailServer,
  startSilentServer,
  type MailServer,
  type Manner,
} from './mailserver.js';

let directory = '';
let tls: TlsFiles;
let server: MailServer | undefined;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mail-'));
  tls = makeTlsFiles(directory);
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});
afterAll(() => rm(directory, { recursive: true }));

async function served(manner: Manner = {}): Promise<MailServer> {
  server = await startMailServer(tls, manner);
  return server;
}

const PATIENCE: Patience = { answerMs: 10_000, totalMs: 20_000, pausesMs: [1_000, 3_000] };

async function mailed(
  settings: Partial<MailSettings> & { port: number },
  patience = PATIENCE,
): Promise<Finding & { slept: number[] }> {
  const slept: number[] = [];
  const clock = {
    now: () => new Date(0),
    sleep: (ms: number) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
  const channel = email({
    host: '127.0.0.1',
    ...LOGIN,
    from: 'Deploys <deploys@example.com>',
    to: ['team@example.com', 'boss@example.com'],
    rootCert: tls.ca,
    ...settings,
  });
  const tools = { fetch, clock, signal: new AbortController().signal };
  const announcement = announcementOf(failedDeploy());
  const [finding] = await notify(announcement, [channel], 'always', tools, patience);
  if (finding === undefined) throw new Error('no finding');
  expect(JSON.stringify(finding)).not.toMatch(/@example\.com|abcdefgh|127\.0\.0\.1/);
  return { ...finding, slept };
}

test.each<[string, Manner]>([
  ['TLS from the start', { implicitTls: true }],
  ['STARTTLS', {}],
])('by %s a mail of text and HTML arrives, for all addresses', async (_, manner) => {
  const { port, mails } = await served(manner);
  expect(await mailed({ port })).toMatchObject({
    verdict: 'pass',
    found: 'accepted, for 2 addresses',
  });
  const [mail] = mails;
  expect(mail).toMatchObject({
    from: 'deploys@example.com',
    to: ['team@example.com', 'boss@example.com'],
    encrypted: true,
  });
  expect(mail?.source).toMatch(/^From: Deploys <deploys@example\.com>/m);
  expect(mail?.source).toMatch(/^Auto-Submitted: auto-generated/m);
  expect(mail?.source).toMatch(/^Content-Type: multipart\/alternative/m);
  expect(mail?.source).toMatch(/^Content-Type: text\/plain; charset=utf-8/m);
  expect(mail?.source).toMatch(/^Content-Type: text\/html; charset=utf-8/m);
  const unfolded = mail?.source.replace(/=\r\n/g, '').replaceAll('=3D', '=') ?? '';
  expect(unfolded).toContain('gh workflow run rollback.yml');
});

test('a login that is refused is told with its status, and not tried again', async () => {
  const { port, logins } = await served();
  const finding = await mailed({ port, password: 'wrongwrongwrong' });
  expect(finding).toMatchObject({
    verdict: 'warn',
    found: 'the login was refused (status 535)',
    fix: expect.stringContaining('app password'),
    slept: [],
  });
  expect(logins).toHaveLength(1);
});

test('a server that lets strangers wait gets the mail at the next attempt', async () => {
  // Each attempt is refused for both recipients.
  const { port, mails } = await served({ greylist: [451, 451] });
  expect(await mailed({ port })).toMatchObject({ verdict: 'pass', slept: [1_000] });
  expect(mails).toHaveLength(1);
});

test('one that lets them wait longer is a warning', async () => {
  const { port, mails } = await served({ greylist: Array.from({ length: 6 }, () => 450) });
  const finding = await mailed({ port });
  expect(finding.found).toBe('the server asks to come later (status 450), 3 attempts');
  expect(mails).toEqual([]);
});

test.each<[string, Manner, Partial<MailSettings>]>([
  ['a server without STARTTLS', { withoutStartTls: true }, {}],
  ['a certificate that nobody trusts, after STARTTLS', {}, { rootCert: '' }],
  ['a certificate that nobody trusts', { implicitTls: true }, { rootCert: '' }],
  ['the certificate of another host', { address: '127.0.0.2' }, { host: '127.0.0.2' }],
])('%s never sees the login', async (_, manner, settings) => {
  const { port, logins, mails } = await served(manner);
  const finding = await mailed({ port, ...settings });
  expect(finding.verdict).toBe('warn');
  expect(finding.found).toBe('no encrypted connection that can be trusted');
  expect({ logins, mails }).toEqual({ logins: [], mails: [] });
});

test.each([
  ['all recipients', [550, 550], 'an address was refused (status 550)'],
  ['one recipient', [550], 'accepted for 1 of 2 addresses'],
])('%s refused for good', async (_, greylist, found) => {
  const { port } = await served({ greylist });
  expect(await mailed({ port })).toMatchObject({ verdict: 'warn', found });
});

test('a server that never speaks is left in time', async () => {
  const silent = await startSilentServer();
  try {
    const finding = await mailed({ port: silent.port }, { ...PATIENCE, answerMs: 300 });
    expect(finding.found).toBe('no answer within 0.3 s; it may have arrived');
  } finally {
    await silent.close();
  }
});

test('nobody at the port', async () => {
  const gone = await startSilentServer();
  await gone.close();
  const finding = await mailed({ port: gone.port });
  expect(finding.found).toBe('the mail server cannot be reached, 3 attempts');
});
