import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Clock } from '../../src/actions/tools.js';
import { discord } from '../../src/notification/discord.js';
import { notify } from '../../src/notification/notify.js';
import type { Patience } from '../../src/notification/patience.js';
import { slack } from '../../src/notification/slack.js';
import { teams } from '../../src/notification/teams.js';
import { webhook } from '../../src/notification/webhook.js';
import type { Finding } from '../../src/record/finding.js';
import { announcementOf } from '../../src/report/announcement.js';
import { HttpSink, type SinkAnswer } from '../harness/github/index.js';
import { makeTlsFiles } from '../harness/postgres/tls.js';
import { failedDeploy } from '../report/failed-deploy.js';

const SECRET_PATH = '/services/T0001/B0001/Xk29sLq0PzYwVtRuAbCd';
const announcement = announcementOf(failedDeploy());

let sink: HttpSink;
beforeEach(async () => {
  sink = await HttpSink.start();
});
afterEach(() => sink.close());

/** Short where a service does not answer; the pauses are those that production takes, slept through at once. */
const PATIENCE: Patience = { answerMs: 300, totalMs: 20_000, pausesMs: [1_000, 3_000] };

async function announced(
  answers: readonly SinkAnswer[],
  given: { url?: string; patience?: Patience; channel?: typeof slack; cancel?: AbortSignal } = {},
): Promise<{ finding: Finding; slept: number[]; received: number }> {
  const [last] = answers.slice(-1);
  sink.answerOnce(...answers.slice(0, -1));
  if (last !== undefined) sink.answer(last);
  const slept: number[] = [];
  const clock: Clock = {
    now: () => new Date(0),
    sleep: (ms) => {
      slept.push(ms);
      return Promise.resolve();
    },
  };
  const url = new URL(`${given.url ?? sink.url}${SECRET_PATH}`);
  const channel = (given.channel ?? slack)('it', url);
  const tools = { fetch, clock, signal: given.cancel ?? new AbortController().signal };
  const findings = await notify(
    announcement,
    [channel],
    'always',
    tools,
    given.patience ?? PATIENCE,
  );
  const [finding] = findings;
  if (finding === undefined) throw new Error('no finding');
  expect(JSON.stringify(finding)).not.toMatch(/T0001|Xk29sLq0|127\.0\.0\.1/);
  return { finding, slept, received: sink.received.length };
}

test.each<[string, SinkAnswer, string, number]>([
  ['200', { body: 'ok' }, 'accepted (status 200)', 1],
  ['204', { status: 204, body: '' }, 'accepted (status 204)', 1],
  [
    '400',
    { status: 400, body: 'invalid_blocks' },
    'status 400 (invalid_blocks): the message was refused',
    1,
  ],
  ['403', { status: 403, body: 'action_prohibited' }, 'the address is not valid', 1],
  [
    '404',
    { status: 404, body: 'no_service' },
    'status 404 (no_service): the address is not valid',
    1,
  ],
  ['410', { status: 410, body: 'channel_is_archived' }, 'the address is not valid', 1],
  ['413', { status: 413 }, 'status 413: the message was refused', 1],
  ['a 200 that refuses', { body: '{"ok":false,"error":"x"}' }, 'the message was refused', 1],
  [
    'an answer that repeats the address',
    { status: 400, body: `no such hook: ${SECRET_PATH}` },
    'status 400:',
    1,
  ],
  [
    'a redirect, which would take the message elsewhere',
    { status: 307, headers: { location: '/x' } },
    'status 307: a redirect',
    1,
  ],
  ['500', { status: 500 }, 'status 500, 3 attempts', 3],
  ['429 without a word', { status: 429 }, 'status 429, 3 attempts', 3],
  [
    '429 for an hour',
    { status: 429, headers: { 'retry-after': '3600' } },
    'asks to wait 3600 s, which is too long',
    1,
  ],
  ['no answer', { hang: true }, 'no answer within 0.3 s; it may have arrived', 1],
])('%s', async (_, answer, found, times) => {
  const { finding, received } = await announced([answer]);
  expect(finding.found).toContain(found);
  expect(finding.verdict).toBe(found.startsWith('accepted') ? 'pass' : 'warn');
  expect(finding.verdict === 'warn' && finding.fix).not.toBe('');
  expect(received).toBe(times);
});

