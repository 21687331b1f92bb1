import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useTools } from '../harness/tools.js';
import { finding, run } from './runs.js';

const database = useTestDatabase();
const tools = useTools();

const ask = (surroundings: { hosted?: boolean; inActions?: boolean } = {}, url = '') => {
  const directory = tools().workDirectory;
  return run(
    tools(),
    { 'backup-to': join(directory, 'backups'), 'retention-days': '200' },
    url === '' ? {} : { DIRECT_URL: url },
    {
      ...{ workspace: join(directory, 'work'), temporary: join(directory, 'temp') },
      ...{ longestRetentionDays: 90, ...surroundings },
    },
  );
};

describe('a directory for backups', () => {
  test('must outlive the job', async () => {
    expect(finding(await ask({ hosted: true }), 'directory of the backup')).toMatchObject({
      verdict: 'fail',
      fix: expect.stringContaining('remove backup-to') as unknown,
    });
    expect(finding(await ask(), 'directory of the backup').verdict).toBe('pass');
  });

  test('has no retention and no quota, but a disk', async () => {
    const outcome = await ask({}, database.ownerUrl);
    expect(finding(outcome, 'retention of the backup').verdict).toBe('not run');
    expect(finding(outcome, 'disk of backup-to').verdict).toBe('pass');
    expect(outcome.findings.map(({ name }) => name)).not.toContain('artifact storage');
  });
});

test('artifacts are counted by GitHub, where a token may ask', async () => {
  const outcome = await run(tools(), {}, { DIRECT_URL: database.ownerUrl });
  expect(finding(outcome, 'artifact storage')).toMatchObject({
    verdict: 'could not verify',
    found: 'there is no github-token',
  });
});

test.each([
  ['https://github.com', false],
  ['https://acme.ghe.com', false],
  ['https://github.acme.example', true],
])('%s has no artifacts of version 4: %s', async (server, refused) => {
  const outcome = await run(tools(), {}, { GITHUB_SERVER_URL: server });
  const findings = outcome.findings.filter(({ name }) => name === 'artifact service');
  expect(findings.map(({ verdict }) => verdict)).toEqual(refused ? ['fail'] : []);
});
