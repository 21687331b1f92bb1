import { describe, expect, test } from '@jest/globals';
import { usePhysicalCopy } from '../harness/physicalcopy.js';
import { useTools } from '../harness/tools.js';
import { finding, ofVerdict, run } from './runs.js';

const tools = useTools();
const TOGETHER = 'DATABASE_URL and DIRECT_URL reach one database';

describe('DIRECT_URL on a clone of production', () => {
  const pair = usePhysicalCopy('clone');

  test('fails by that name: nothing but the lock tells them apart', async () => {
    const outcome = await run(tools(), {}, urls(pair()));
    expect(ofVerdict(outcome, 'fail').map(({ name }) => name)).toEqual([TOGETHER]);
    expect(finding(outcome, TOGETHER).found).toContain('a physical clone or branch of the other');
  });
});

describe('DIRECT_URL on a read replica', () => {
  const pair = usePhysicalCopy('replica');

  test('fails by that name, and as what cannot be written to', async () => {
    const outcome = await run(tools(), {}, urls(pair()));
    expect(ofVerdict(outcome, 'fail').map(({ name }) => name)).toEqual([
      'DIRECT_URL can be written to',
      TOGETHER,
    ]);
    expect(finding(outcome, TOGETHER).found).toContain('DIRECT_URL reaches a read replica');
  });

  test('may be the source of a promotion', async () => {
    const { origin, copy } = pair();
    const outcome = await run(
      tools(),
      {},
      { ...urls({ origin, copy: origin }), DEV_DATABASE_URL: copy },
    );
    expect(finding(outcome, 'DEV_DATABASE_URL reaches another database').verdict).toBe('pass');
    expect(ofVerdict(outcome, 'fail')).toEqual([]);
  });
});

function urls({ origin, copy }: { origin: string; copy: string }): Record<string, string> {
  return { DATABASE_URL: origin, DIRECT_URL: copy };
}
