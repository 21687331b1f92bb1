import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Clock } from '../../src/actions/tools.js';
import { healthFindings } from '../../src/verification/health.js';
import { parseHealthUrls } from '../../src/verification/healthurls.js';

/** Paths of a real application on loopback, and how often each was asked. */
const asked: string[] = [];
const times = (path: string): number => asked.filter((one) => one === path).length;
const answer: RequestListener = (request, response) => {
  const [path = ''] = (request.url ?? '').split('?');
  asked.push(path);
  if (path === '/hang') return;
  if (path === '/moved') response.writeHead(302, { location: '/healthy?token=secret' });
  else if (path === '/loop') response.writeHead(302, { location: '/loop' });
  else if (path === '/late') response.writeHead(times(path) < 3 ? 503 : 200);
  else if (path === '/login')
    response.writeHead(request.headers.authorization === BASIC ? 204 : 401);
  else response.writeHead(path === '/healthy' ? 200 : 500);
  response.end('body');
};
const BASIC = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;

let server: Server;
let base = '';
beforeAll(async () => {
  server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

let pauses: number[] = [];
beforeEach(() => {
  pauses = [];
  asked.length = 0;
});
/** Time passes at once, and is written down. */
const clock: Clock = {
  now: () => new Date(),
  sleep: (ms, signal) => {
    pauses.push(ms);
    signal.throwIfAborted();
    return Promise.resolve();
  },
};
const tools = (signal = new AbortController().signal) => ({
  fetch: globalThis.fetch,
  clock,
  signal,
});

const urlsOf = (words: string) => {
  const urls = parseHealthUrls(words);
  if (urls === undefined) throw new Error(`${words} is refused`);
  return urls;
};

async function health(words: string) {
  const [finding] = await healthFindings(urlsOf(words), tools());
  return finding;
}

test('one answer of 200 is enough, and the query is not shown', async () => {
  expect(await health(`${base}/healthy?token=secret`)).toEqual({
    name: `health of ${base}/healthy`,
    verdict: 'pass',
    found: 'status 200',
  });
  expect(pauses).toEqual([]);
});

test('an application that is still starting gets time, growing', async () => {
  expect(await health(`${base}/late`)).toMatchObject({
    verdict: 'pass',
    found: 'status 200 at attempt 3',
  });
  expect(pauses).toEqual([1_000, 2_000]);
});

test('after five attempts it fails', async () => {
  expect(await health(`${base}/broken`)).toMatchObject({
    verdict: 'fail',
    found: 'status 500, 5 attempts',
  });
  expect(times('/broken')).toBe(5);
});

test('redirects are followed, and shown without their query', async () => {
  expect(await health(`${base}/moved`)).toMatchObject({
    verdict: 'pass',
    found: `status 200 after a redirect to ${base}/healthy`,
  });
});

test.each([
  ['/healthy 200', 'pass', 'status 200'],
  ['/healthy 204', 'fail', 'status 200, 5 attempts'],
  ['/moved 302', 'pass', 'status 302'],
  ['/healthy "od"', 'pass', 'status 200'],
  ['/healthy 200 "ready now"', 'fail', 'status 200 without that text, 5 attempts'],
  ['/broken 500 "body"', 'pass', 'status 500'],
])('%s: %s', async (words, verdict, found) => {
  expect(await health(base + words)).toMatchObject({ verdict, found });
});

test.each([
  '204',
  '"text"',
  'https://a 200 201',
  'https://a ""',
  'https://a ready',
  'ftp://a',
  'https://',
])('%s is refused', (words) => {
  expect(parseHealthUrls(words)).toBeUndefined();
});

test('several are told apart by their addresses, on one line or many', () => {
  expect(parseHealthUrls('https://a 204\nhttps://b "x y" 200 http://c')).toEqual([
    { url: 'https://a', status: 204, text: undefined },
    { url: 'https://b', status: 200, text: 'x y' },
    { url: 'http://c', status: undefined, text: undefined },
  ]);
});

test('redirects in a circle fail', async () => {
  expect(await health(`${base}/loop`)).toMatchObject({
    verdict: 'fail',
    found: 'redirect count exceeded, 5 attempts',
  });
});

test('a login in the URL is used and not shown', async () => {
  const finding = await health(`${base.replace('//', '//user:p%40ss@')}/login`);
  expect(finding).toMatchObject({ verdict: 'pass', found: 'status 204' });
  expect(JSON.stringify(finding)).not.toContain('user');
});

test('nobody listening fails with the reason', async () => {
  const idle = createServer().listen(0, '127.0.0.1');
  await once(idle, 'listening');
  const { port } = idle.address() as AddressInfo;
  idle.close();
  await once(idle, 'close');
  expect(await health(`http://127.0.0.1:${port}/`)).toMatchObject({
    verdict: 'fail',
    found: expect.stringContaining('ECONNREFUSED') as unknown,
  });
});

test('no answer in time fails; a cancel ends the waiting', async () => {
  const fetch: typeof globalThis.fetch = (url, init) => {
    // The real request and its real timeout signal, aborted by us instead of by ten seconds.
    expect(init?.signal).toBeInstanceOf(AbortSignal);
    const timeout = AbortSignal.abort(new DOMException('too late', 'TimeoutError'));
    return globalThis.fetch(url, { ...init, signal: timeout });
  };
  const [late] = await healthFindings(urlsOf(`${base}/hang`), { ...tools(), fetch });
  expect(late).toMatchObject({ verdict: 'fail', found: 'no answer within 10 s, 5 attempts' });

  const cancelling = new AbortController();
  const waiting = healthFindings(urlsOf(`${base}/hang`), tools(cancelling.signal));
  while (times('/hang') === 0) await new Promise(setImmediate);
  cancelling.abort(new Error('cancelled'));
  await expect(waiting).rejects.toThrow('cancelled');
});
