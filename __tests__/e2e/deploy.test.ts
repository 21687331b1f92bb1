import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { findNode24 } from '../harness/github/index.js';
import { CATEGORIES, GREEN, LEDGER, usePlay } from './play.js';
import { shortDeploy } from './shortdeploy.js';

const play = usePlay();
const node24 = await findNode24(fileURLToPath(new URL('../../', import.meta.url)));
if (node24.node === undefined) console.warn(node24.reason);

describe('examples/deploy.yml as a user copies it', () => {
  const nodes = [
    { label: 'this Node', executable: process.execPath },
    ...(node24.node === undefined ? [] : [node24.node]),
  ];
  test.each(nodes)('takes production through all six jobs on $label', async (node) => {
    const github = await play.github({ node });
    const run = await play.deploy(github);
    expect(run.results).toEqual(GREEN);
    expect(await play.ask(LEDGER)).toBe('5');
    expect(await play.ask(CATEGORIES)).toBe('7');
    expect(await play.ask('select price_cents from services where id = 3')).toBe('6900');

    const names = run.artifacts().map(({ name }) => name);
    expect(names.sort()).toEqual([
      `db-deploy-record-production-backup-a1`,
      `db-deploy-record-production-migrate-a1`,
      `db-deploy-record-production-promote-a1`,
      `db-deploy-record-production-summarize-a1`,
      `db-deploy-record-production-validate-a1`,
      `db-deploy-record-production-verify-a1`,
      `production-backup-${run.id}`,
    ]);
    const backup = run.artifacts().find(({ name }) => name.startsWith('production-backup'));
    const days = ((backup?.expiresAt.getTime() ?? 0) - run.createdAt.getTime()) / 86_400_000;
    expect(Math.round(days)).toBe(30);
    const files = await backup?.files();
    expect([...(files?.keys() ?? [])].sort()).toEqual([
      'RESTORE.md',
      'catalog.txt',
      'manifest.json',
      'production.dump',
    ]);
    expect(run.summary('notify').split('\n')[0]).toMatch(/deployed/i);
  });

  test('without DEV_DATABASE_URL nothing is promoted, and the deploy is green', async () => {
    const run = await play.deploy(await play.github(), {
      workflow: await shortDeploy(play.application(), { jobs: Object.keys(GREEN) }),
      secrets: { DEV_DATABASE_URL: '' },
    });
    expect(run.results).toEqual(GREEN);
    expect(await play.ask(CATEGORIES)).toBe('6');
    expect(run.summary('notify')).toMatch(/promot\w+ skipped|skipped/i);
  });
});
