import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { useFreshDatabase } from '../harness/freshdatabase.js';
import { CATEGORIES, usePlay } from './play.js';
import { shortDeploy } from './shortdeploy.js';

const workflow = fileURLToPath(new URL('../../examples/deploy-approved.yml', import.meta.url));
const PROMOTING = ['preview-reference-data', 'promote-reference-data'];

const play = usePlay();
const twin = useFreshDatabase('production');

test('examples/deploy-approved.yml applies in one job what another has shown', async () => {
  const jobs = ['backup', 'deploy-database', ...PROMOTING, 'notify'];
  const run = await play.deploy(await play.github(), {
    workflow: await shortDeploy(play.application(), { workflow, jobs }),
  });
  expect(run.results).toEqual(Object.fromEntries(jobs.map((job) => [job, 'success'])));
  expect(run.summary('preview-reference-data').split('\n')[0]).toContain(
    'passed: 6 rows would change',
  );
  expect(run.summary('promote-reference-data')).toContain('the preview is the approved one');
  expect(run.summary('notify')).toContain('promoted');
  expect(await play.ask(CATEGORIES)).toBe('7');
});

test('nobody is asked to approve that no row would change', async () => {
  const run = await play.deploy(await play.github(), {
    workflow: await shortDeploy(play.application(), { workflow, jobs: PROMOTING }),
    // Production of another name: its rows are the same, and promotion writes none.
    secrets: { DEV_DATABASE_URL: twin().ownerUrl },
  });
  expect(run.results).toEqual({
    'preview-reference-data': 'success',
    'promote-reference-data': 'skipped',
  });
});

test('nobody is asked to approve what was skipped for want of DEV_DATABASE_URL', async () => {
  const run = await play.deploy(await play.github(), {
    workflow: await shortDeploy(play.application(), { workflow, jobs: PROMOTING }),
    secrets: { DEV_DATABASE_URL: '' },
  });
  expect(run.results).toEqual({
    'preview-reference-data': 'success',
    'promote-reference-data': 'skipped',
  });
});
