import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Play, probeJob } from './play.js';

let play: Play;
beforeAll(async () => {
  play = await Play.open();
});
afterAll(() => play.close());

const outputsOf = (run: Awaited<ReturnType<Play['run']>>, job = 'probe') =>
  run.job(job).steps[0]?.outputs ?? {};

test('the real client uploads, lists and downloads, and finds the digest in the listing', async () => {
  const run = await play.run(
    `${probeJob('up', 'upload', 'dump')}${probeJob('list', 'list', 'dump', '  needs: up\n')}${probeJob('down', 'download', 'dump', '  needs: up\n')}`,
  );

  expect(run.results).toEqual({ up: 'success', list: 'success', down: 'success' });
  expect(outputsOf(run, 'list')['names']).toBe('dump');
  expect(outputsOf(run, 'down')).toEqual({ mismatch: 'false', content: 'content of dump' });
  const [artifact] = run.artifacts();
  expect(artifact?.digest).toBe(`sha256:${outputsOf(run, 'up')['digest']}`);
  expect((await artifact?.files())?.get('dump.txt')?.toString()).toBe('content of dump');
});

test('blocks are put together by the block list, whatever order they arrive in', async () => {
  const run = await play.probe('upload large', 'three-blocks');

  expect(run.conclusion).toBe('success');
  const bytes = (await run.artifacts()[0]?.files())?.get('three-blocks') ?? Buffer.alloc(0);
  expect([0, 1, 2].map((block) => bytes[block * 8 * 1024 * 1024])).toEqual([1, 2, 3]);
  expect(bytes.length).toBe(3 * 8 * 1024 * 1024);
});

test('a name is taken for the whole run, later attempts included', async () => {
  const run = await play.run(
    `${probeJob('up', 'upload', 'dump')}${probeJob('again', 'upload', 'dump', '  needs: up\n')}`,
  );
  expect(run.results).toEqual({ up: 'success', again: 'failure' });
  expect(run.log.text()).toContain(
    '(409) Conflict: an artifact with this name already exists on the workflow run',
  );

  const second = await play.github.rerunFailed(run);
  expect(second.results).toEqual({ up: 'success', again: 'failure' });
});

test('a deleted name is free again', async () => {
  const run = await play.run(`up:
  runs-on: ubuntu-latest
  steps:
    - {uses: org/probe@v1, with: {do: upload, name: dump}}
    - {uses: org/probe@v1, with: {do: delete, name: dump}}
    - {uses: org/probe@v1, with: {do: upload, name: dump}}
`);
  expect(run.results).toEqual({ up: 'success' });
});

test('a full quota is reported at once, with the text that users know', async () => {
  play.github.faults.plan('CreateArtifact', { kind: 'quota' }, { times: 1 });
  const run = await play.probe('upload');

  expect(run.conclusion).toBe('failure');
  expect(run.log.text()).toContain(
    'Artifact storage quota has been hit. Unable to upload any new artifacts.',
  );
});

test('an artifact of an earlier attempt is listed, but its URL is 404; by id over REST it comes', async () => {
  const first = await play.run(`${probeJob('up', 'upload', 'dump')}late:
  runs-on: ubuntu-latest
  needs: up
  steps:
    - {uses: org/probe@v1, with: {do: list}, id: list}
    - {uses: org/probe@v1, with: {do: download by rest, name: dump}, id: rest}
    - {uses: org/probe@v1, with: {do: download, name: dump}, id: internal, if: github.run_attempt == 2}
    - run: exit \${{ github.run_attempt == 1 && 1 || 0 }}
`);
  expect(first.results).toEqual({ up: 'success', late: 'failure' });

  const second = await play.github.rerunFailed(first);
  const steps = Object.fromEntries(
    second.job('late').steps.map((step) => [step.id ?? step.name, step]),
  );
  expect(second.job('up').attempt).toBe(1);
  expect(steps['list']?.outputs['names']).toBe('dump');
  expect(steps['rest']?.outputs['content']).toBe('content of dump');
  expect(steps['internal']?.conclusion).toBe('failure');
  expect(second.log.text()).toContain(
    'Failed to GetSignedArtifactURL: Received non-retryable error: Failed request: (404)',
  );
});

test('a byte that rots on the way shows as digest mismatch', async () => {
  play.github.faults.plan('GetBlob', { kind: 'corrupt', at: 40 }, { times: 1 });
  const run = await play.run(
    `${probeJob('up', 'upload', 'dump')}${probeJob('down', 'download', 'dump', '  needs: up\n')}`,
  );
  expect(outputsOf(run, 'down')['mismatch']).toBe('true');
});

test('an upload into a closed connection fails the step', async () => {
  play.github.faults.plan('CreateArtifact', { kind: 'drop' }, { times: 1 });
  const run = await play.probe('upload');
  expect(run.conclusion).toBe('failure');
  expect(run.log.text()).toContain('ECONNRESET');
});

test('a signed URL serves its own purpose only, and not for ever', async () => {
  const run = await play.probe('upload', 'dump');
  const id = run.artifacts()[0]?.id ?? 0;
  const { origin } = play.github.server;
  const download = play.github.blobs.signedUrl(origin, 'download', id);
  expect((await fetch(download)).status).toBe(200);
  expect((await fetch(`${download}&comp=blocklist`, { method: 'PUT', body: '' })).status).toBe(403);
  expect((await fetch(play.github.blobs.signedUrl(origin, 'upload', id))).status).toBe(403);
  play.github.blobs.urlLifetime = -1;
  const expired = play.github.blobs.signedUrl(origin, 'download', id);
  play.github.blobs.urlLifetime = 600_000;
  expect((await fetch(expired)).status).toBe(403);
});

test('a misspelt operation in a fault plan is refused', () => {
  expect(() => {
    play.github.faults.plan('CreateArtefact', { kind: 'quota' });
  }).toThrow(/No operation 'CreateArtefact'/);
});
