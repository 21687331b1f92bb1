import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { HttpSink } from '../harness/github/index.js';
import { Play, probeJob } from './play.js';

let play: Play;
beforeAll(async () => {
  play = await Play.open();
});
afterAll(() => play.close());

const shop = { owner: 'acme', name: 'shop' };

async function get(
  path: string,
  token?: string,
): Promise<{ status: number; body: Record<string, unknown>; link: string | null }> {
  const response = await fetch(`${play.github.server.origin}${path}`, {
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    redirect: 'manual',
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    link: response.headers.get('link'),
  };
}

test('Octokit reads the repository and pages through jobs, writes deployments and comments', async () => {
  const run = await play.run(
    `other:\n  runs-on: x\n  steps: [{run: 'true'}]\n${probeJob('probe', 'rest', 'x', '  needs: other\n')}`,
  );

  expect(run.results).toEqual({ other: 'success', probe: 'success' });
  expect(run.job('probe').steps[0]?.outputs).toEqual({ private: 'true', jobs: 'other,probe' });
  expect(play.github.deployments[0]?.statuses[0]).toMatchObject({ state: 'success' });
  expect(play.github.comments[0]?.body).toBe('hello');
});

test('artifacts of other runs are found by run, by name and by id; pages link to the next', async () => {
  const run = await play.run(`${probeJob('a', 'upload', 'one')}${probeJob('b', 'upload', 'two')}`);
  const token = play.github.issueToken(shop, { actions: 'read' });
  const list = `/repos/acme/shop/actions/runs/${run.id}/artifacts`;

  const page = await get(`${list}?per_page=1`, token);
  expect(page.body['total_count']).toBe(2);
  expect(page.link).toContain('page=2');
  const named = await get(`${list}?name=one`, token);
  const [artifact] = named.body['artifacts'] as {
    id: number;
    name: string;
    digest: string;
    expires_at: string;
  }[];
  expect(artifact).toMatchObject({
    name: 'one',
    digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    expired: false,
  });
  expect(
    (await get(`/repos/acme/shop/actions/artifacts/${artifact?.id ?? 0}/zip`, token)).status,
  ).toBe(302);
  expect(
    (
      await get(
        `/repos/acme/shop/actions/workflows/${run.workflow.path.split('/').at(-1) ?? ''}/runs?status=success`,
        token,
      )
    ).body,
  ).toMatchObject({
    total_count: 1,
    workflow_runs: [{ id: run.id, conclusion: 'success', run_attempt: 1 }],
  });
  expect(
    (await get(`/repos/acme/shop/actions/runs/${run.id}/attempts/1/jobs`, token)).body,
  ).toMatchObject({ total_count: 2 });
});

test('tokens: unknown is 401, too weak 403, of another repository 404; a public repository is readable', async () => {
  await play.run('a:\n  runs-on: x\n  steps: [{run: "true"}]\n');
  await play.run('a:\n  runs-on: x\n  steps: [{run: "true"}]\n', {
    repository: { owner: 'acme', name: 'open', private: false },
  });
  const path = (name: string): string => `/repos/acme/${name}/actions/runs`;
  const stranger = play.github.issueToken({ owner: 'other', name: 'place' }, { actions: 'write' });

  expect((await get(path('shop'), 'ghs_unknown')).body).toMatchObject({
    message: 'Bad credentials',
    status: '401',
  });
  expect((await get(path('shop'))).status).toBe(401);
  expect(
    (await get(path('shop'), play.github.issueToken(shop, { contents: 'read' }))).body,
  ).toMatchObject({
    message: 'Resource not accessible by integration',
  });
  expect((await get(path('shop'), stranger)).status).toBe(404);
  expect((await get(path('open'), stranger)).status).toBe(200);
});

test('the token of a job ends with the job', async () => {
  const run = await play.run(`a:
  runs-on: x
  steps: [{run: 'printf %s "$TOKEN" > token', env: {TOKEN: "\${{ github.token }}"}}]
`);
  const { readFile } = await import('node:fs/promises');
  const token = await readFile(`${run.job('a').machine?.workspace ?? ''}/token`, 'utf8');
  expect(token).toMatch(/^ghs_15368_/);
  expect((await get('/repos/acme/shop', token)).status).toBe(401);
});

test('planned REST failures carry their headers, as often as asked', async () => {
  const token = play.github.issueToken(shop, { actions: 'read' });
  const headers = { 'retry-after': '1' };
  play.github.faults.plan(
    'GET /repos/{owner}/{repo}',
    { kind: 'status', status: 429, headers },
    { times: 1, after: 1 },
  );
  const statuses: number[] = [];
  for (let call = 0; call < 3; call += 1)
    statuses.push((await get('/repos/acme/shop', token)).status);
  expect(statuses).toEqual([200, 429, 200]);
  expect(play.github.server.requests.at(-2)).toMatchObject({
    operation: 'GET /repos/{owner}/{repo}',
    status: 429,
    fault: 'status',
  });
});

test('a sink records and answers as told', async () => {
  const sink = await HttpSink.start({ status: 204, body: '' });
  try {
    sink.answerOnce({ status: 500 }, { hang: true });
    const post = (): Promise<Response> =>
      fetch(`${sink.url}/hook?x=1`, {
        method: 'POST',
        body: '{"a":1}',
        signal: AbortSignal.timeout(5_000),
      });
    expect((await post()).status).toBe(500);
    const hanging = new AbortController();
    const hung = fetch(sink.url, { method: 'POST', body: '{}', signal: hanging.signal }).catch(
      () => 'gone',
    );
    await sink.whenReceived(2);
    hanging.abort();
    expect(await hung).toBe('gone');
    expect((await post()).status).toBe(204);
    expect(sink.json()).toEqual([{ a: 1 }, {}, { a: 1 }]);
    expect(sink.received[0]).toMatchObject({ method: 'POST', path: '/hook?x=1' });
  } finally {
    await sink.close();
  }
});
