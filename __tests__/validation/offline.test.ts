import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { hasFailed } from '../../src/record/finding.js';
import { useTools } from '../harness/tools.js';
import { finding, GOOD_SECRET, ofVerdict, run } from './runs.js';

const tools = useTools();

describe('nothing to connect to', () => {
  test('fails on the missing secrets, and says that nothing was looked at', async () => {
    const outcome = await run(tools(), {});
    expect(ofVerdict(outcome, 'fail').map(({ name }) => name)).toEqual([
      'secret DATABASE_URL',
      'secret DIRECT_URL',
    ]);
    expect(finding(outcome, 'databases').verdict).toBe('not run');
    expect(finding(outcome, 'secret DIRECT_URL').fix).toContain(
      'DIRECT_URL: ${{ secrets.DIRECT_URL }}',
    );
  });

  test('needs both URLs of production even when required-secrets forgets them', async () => {
    const outcome = await run(
      tools(),
      { 'required-secrets': 'JWT_SECRET' },
      { JWT_SECRET: GOOD_SECRET },
    );
    expect(ofVerdict(outcome, 'fail').map(({ name }) => name)).toEqual([
      'DATABASE_URL',
      'DIRECT_URL',
    ]);
  });
});

describe('the repository', () => {
  test.each([
    ['private', 'pass', false],
    ['public', 'fail', true],
    ['unknown', 'could not verify', false],
  ] as const)('%s: %s', async (visibility, verdict, failed) => {
    const outcome = await run(tools(), {}, {}, { visibility });
    expect(finding(outcome, 'privacy of the backup').verdict).toBe(verdict);
    expect(hasFailed([finding(outcome, 'privacy of the backup')])).toBe(failed);
  });

  test.each([
    ['30', 90, 'pass'],
    ['90', 90, 'pass'],
    ['91', 90, 'warn'],
    ['400', undefined, 'pass'],
  ] as const)('keeps a backup of %s days when it allows %s: %s', async (days, longest, verdict) => {
    const outcome = await run(
      tools(),
      { 'retention-days': days },
      {},
      { longestRetentionDays: longest },
    );
    expect(finding(outcome, 'retention of the backup').verdict).toBe(verdict);
  });
});

describe('secrets', () => {
  test.each([
    ['good', { A_KEY: GOOD_SECRET }, 'pass', /^set$/],
    ['missing', {}, 'fail', /^not set, or empty$/],
    ['blank', { A_KEY: ' \n' }, 'fail', /^not set, or empty$/],
    ['a placeholder', { A_KEY: 'changeme' }, 'fail', /^it is a placeholder$/],
    ['short and weak', { A_KEY: '1111' }, 'fail', /^it is shorter than 16 characters, and is weak/],
    ['padded', { A_KEY: `${GOOD_SECRET}\n` }, 'warn', /blanks or newlines around it/],
  ] as const)('a required one that is %s', async (_, environment, verdict, found) => {
    const outcome = await run(tools(), { 'required-secrets': 'A_KEY' }, environment);
    expect(finding(outcome, 'secret A_KEY').verdict).toBe(verdict);
    expect(finding(outcome, 'secret A_KEY').found).toMatch(found);
  });

  test('an absent optional one tells what it turns off, a bad one is a warning', async () => {
    const optional = 'DEV_DATABASE_URL PROD_DATABASE_URL EMAIL_USERNAME SENTRY_DSN STRIPE_KEY';
    const outcome = await run(tools(), { 'optional-secrets': optional }, { STRIPE_KEY: 'todo' });
    expect(finding(outcome, 'secret STRIPE_KEY').verdict).toBe('warn');
    expect(finding(outcome, 'secret EMAIL_USERNAME')).toMatchObject({
      verdict: 'not run',
      found: 'not set: no mail is sent',
    });
    expect(outcome.details?.turnedOff).toEqual([
      'promotion of reference data is skipped',
      'no mail is sent',
      'what needs it is turned off',
    ]);
  });
});

describe('URLs', () => {
  test('that cannot be read are all told, without their text', async () => {
    const outcome = await run(
      tools(),
      {},
      {
        DATABASE_URL: 'postgres://shop:hunter2hunter2/@db/shop',
        DIRECT_URL: '"postgres://shop:hunter2hunter2@db/shop"',
      },
    );
    expect(finding(outcome, 'DATABASE_URL').found).toContain('not percent-encoded');
    expect(finding(outcome, 'DIRECT_URL').found).toContain('wrapped in quotes');
    expect(JSON.stringify(outcome)).not.toContain('hunter2');
  });

  test.each([
    ['sslmod=require&connection_limit=1', 'warn', 'sslmod: unknown here'],
    ['schema=public&pgbouncer=true', 'pass', 'schema, pgbouncer: for the ORM alone'],
  ])('with %s: %s', async (query, verdict, found) => {
    const url = `postgres://shop:Zk3v9Qm2Lr8Tp5Wx@127.0.0.1:1/shop?${query}`;
    const outcome = await run(tools(), {}, { DATABASE_URL: url });
    expect(finding(outcome, 'parameters of DATABASE_URL').verdict).toBe(verdict);
    expect(finding(outcome, 'parameters of DATABASE_URL').found).toContain(found);
  });
});

describe('when the event does not say whether the repository is private', () => {
  const answering =
    (status: number, body: object): typeof globalThis.fetch =>
    () =>
      Promise.resolve(Response.json(body, { status }));
  test.each([
    ['private', answering(200, { private: true }), 'pass'],
    ['public', answering(200, { private: false }), 'fail'],
    ['not to be seen', answering(404, { message: 'Not Found' }), 'could not verify'],
  ] as const)('GitHub is asked: %s', async (_, fetch, verdict) => {
    const inputs = { 'github-token': 'ghs_0123456789' };
    const outcome = await run({ ...tools(), fetch }, inputs, {}, { visibility: 'unknown' });
    expect(finding(outcome, 'privacy of the backup').verdict).toBe(verdict);
  });
});

test('without a URL no client for Postgres is loaded: the refusal is quick', async () => {
  const script = `
    const { validate } = await import('./src/steps/validate.ts');
    const { configFor } = await import('./__tests__/harness/config.ts');
    const outcome = await validate(await configFor('validate', {}), { signal: new AbortController().signal });
    const { createRequire } = await import('node:module');
    const loaded = Object.keys(createRequire(import.meta.url).cache).filter((path) => /node_modules.(pg|@actions)/.test(path));
    console.log(JSON.stringify({ status: outcome.status, loaded }));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    script,
  ]);
  expect(JSON.parse(stdout)).toEqual({ status: 'failed', loaded: [] });
});
