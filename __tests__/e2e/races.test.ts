import { describe, expect, test } from '@jest/globals';
import { LEDGER, usePlay } from './play.js';
import { CORE, CORE_GREEN, recordOf } from './reading.js';
import { shortDeploy } from './shortdeploy.js';
import { addSlowMigration, letItEnd, SLEEPING } from './slowmigration.js';
import { useWatch } from './watch.js';

const play = usePlay();
const sees = useWatch(play.production);

describe('two runs for one database', () => {
  test('one waits for the other, and says for whom', async () => {
    await addSlowMigration(play);
    const github = await play.github();
    const file = await shortDeploy(play.application(), { jobs: CORE });
    const first = play.deploy(github, { workflow: file });
    await sees(SLEEPING);
    const second = play.deploy(github, {
      workflow: file,
      onLine: ({ text }) => {
        if (text.includes('Another deploy holds the lock')) void letItEnd(play);
      },
    });
    const [winner, other] = await Promise.all([first, second]);
    expect([winner.results, other.results]).toEqual([CORE_GREEN, CORE_GREEN]);
    const [waiting] = other.log.lines.filter(({ text }) => text.includes('holds the lock'));
    expect(waiting?.job).toBe('backup');
    expect(waiting?.text).toContain(`db-deploy/migrate/${winner.id}/`);
    expect(await play.ask(LEDGER)).toBe('6');

    const [migrated, saved, idle] = await Promise.all([
      recordOf(winner, 'migrate'),
      recordOf(other, 'backup'),
      recordOf(other, 'migrate'),
    ]);
    expect(saved.step === 'backup' && saved.details?.manifest.state.ledger?.applied.length).toBe(6);
    expect(migrated.step === 'migrate' && migrated.details?.verdict).toBe('all applied');
    expect(idle.step === 'migrate' && idle.details?.verdict).toBe('nothing to apply');
  });

  test('started together, apply every migration once', async () => {
    const github = await play.github();
    const file = await shortDeploy(play.application(), { jobs: CORE });
    const runs = await Promise.all([1, 2].map(() => play.deploy(github, { workflow: file })));
    expect(await play.ask(LEDGER)).toBe('5');
    const applied = await Promise.all(runs.map((run) => recordOf(run, 'migrate')));
    const verdicts = applied.map((record) => record.step === 'migrate' && record.details?.verdict);
    // The other came after it, or found that its own backup is of another state.
    expect(verdicts.filter((verdict) => verdict === 'all applied')).toHaveLength(1);
    expect(verdicts.filter((verdict) => verdict === 'part applied')).toEqual([]);
  });
});
