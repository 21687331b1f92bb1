import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { cancel, scaledClock, type LogLine } from '../harness/github/index.js';
import { Play, probeJob } from './play.js';

let play: Play;
beforeAll(async () => {
  play = await Play.open();
});
afterAll(() => play.close());

const waiting = (line: LogLine): boolean => line.text === 'waiting';
const after = `after:
  runs-on: ubuntu-latest
  needs: probe
  steps: [{run: 'true'}]
report:
  runs-on: ubuntu-latest
  needs: probe
  if: always()
  steps: [{run: 'true'}]
`;

test('SIGINT, SIGTERM, SIGKILL to the entry process, then the orphans', async () => {
  const run = await play.run(probeJob('probe', 'wait for signals') + after, {
    cancelWhen: waiting,
  });

  expect(run.results).toEqual({ probe: 'cancelled', after: 'skipped', report: 'success' });
  expect(run.conclusion).toBe('cancelled');
  const texts = run.log.lines.map((line) => line.text);
  expect(texts.filter((text) => text.startsWith('got '))).toEqual(['got SIGINT', 'got SIGTERM']);
  const orphan = /Terminate orphan process: pid \((\d+)\) \(sleep\)/.exec(run.log.text())?.[1];
  expect(orphan).toBeDefined();
  expect(run.job('probe').steps[0]?.exitCode).toBe(137);
});

test('a step that leaves on SIGINT keeps its outputs; later steps run with always() or cancelled() only; post runs', async () => {
  const run = await play.run(
    `probe:
  runs-on: ubuntu-latest
  outputs: {value: "\${{ steps.wait.outputs.value }}"}
  steps:
    - {id: wait, uses: org/probe@v1, with: {do: leave on SIGINT}}
    - {id: next, run: 'true'}
    - {id: failure, run: 'true', if: failure()}
    - {id: cancelled, run: 'true', if: cancelled()}
    - {id: always, run: 'true', if: always()}
`,
    { cancelWhen: waiting },
  );
  const conclusions = Object.fromEntries(
    run.job('probe').steps.map((step) => [step.id ?? step.name, step.conclusion]),
  );
  expect(conclusions).toEqual({
    wait: 'cancelled',
    next: 'skipped',
    failure: 'skipped',
    cancelled: 'success',
    always: 'success',
    'Post Run org/probe@v1': 'success',
  });
  expect(run.job('probe').outputs).toEqual({ value: 'written on SIGINT' });
  expect(run.log.text()).toContain('saw state state of a cancelled step');
});

test('a running step with always() is not signalled', async () => {
  const run = await play.start(`probe:
  runs-on: ubuntu-latest
  steps:
    - if: always()
      run: |
        trap 'echo got a signal' INT TERM
        mkfifo gate
        echo waiting
        read -r word < gate
        echo "$word"
`);
  await cancel(run, waiting);
  await writeFile(path.join(run.job('probe').machine?.workspace ?? '', 'gate'), 'undisturbed\n');
  await run.finished;

  expect(run.results).toEqual({ probe: 'cancelled' });
  expect(run.job('probe').steps[0]?.conclusion).toBe('success');
  expect(run.log.lines.map((line) => line.text)).toContain('undisturbed');
  expect(/^got a signal$/m.exec(run.log.text())).toBeNull();
});

test('a lost runner: no signal handler, no post step, no outputs, failure', async () => {
  const run = await play.run(probeJob('probe', 'leave on SIGINT') + after, {
    loseRunnerWhen: waiting,
  });

  expect(run.results).toEqual({ probe: 'failure', after: 'skipped', report: expect.any(String) });
  expect(run.job('probe').outputs).toEqual({});
  expect(run.job('probe').steps).toHaveLength(1);
});

test('a step out of time fails; a job out of time is cancelled', async () => {
  const quick = await Play.open({ clock: scaledClock(0.02, { minute: 50 }) });
  try {
    const run = await quick.run(`step:
  runs-on: ubuntu-latest
  steps:
    - {uses: org/probe@v1, with: {do: wait for signals}, timeout-minutes: 10}
job:
  runs-on: ubuntu-latest
  timeout-minutes: 10
  steps:
    - {uses: org/probe@v1, with: {do: wait for signals}}
watch:
  runs-on: ubuntu-latest
  needs: [step, job]
  if: always() && needs.step.result == 'failure' && needs.job.result == 'cancelled'
  steps: [{run: 'true'}]
`);
    expect(run.results).toEqual({ step: 'failure', job: 'cancelled', watch: 'success' });
    expect(run.conclusion).toBe('failure');
  } finally {
    await quick.close();
  }
});

test('cleaning up for longer than the window costs the rest of the job, outputs included', async () => {
  const patient = await Play.open({ clock: scaledClock(0.02, { cancelWindow: 400 }) });
  try {
    const run = await patient.run(
      `probe:
  runs-on: ubuntu-latest
  outputs: {value: "\${{ steps.wait.outputs.value }}"}
  steps:
    - {id: wait, uses: org/probe@v1, with: {do: leave on SIGINT}}
    - {run: sleep 600, if: always()}
    - {run: 'true', if: always()}
`,
      { cancelWhen: waiting },
    );
    expect(run.results).toEqual({ probe: 'cancelled' });
    expect(run.job('probe').outputs).toEqual({});
    expect(run.job('probe').steps).toHaveLength(2);
  } finally {
    await patient.close();
  }
});

test('failed jobs run again in the next attempt, with the outputs of those that did not fail', async () => {
  const first = await play.run(`good:
  runs-on: ubuntu-latest
  outputs: {value: "\${{ steps.set.outputs.value }}"}
  steps: [{id: set, run: 'echo value=$GITHUB_RUN_ATTEMPT >> "$GITHUB_OUTPUT"'}]
flaky:
  runs-on: ubuntu-latest
  needs: good
  steps: [{run: 'test "\${{ github.run_attempt }} \${{ needs.good.outputs.value }}" = "2 1"'}]
behind:
  runs-on: ubuntu-latest
  needs: flaky
  steps: [{run: 'true'}]
`);
  expect(first.results).toEqual({ good: 'success', flaky: 'failure', behind: 'skipped' });
  const second = await play.github.rerunFailed(first);
  expect(second.results).toEqual({ good: 'success', flaky: 'success', behind: 'success' });
  expect([second.id, second.attempt, second.event.sha]).toEqual([first.id, 2, first.event.sha]);
});

test('a run can be cancelled by hand, and its files go when GitHub closes', async () => {
  const own = await Play.open();
  const run = await own.start(probeJob('probe', 'leave on SIGINT'));
  await cancel(run, waiting);
  await run.finished;
  expect(run.conclusion).toBe('cancelled');
  const workspace = run.job('probe').machine?.workspace ?? '';
  expect(existsSync(workspace)).toBe(true);
  await own.close();
  expect(existsSync(workspace)).toBe(false);
});
