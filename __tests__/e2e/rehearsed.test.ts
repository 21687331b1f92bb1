import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { CATEGORIES, GREEN, LEDGER, usePlay } from './play.js';
import { artifactNames, firstLine, recordOf } from './reading.js';
import { shortDeploy } from './shortdeploy.js';

const REHEARSED = fileURLToPath(new URL('../../examples/deploy-rehearsed.yml', import.meta.url));

const play = usePlay();

test('examples/deploy-rehearsed.yml as a user copies it plays the deploy on a copy, then in production', async () => {
  const run = await play.deploy(await play.github(), { workflow: REHEARSED });
  expect(run.results).toEqual({ ...GREEN, rehearsal: 'success' });
  expect(await play.ask(LEDGER)).toBe('5');
  expect(await play.ask(CATEGORIES)).toBe('7');

  const { findings, details } = await recordOf(run, 'rehearse');
  expect(Object.fromEntries(findings.map(({ name, verdict }) => [name, verdict]))).toMatchObject({
    isolation: 'pass',
    'rehearsed promotion': 'pass',
    'check: every service has a duration': 'pass',
    'production during the rehearsal': 'pass',
  });
  const verified = await recordOf(run, 'verify');
  expect(verified.findings).toContainEqual(
    expect.objectContaining({ name: 'catalog delta', verdict: 'pass' }),
  );
  // The bytes that the backup job stored, not a dump of its own.
  expect(details).toMatchObject({
    backup: { name: `production-backup-${run.id}`, chosenBy: 'run' },
  });
  expect(run.summary('rehearsal').split('\n')[0]).toMatch(/rehearse of production passed/);
  expect(run.summary('notify')).toMatch(/### Rehearsal\n\n.*passed on a copy/);
});

test('a migration that real data refuses is stopped by the rehearsal, and no migrate job runs', async () => {
  const application = play.application();
  await cp(join(application, 'failing-migrations'), join(application, 'migrations'), {
    recursive: true,
  });
  const jobs = ['backup', 'rehearsal', 'deploy-database', 'notify'];
  const run = await play.deploy(await play.github(), {
    workflow: await shortDeploy(application, { workflow: REHEARSED, jobs }),
  });
  expect(run.results).toEqual({
    backup: 'success',
    rehearsal: 'failure',
    'deploy-database': 'skipped',
    notify: 'success',
  });
  expect(await play.ask(LEDGER)).toBe('4');
  expect(artifactNames(run).join()).not.toContain('-migrate-');
  expect(firstLine(run)).toContain('failed at rehearse: production is unchanged');
  expect(run.summary('notify')).toContain('users_phone_key');
});
