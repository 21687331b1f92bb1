import { expect, test } from '@jest/globals';
import { useCheckout, wordsOf } from './gathered.js';
import { expectClear, healthy } from './healthy.js';

const checkout = useCheckout();

test.each([
  ['lock-timeout', '0s', 0],
  ['lock-timeout', '1.5 s', 1_500],
  ['lock-timeout', '15min', 900_000],
  ['lock-timeout', '24d', 2_073_600_000],
  ['max-change-percent', '100', 100],
  ['max-change-percent', '007', 7],
])('%s: %s', async (name, value, understood) => {
  const read = await checkout.read({ ...healthy('promote'), [name]: value });
  const key = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  expect(read).toMatchObject({ value: { config: { [key]: understood } } });
});

test.each([
  ['lock-timeout', '5'],
  ['lock-timeout', '-5s'],
  ['lock-timeout', '5 seconds ago'],
  ['lock-timeout', '25d'],
  ['lock-timeout', `${'9'.repeat(200)}h`],
  ['lock-timeout', '٥s'],
  ['max-change-percent', '20%'],
  ['max-change-percent', '1e2'],
  ['max-change-percent', '9'.repeat(400)],
  ['require-backup', 'yes'],
  ['approved-digest', 'A'.repeat(64)],
])('%s: %s is refused', async (name, value) => {
  expectClear(wordsOf(await checkout.read({ ...healthy('promote'), [name]: value })), name);
});
