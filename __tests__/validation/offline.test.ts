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
