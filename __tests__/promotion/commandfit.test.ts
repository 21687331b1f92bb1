import { expect, test } from '@jest/globals';
import { problemsOf } from '../../src/errors.js';
import { requireCommandFits } from '../../src/steps/commandfit.js';
import { configFor } from '../harness/config.js';

const URL = 'postgres://user:Zk3v9Qm2Lr8Tp5Wx@db.example.com/shop';

test.each([
  ['npm run promote', true],
  ['npm start', true],
  ['npm --prefix app run promote --silent', true],
  ['npm exec tsx promote.ts', true],
  ['npm run build && npm run promote', true],
  ['./a.sh; npm run promote', true],
  ['npm run promote --', false],
  ['npm run promote -- --verbose', false],
  ['npm run build && npx tsx promote.ts', false],
  ['npx tsx scripts/npm.ts', false],
  ['pnpm run promote', false],
  ['yarn promote', false],
])('%s: npm would keep the flag: %s', async (command, keeps) => {
  const inputs = { 'direct-url': URL, 'prod-database-url': URL, 'dev-database-url': URL };
  const config = await configFor('promote', { ...inputs, 'promote-command': command });
  let found = '';
  try {
    requireCommandFits(config);
  } catch (error) {
    found = problemsOf(error, 'promote')[0]?.nextAction ?? '';
  }
  expect(found).toContain(keeps ? `write \`${command} --\`` : '');
  expect(found === '').toBe(!keeps);
});
