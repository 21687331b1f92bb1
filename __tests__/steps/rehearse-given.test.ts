import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { inWords } from '../../src/errors.js';
import { connectionIn } from '../../src/postgres/connection.js';
import { withSession } from '../../src/postgres/session.js';
import { rehearse } from '../../src/steps/rehearse.js';
import { configFor } from '../harness/config.js';
import { useTestDatabase } from '../harness/postgres/test-database.js';
import { useShop } from '../harness/shop.js';
import { useTools } from '../harness/tools.js';
import { useScratchCluster } from '../rehearsal/scratch.js';
import { takeBackup } from '../restore/backups.js';

const production = useTestDatabase('production');
// Plays the service container.
const service = useScratchCluster();
const tools = useTools();
const shop = useShop();
let parent = '';
let backup = '';

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'rehearse-'));
  backup = (await takeBackup(production.ownerUrl, parent)).directory;
});
afterAll(() => rm(parent, { recursive: true, force: true }));

const scratch = () => connectionIn(service.cluster().connection, 'postgres');
const run = async (inputs: Record<string, string> = {}) =>
  rehearse(
    await configFor('rehearse', {
      'direct-url': production.ownerUrl,
      'working-directory': shop().directory,
      'backup-file': backup,
      'scratch-url': scratch().url,
      ...inputs,
    }),
    tools(),
  );
const left = () =>
  withSession(
    scratch(),
    { purpose: 'look', applicationName: 'test', signal: tools().signal },
    (asked) =>
      asked.query(
        `select datname from pg_database where datname ~ 'rehearsal'
         union select rolname from pg_roles where rolname ~ '^app_'`,
      ),
  );

test('the whole deploy is played on a given server, which is left as it was', async () => {
  const outcome = await run();
  expect((outcome.problems ?? []).map(inWords)).toEqual([]);
  expect(outcome).toMatchObject({ status: 'passed', details: { migration: { verdict: 'all applied' } } }); // prettier-ignore
  expect(outcome.details?.server).toContain(String(scratch().port));
  expect(await left()).toEqual([]);
});

test.each(['dev-database-url', 'prod-database-url', 'database-url'])(
  'refused before anything is made there: it is the server of %s',
  async (input) => {
    const { problems = [], details } = await run({ [input]: scratch().url });
    expect(problems.map(({ found }) => found)).toContain(`it is the server of ${input}`);
    expect(details?.restoreSeconds).toBeUndefined();
  },
);
