import { expect, test } from '@jest/globals';
import { systemClock } from '../../src/actions/clock.js';
import { readReviews } from '../../src/actions/runreviews.js';

/** As docs.github.com/en/rest/actions/workflow-runs#get-the-review-history-for-a-workflow-run has it. */
const HISTORY = [
  { state: 'approved', comment: 'Ship it', environments: [{ id: 1, name: 'staging' }, { id: 2, name: 'production' }], user: { login: 'dora' } }, // prettier-ignore
  { state: 'rejected', comment: '', environments: [{ id: 3, name: 'reference-data' }], user: null },
  { state: 'pending', comment: 'later', environments: [{ id: 3, name: 'reference-data' }], user: { login: 'carol' } }, // prettier-ignore
];

const asked: string[] = [];
const answering =
  (status: number, body: unknown): typeof fetch =>
  (input, init) => {
    init?.signal?.throwIfAborted();
    asked.push(new URL(input instanceof Request ? input.url : input).pathname);
    return Promise.resolve(Response.json(body, { status }));
  };
const read = (fetch: typeof globalThis.fetch, token?: string, signal?: AbortSignal) =>
  readReviews(
    { runId: '4711' },
    {
      ...{ repository: 'acme/shop', token, fetch, clock: systemClock },
      signal: signal ?? new AbortController().signal,
    },
  );

test('who decided what about which environment, and not what is still open', async () => {
  expect(await read(answering(200, HISTORY), 'x')).toEqual([
    { environment: 'staging', approved: true, by: 'dora' },
    { environment: 'production', approved: true, by: 'dora' },
    { environment: 'reference-data', approved: false, by: '' },
  ]);
  expect(asked).toEqual(['/repos/acme/shop/actions/runs/4711/approvals']);
});

test('what cannot be read is not known, and no reason to fail', async () => {
  expect(await read(answering(403, { message: 'no' }), 'x')).toBeUndefined();
  expect(await read(answering(200, HISTORY))).toBeUndefined();
  const cancelled = AbortSignal.abort(new Error('cancelled'));
  await expect(read(answering(200, HISTORY), 'x', cancelled)).rejects.toThrow('cancelled');
});
