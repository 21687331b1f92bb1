import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recordSchema, type Record as StepRecord } from '../../src/record/record.js';
import { fail } from '../../src/record/finding.js';
import { pageOf } from '../../src/report/page.js';
import { fitted } from '../../src/report/size.js';
import { terminalText } from '../../src/report/terminal.js';
import {
  ALL_SUCCEEDED,
  migrateDetails,
  promoteDetails,
  recordOf,
  summaryOf,
  wholeDeploy,
} from './deploys.js';
import { failedDeploy } from './failed-deploy.js';
import { FIXED, HOSTILE, hostileText } from './hostile.js';
import { rehearsalRecords } from './rehearsals.js';
import { restoreRecords } from './restores.js';
import { activeParts, structureOf } from './reading.js';
import { spoilt } from './spoilt.js';
import { jobTimes } from './times.js';

const failed = failedDeploy();
const RECORDS: readonly (readonly [string, StepRecord])[] = [
  ['the page of a failed deploy', failed],
  ['the page of a good deploy', summaryOf({ jobs: ALL_SUCCEEDED, records: wholeDeploy() })],
  [
    'the page of a deploy whose jobs GitHub told',
    summaryOf({
      jobs: ALL_SUCCEEDED.map((job, at) => ({ ...job, title: `Job ${at}`, seconds: 3 })),
      records: wholeDeploy(),
      times: jobTimes(),
      reviews: [
        { environment: 'reference-data', approved: true, by: 'dora' },
        { environment: 'production', approved: false, by: 'carol' },
      ],
    }),
  ],
  [
    'the page of a deploy to two environments',
    summaryOf({
      jobs: ALL_SUCCEEDED,
      records: wholeDeploy(),
      others: [
        { environment: 'eu', jobs: [], earlier: [], records: failed.details?.records ?? [] },
      ],
    }),
  ],
  [
    'the page of a deploy with gaps',
    summaryOf({
      earlier: wholeDeploy(),
      unreadable: ['db-deploy-record-production-verify-a1: gone'],
    }),
  ],
  [
    'the page of a preview',
    summaryOf({
      records: [
        recordOf('promote', { details: { ...promoteDetails, mode: 'preview', applied: false } }),
      ],
    }),
  ],
  ...wholeDeploy().map((record) => [`the page of ${record.step}`, record] as const),
  ...restoreRecords(),
  ...rehearsalRecords(),
  ...(failed.details?.records ?? [])
    .slice(2)
    .map((record) => [`the page of a failed ${record.step}`, record] as const),
];

const OWN_TAG =
  /^(<br>|<\/?code>|<\/?details>|<\/?summary>|link https:\/\/github\.com\/acme\/booking-shop\/.*)$/;

describe.each(RECORDS)('%s', (_, record) => {
  test('is built from a record that the schema accepts', () => {
    expect(recordSchema.safeParse(record).error).toBeUndefined();
  });

  test('begins with its verdict and has no hole in it', () => {
    const page = pageOf(record);
    expect(page).toMatch(/^## (✅|❌|⚠️|🚫|➖|👁️) /u);
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  test('keeps its structure whatever its texts are', () => {
    const plain = structureOf(pageOf(spoilt(record, (text) => `x ${text}`)));
    const check = (hostile: string): void => {
      const page = pageOf(spoilt(record, (text) => `${hostile} ${text}`));
      expect(structureOf(page)).toEqual(plain);
      expect(activeParts(page).filter((part) => !OWN_TAG.test(part))).toEqual([]);
    };
    HOSTILE.forEach(check);
    fc.assert(fc.property(hostileText, check), { ...FIXED, numRuns: 60 });
  });
});

describe('size', () => {
  const many = (amount: number, text: string): string[] =>
    Array.from({ length: amount }, (_, at) => `${at} ${text}`);

  const huge = (text: string): StepRecord[] => {
    const findings = many(10_000, text).map((name) =>
      fail(name, { expected: name, found: name, fix: name }),
    );
    const lines = many(10_000, text);
    const details = {
      ...migrateDetails,
      applied: lines,
      pending: lines,
      catalogChanges: lines,
      output: lines,
    };
    const record = recordOf('migrate', { status: 'failed', findings, details });
    return [record, summaryOf({ records: [record], unreadable: lines })];
  };

  test('ten thousand of everything are counted, not listed', () => {
    for (const page of huge('x').map(pageOf)) {
      expect(page).toContain('… and 9900 more');
      expect(Buffer.byteLength(page)).toBeLessThan(200_000);
    }
  });

  test('ten thousand long and hostile ones are cut, and what to do next is not', () => {
    const [step, deploy] = huge('<|`中'.repeat(1_000)).map(pageOf);
    for (const page of [step ?? '', deploy ?? '']) {
      expect(Buffer.byteLength(page)).toBeLessThanOrEqual(900_000);
      expect(page).toMatch(/cut because it is too long.*`db-deploy-record-production-\w+-a1`\.$/);
      expect(structureOf(page)[0]).toBe('heading 2');
    }
    expect(deploy).toContain('### What to do next');
    expect(deploy).toContain('gh run rerun 4711');
  });

  test.each(['text', 'fence', 'fold', 'table'])('a cut inside a %s leaves a whole page', (kind) => {
    const long = many(900, 'line').join('\n');
    const part = {
      text: long,
      fence: `\`\`\`\`text\n${long}\n\`\`\`\``,
      fold: `<details><summary>x</summary>\n\n\`\`\`\n${long}\n\`\`\`\n\n</details>`,
      table: `| a |\n| --- |\n${many(900, 'cell')
        .map((line) => `| ${line} |`)
        .join('\n')}`,
    }[kind];
    const page = fitted(['## First', part ?? ''], 2_000, 'END');
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(2_000);
    expect(page.split('\n').at(-1)).toBe('END');
    expect(structureOf(page).at(-1)).toBe('paragraph');
    expect(structureOf(page)[0]).toBe('heading 2');
    expect(page.match(/<details>/g)?.length).toBe(page.match(/<\/details>/g)?.length);
    expect(fitted(['short'], 2_000, 'END')).toBe('short');
  });
});

test('what was not run is on a good page, folded', () => {
  const page = pageOf(summaryOf({ jobs: ALL_SUCCEEDED, records: wholeDeploy() }));
  expect(page).toMatch(/<summary>1 check not run<\/summary>[^]*health of the application/);
});

test('in a terminal the lines of a remedy stand below each other, so that a command among them can be copied', () => {
  const fix = 'run these:\nselect 1;\nthen look';
  const text = terminalText(
    pageOf(recordOf('verify', { findings: [fail('a', { expected: 'b', found: 'c', fix })] })),
  );
  expect(text).toMatch(/run these:\n +select 1;\n +then look$/m);
});

test('in a terminal the page is text: no Markdown, no entities, names unbroken', () => {
  const record = recordOf('verify', {
    status: 'failed',
    findings: [
      fail('a <b> & @c | `d` **e**', {
        expected: 'x_y',
        found: '1\n2',
        fix: '[z](https://z.example)',
      }),
    ],
  });
  const text = terminalText(pageOf(record));
  expect(text).toContain('a <b> & @c | `d` **e**');
  expect(text).toContain('[z](https://z.example)');
  expect(text).toMatch(/^❌ verify of production failed\n=+\n/);
  expect(text).not.toMatch(/&#|<br>|<details>|\| ---|\u200b/);
});
