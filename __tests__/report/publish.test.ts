import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Record as StepRecord } from '../../src/record/record.js';
import { couldNotVerify, fail, warn } from '../../src/record/finding.js';
import { annotate } from '../../src/report/annotations.js';
import { outputsOf } from '../../src/report/outputs.js';
import { publish } from '../../src/report/publish.js';
import { useTools } from '../harness/tools.js';
import { backupDetails, migrateDetails, promoteDetails, recordOf } from './deploys.js';
import { failedDeploy } from './failed-deploy.js';

const tools = useTools();

describe('outputs', () => {
  test.each<[string, StepRecord, Record<string, string>]>([
    ['validate', recordOf('validate'), {}],
    [
      'backup',
      recordOf('backup', { details: backupDetails }),
      {
        'backup-name': 'production-backup-4711',
        'backup-artifact-id': '900001',
        'backup-digest': `sha256:${'ab'.repeat(32)}`,
        'backup-bytes': '48123904',
      },
    ],
    ['a backup that failed', recordOf('backup', { status: 'failed' }), {}],
    ['migrate', recordOf('migrate', { details: migrateDetails }), { 'migrations-applied': '2' }],
    ['a migrate that died claims no number', recordOf('migrate', { status: 'failed' }), {}],
    [
      'promote',
      recordOf('promote', { details: promoteDetails }),
      {
        'promote-digest': 'e'.repeat(64),
        'rows-inserted': '1',
        'rows-updated': '2',
        'rows-deleted': '0',
      },
    ],
    [
      'a preview announces its rows',
      recordOf('promote', { details: { ...promoteDetails, applied: false, mode: 'preview' } }),
      {
        'promote-digest': 'e'.repeat(64),
        'rows-inserted': '1',
        'rows-updated': '2',
        'rows-deleted': '0',
      },
    ],
    [
      'a promotion that was not applied wrote nothing',
      recordOf('promote', { status: 'failed', details: { ...promoteDetails, applied: false } }),
      {
        'rows-inserted': '0',
        'rows-updated': '0',
        'rows-deleted': '0',
      },
    ],
    ['the summary of a failed deploy', failedDeploy(), {}],
  ])('of %s', (_, record, outputs) => {
    expect(outputsOf(record)).toEqual({ status: record.status, ...outputs });
  });
});

describe('annotations', () => {
  const annotations = (record: StepRecord): string[] => {
    annotate(record, tools().log);
    return tools().lines.filter((line) => /^(ERROR|WARNING|NOTICE) /.test(line));
  };

  test('problems before failed checks, warnings before unanswered ones', () => {
    const record = recordOf('verify', {
      status: 'failed',
      findings: [
        couldNotVerify('c', 'hidden'),
        warn('w', { found: 'odd' }),
        fail('f', { expected: '1', found: '2', fix: 'do it' }),
      ],
      problems: [{ attempted: 'p', found: 'lost.', likelyCause: 'net', nextAction: 'retry' }],
    });
    expect(annotations(record)).toEqual([
      'ERROR   verify: could not p: lost. Likely cause: net. Next: retry.',
      'ERROR   verify: f: 2. Fix: do it.',
      'WARNING verify: w: odd.',
      'WARNING verify: c: hidden.',
    ]);
  });

  test('ten of a kind are what the runner keeps: the tenth counts the rest', () => {
    const failures = (amount: number) =>
      Array.from({ length: amount }, (_, at) =>
        fail(`f${at}`, { expected: '', found: 'x', fix: 'y' }),
      );
    expect(annotations(recordOf('verify', { findings: failures(10) }))).toHaveLength(10);
    tools().lines.length = 0;
    const many = annotations(recordOf('verify', { findings: failures(25) }));
    expect(many).toHaveLength(10);
    expect(many.at(-1)).toContain('16 more are on the page of this step');
  });

  test('a long message stays below what the runner keeps', () => {
    const [line] = annotations(
      recordOf('verify', {
        findings: [fail('f', { expected: '', found: 'x'.repeat(9_000), fix: '' })],
      }),
    );
    expect(line?.length).toBeLessThan(4_096);
  });

  test('a terminal shows the page, and says nothing twice', async () => {
    const record = recordOf('verify', { findings: [warn('w', { found: 'odd' })] });
    await publish(record, tools(), false);
    expect(tools().lines.join('\n').split('odd')).toHaveLength(2);
  });
});

test('secrets are gone from page, annotations and record', async () => {
  tools().log.mask(['hunter2-hunter2']);
  const record = recordOf('verify', {
    findings: [
      fail('f', { expected: 'x', found: 'the password hunter2-hunter2 was refused', fix: 'y' }),
    ],
  });
  await publish(record, tools(), false, ["column public.t.a text default 'hunter2-hunter2'"]);
  expect(tools().lines.join('\n')).not.toContain('hunter2');
  const { catalog } = await tools().records.newestAnywhere('verify');
  expect(catalog).toEqual(["column public.t.a text default '***'"]);
  const stored = await tools().records.newest('verify');
  expect(stored?.findings[0]?.found).toBe('the password *** was refused');
});

describe('in Actions', () => {
  const saved = { ...process.env };
  const path = (name: string): string => join(tools().workDirectory, name);
  beforeEach(async () => {
    for (const name of ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY']) {
      await writeFile(path(name), '');
      process.env[name] = path(name);
    }
  });
  afterEach(() => {
    process.env = { ...saved };
  });

  test('outputs, page and record are written for a failed step', async () => {
    await publish(
      recordOf('migrate', { status: 'failed', details: migrateDetails }),
      tools(),
      true,
    );
    expect(await readFile(path('GITHUB_OUTPUT'), 'utf8')).toMatch(/status<<.*\nfailed\n/);
    expect(await readFile(path('GITHUB_STEP_SUMMARY'), 'utf8')).toMatch(
      /^## ❌ migrate of production failed/,
    );
    expect((await tools().records.newest('migrate'))?.status).toBe('failed');
  });

  test('a page that cannot be written is a warning, and the record is stored all the same', async () => {
    process.env['GITHUB_STEP_SUMMARY'] = path('nowhere/page');
    await publish(recordOf('migrate', { details: migrateDetails }), tools(), true);
    expect(tools().lines.join('\n')).toContain('The page of this step could not be written');
    expect(await tools().records.newest('migrate')).toBeDefined();
  });
});