test('what passes is waited for: its own pauses, and those that the service asks for', async () => {
  const busy = { status: 429, headers: { 'retry-after': '2.5' } };
  const { finding, slept, received } = await announced([busy, { status: 503 }, { body: 'ok' }]);
  expect(finding.verdict).toBe('pass');
  expect({ slept, received }).toEqual({ slept: [2_500, 3_000], received: 3 });
});

test.each([
  ['a time that is near', 'Thu, 01 Jan 1970 00:00:04 GMT', [4_000]],
  ['a time that is over', 'Wed, 31 Dec 1969 23:00:00 GMT', [1_000]],
  ['no time', 'soon', [1_000]],
])('a service that asks to wait until %s', async (_, until, pauses) => {
  const busy = { status: 429, headers: { 'retry-after': until } };
  const { slept } = await announced([busy, { body: 'ok' }]);
  expect(slept).toEqual(pauses);
});

test('the name of a host that nobody knows is not told', async () => {
  const { finding } = await announced([], { url: 'https://hooks.T0001.invalid' });
  expect(finding.found).toMatch(/^no answer \(E[A-Z_]+\), 3 attempts$/);
});

test('nobody at the address', async () => {
  await sink.close();
  const { finding, slept } = await announced([]);
  expect(finding.found).toBe('no answer (ECONNREFUSED), 3 attempts');
  expect(slept).toEqual([1_000, 3_000]);
  sink = await HttpSink.start();
});

test('all channels together end with the time of all, whoever hangs', async () => {
  const patience = { answerMs: 60_000, totalMs: 300, pausesMs: [] };
  const { finding } = await announced([{ hang: true }], { patience });
  expect(finding).toMatchObject({
    verdict: 'warn',
    found: 'no answer within 0.3 s; it may have arrived',
  });
});

test('one that hangs does not keep the others', async () => {
  sink.answer(({ path }) => (path.endsWith('1') ? { hang: true } : { body: 'ok' }));
  const { clock, signal } = {
    clock: { now: () => new Date(0), sleep: () => Promise.resolve() },
    signal: new AbortController().signal,
  };
  const channels = [
    slack('one', new URL(`${sink.url}/1`)),
    discord('two', new URL(`${sink.url}/2`)),
  ];
  const findings = await notify(
    announcement,
    channels,
    'always',
    { fetch, clock, signal },
    PATIENCE,
  );
  expect(findings.map(({ name, verdict }) => `${name} ${verdict}`)).toEqual([
    'notification: one warn',
    'notification: two pass',
  ]);
});

test('a cancel of the step ends the waiting, and is no warning', async () => {
  const controller = new AbortController();
  const cancelled = announced([{ hang: true }], {
    cancel: controller.signal,
    patience: { ...PATIENCE, answerMs: 60_000 },
  });
  await sink.whenReceived(1);
  controller.abort(new Error('cancelled'));
  expect((await cancelled).finding).toMatchObject({ verdict: 'not run' });
});

test('a retired connector of Teams says what to make instead', async () => {
  const gone: typeof fetch = () => Promise.resolve(new Response('', { status: 404 }));
  const channel = teams('Microsoft Teams', new URL('https://acme.webhook.office.com/webhookb2/x'));
  const signal = new AbortController().signal;
  const attempt = await channel.send(announcement, { fetch: gone, signal, now: () => new Date(0) });
  expect(attempt).toMatchObject({ sent: false, fix: expect.stringContaining('Workflows webhook') });
});

describe('TLS', () => {
  let directory = '';
  let server: Server;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tls-'));
    const { certificateFile, keyFile } = makeTlsFiles(directory);
    const files = { cert: readFileSync(certificateFile), key: readFileSync(keyFile) };
    server = createServer(files, (_, response) => response.end('ok'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await rm(directory, { recursive: true });
  });

  test('a certificate that nobody trusts gets no message, and is not tried again', async () => {
    const { port } = server.address() as AddressInfo;
    const url = `https://127.0.0.1:${port}`;
    const { finding, slept } = await announced([], {
      url,
      channel: (name, at) => webhook(name, at, 's'),
    });
    expect(finding.verdict).toBe('warn');
    expect(finding.found).toMatch(/^TLS failed \([A-Z_]+\)$/);
    expect(slept).toEqual([]);
  });
});
