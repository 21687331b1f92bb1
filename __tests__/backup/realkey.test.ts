import { expect, test } from '@jest/globals';
import type { RecordStore } from '../../src/actions/records.js';
import { realKeyFinding } from '../../src/backup/realkey.js';
import { DeployError } from '../../src/errors.js';
import type { RecordOf, Status } from '../../src/record/record.js';
import { useTools } from '../harness/tools.js';
import { runFacts } from './play.js';

const tools = useTools();
const [ALICE, BOB, CAROL] = ['age1alice', 'age1bob', 'age1carol'] as const;

test('asks nobody without recipients', async () => {
  expect(await realKeyFinding([], failing)).toEqual([]);
});

test.each([
  [
    'the newest that opened one',
    'passed',
    [ALICE],
    'pass',
    /^2026-11-01.*run 7, with the key of age1alice;/,
  ],
  ['all of them', 'passed', [BOB, ALICE], 'pass', /with the key of age1alice, age1bob$/],
  ['a restore of others', 'passed', [CAROL], 'warn', /^never/],
  ['a restore in clear', 'passed', [], 'warn', /^never/],
  ['a restore that failed', 'failed', [ALICE], 'warn', /^never/],
] as const)('%s', async (_, status, openedWith, verdict, words) => {
  await tools().records.publish(restoreRecord(status, openedWith));
  await tools().records.publish(restoreRecord('passed', [CAROL]));
  const [finding] = await realKeyFinding([ALICE, BOB], tools().records);
  expect(finding).toMatchObject({ name: 'real key last proven', verdict });
  expect(finding?.found).toMatch(words);
});

test('a rehearsal that opened one counts as well, and the newer of both is told', async () => {
  await tools().records.publish(restoreRecord('passed', [ALICE]));
  await tools().records.publish(rehearseRecord('2026-11-02T10:00:00.000Z', [BOB]));
  const [finding] = await realKeyFinding([ALICE, BOB], tools().records);
  expect(finding).toMatchObject({ verdict: 'pass' });
  expect(finding?.found).toMatch(/^2026-11-02.*by rehearse in run 7, with the key of age1bob;/);
});

test('no record at all is never, with what to do', async () => {
  const [finding] = await realKeyFinding([ALICE], tools().records);
  expect(finding).toMatchObject({ verdict: 'warn', fix: expect.stringContaining('rollback.yml') });
});

test('a search that is refused is no never', async () => {
  const [finding] = await realKeyFinding([ALICE], failing);
  expect(finding).toMatchObject({ verdict: 'could not verify', found: 'not allowed' });
});

test('records that cannot be read are no never', async () => {
  const unreadable: Pick<RecordStore, 'newestAnywhere'> = {
    newestAnywhere: () =>
      Promise.resolve({ record: undefined, unreadable: ['a: gone'], leftOut: [] }),
  };
  const [finding] = await realKeyFinding([ALICE], unreadable);
  expect(finding).toMatchObject({ verdict: 'could not verify' });
});

const failing: Pick<RecordStore, 'newestAnywhere'> = {
  newestAnywhere: () =>
    Promise.reject(
      new DeployError({ attempted: 'search', found: 'not allowed', nextAction: 'allow it' }),
    ),
};

/** However it ended: the key fitted. */
function rehearseRecord(time: string, openedWith: readonly string[]): RecordOf<'rehearse'> {
  const { details, ...envelope } = restoreRecord('failed', []);
  if (details === undefined) throw new Error('the record has details');
  const { backup } = details;
  return {
    ...envelope,
    step: 'rehearse',
    startedAt: time,
    finishedAt: time,
    details: { backup, openedWith: [...openedWith], server: '', leftOut: [], durations: [], rewrites: [], stallEstimates: [] }, // prettier-ignore
  };
}

function restoreRecord(status: Status, openedWith: readonly string[]): RecordOf<'restore'> {
  const time = '2026-11-01T10:00:00.000Z';
  return {
    version: 1,
    step: 'restore',
    environment: 'production',
    status,
    run: runFacts('7', 1),
    startedAt: time,
    finishedAt: time,
    findings: [],
    problems: [],
    details: {
      database: 'shop',
      backup: {
        name: 'production-backup-6',
        chosenBy: 'newest',
        runId: '6',
        runUrl: '',
        snapshotTime: time,
        bytes: 1,
        sha256: 'a'.repeat(64),
      },
      lookOnly: true,
      ageSeconds: 1,
      losses: [],
      migrationsUndone: [],
      swapped: false,
      leftOut: [],
      undo: '',
      cleanUp: '',
      openedWith: [...openedWith],
    },
  };
}
