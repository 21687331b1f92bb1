import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { CATEGORIES, GREEN, LEDGER, usePlay } from './play.js';
import { shortDeploy } from './shortdeploy.js';

const play = usePlay();

/** All six jobs, without what costs time; as the file is, deploy.test.ts runs it. */
const allJobs = (): Promise<string> =>
  shortDeploy(play.application(), { jobs: Object.keys(GREEN) });

test('a migration that production refuses stops the deploy, and production is as it was', async () => {
  const application = play.application();
  await cp(join(application, 'failing-migrations'), join(application, 'migrations'), {
    recursive: true,
  });
  const run = await play.deploy(await play.github(), { workflow: await allJobs() });
  expect(run.results).toEqual({
    ...GREEN,
    'deploy-database': 'failure',
    'promote-reference-data': 'skipped',
    'verify-deployment': 'skipped',
  });
  expect(await play.ask(LEDGER)).toBe('4');
  expect(await play.ask(CATEGORIES)).toBe('6');
  const page = run.summary('notify');
  expect(page.split('\n')[0]).toMatch(/failed/i);
  expect(page).toContain(`production-backup-${run.id}`);
});

test('a verification that fails says so, after production has changed', async () => {
  const workflow = await allJobs();
  const text = await readFile(workflow, 'utf8');
  await writeFile(workflow, text.replace('expect: true', 'expect: false'));
  const run = await play.deploy(await play.github(), { workflow });
  expect(run.results).toEqual({ ...GREEN, 'verify-deployment': 'failure' });
  expect(await play.ask(LEDGER)).toBe('5');
  expect(run.summary('notify').split('\n')[0]).toMatch(/failed/i);
  expect(run.summary('notify')).toContain('the booking overview answers');
});

test('a backup that the quota refuses stops everything before production changes', async () => {
  const github = await play.github();
  // The first upload of a run is the record of validate; the second is the backup.
  github.faults.plan('CreateArtifact', { kind: 'quota' }, { after: 1 });
  const run = await play.deploy(github, { workflow: await allJobs() });
  expect(run.results).toMatchObject({
    backup: 'failure',
    'deploy-database': 'skipped',
    'promote-reference-data': 'skipped',
    'verify-deployment': 'skipped',
    notify: 'success',
  });
  expect(await play.ask(LEDGER)).toBe('4');
  expect(
    run
      .annotations('backup')
      .map(({ message }) => message)
      .join('\n'),
  ).toContain('quota');
  expect(run.summary('notify').split('\n')[0]).toMatch(/failed/i);
});

test('a missing secret stops the deploy before anything is touched', async () => {
  const run = await play.deploy(await play.github(), {
    workflow: await allJobs(),
    secrets: { JWT_SECRET: '' },
  });
  expect(run.results).toEqual({
    predeploy: 'failure',
    backup: 'skipped',
    'deploy-database': 'skipped',
    'promote-reference-data': 'skipped',
    'verify-deployment': 'skipped',
    notify: 'success',
  });
  expect(run.summary('predeploy')).toContain('JWT');
  expect(await play.ask(LEDGER)).toBe('4');
});

test('the failed jobs re-run as attempt 2 finish the deploy with the backup of attempt 1', async () => {
  const github = await play.github();
  // Promotion is refused: production was edited so that too much would change.
  const edit = "update services set description = description || ' (edited)'";
  await play.ask(`${edit} returning 1`);
  const first = await play.deploy(github, { workflow: await allJobs() });
  expect(first.results).toMatchObject({
    'deploy-database': 'success',
    'promote-reference-data': 'failure',
  });
  expect(await play.ask(CATEGORIES)).toBe('6');

  await play.ask(
    "update services set description = replace(description, ' (edited)', '') returning 1",
  );
  const second = await github.rerunFailed(first);
  expect(second.results).toEqual(GREEN);
  expect(await play.ask(CATEGORIES)).toBe('7');
  expect(await play.ask(LEDGER)).toBe('5');
  const backups = second.artifacts().filter(({ name }) => name.startsWith('production-backup-'));
  expect(backups.map(({ attempt }) => attempt)).toEqual([1]);
});
