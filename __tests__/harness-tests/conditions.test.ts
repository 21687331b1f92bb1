import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Play } from './play.js';

let play: Play;
beforeAll(async () => {
  play = await Play.open();
});
afterAll(() => play.close());

const job = (id: string, more: string, command = 'true') => `${id}:
  runs-on: ubuntu-latest
${more
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => `  ${line}\n`)
  .join('')}  steps:
    - run: ${command}
`;

test('jobs follow the results of all their ancestors', async () => {
  const run = await play.run(
    [
      job('good', ''),
      job('bad', '', 'exit 3'),
      job('after-good', 'needs: good'),
      job('after-bad', 'needs: bad'),
      job('far-behind-bad', 'needs: after-bad'),
      job('always', 'needs: [bad, after-bad]\nif: always()'),
      job('failure', 'needs: [after-bad]\nif: failure()'),
      job('failure-behind-good', 'needs: [good]\nif: failure()'),
      job('not-cancelled', 'needs: [after-bad]\nif: "!cancelled()"'),
      job(
        'by-result',
        "needs: [bad, after-bad]\nif: always() && needs.bad.result == 'failure' && needs.after-bad.result == 'skipped'",
      ),
      job('plain-comparison', "needs: [bad]\nif: needs.bad.result == 'failure'"),
      job('literal-around', 'needs: [bad]\nif: ${{ always() }} && false'),
    ].join(''),
  );

  expect(run.results).toEqual({
    good: 'success',
    bad: 'failure',
    'after-good': 'success',
    'after-bad': 'skipped',
    'far-behind-bad': 'skipped',
    always: 'success',
    failure: 'success',
    'failure-behind-good': 'skipped',
    'not-cancelled': 'success',
    'by-result': 'success',
    'plain-comparison': 'skipped',
    'literal-around': 'success',
  });
  expect(run.conclusion).toBe('failure');
});

test('steps follow the status of the job so far', async () => {
  const run = await play.run(`steps:
  runs-on: ubuntu-latest
  steps:
    - {id: tolerated, run: exit 1, continue-on-error: true}
    - {id: next, run: 'true'}
    - {id: bad, run: exit 1}
    - {id: implicit, run: 'true'}
    - {id: on-failure, run: 'true', if: failure()}
    - {id: always, run: 'true', if: always()}
    - {id: by-outcome, run: 'true', if: "always() && steps.tolerated.outcome == 'failure' && steps.tolerated.conclusion == 'success'"}
`);
  const conclusions = Object.fromEntries(
    run
      .job('steps')
      .steps.map((step) => [step.id ?? '', `${step.outcome ?? ''} ${step.conclusion ?? ''}`]),
  );
  expect(conclusions).toEqual({
    tolerated: 'failure success',
    next: 'success success',
    bad: 'failure failure',
    implicit: 'skipped skipped',
    'on-failure': 'success success',
    always: 'success success',
    'by-outcome': 'success success',
  });
});

test('env, GITHUB_ENV, GITHUB_PATH, outputs and contexts reach later steps', async () => {
  const run = await play.run(
    `one:
  runs-on: ubuntu-latest
  env: {FROM_JOB: job}
  outputs:
    text: \${{ steps.set.outputs.text }}
    number: \${{ fromJSON(steps.set.outputs.number) + 0 == 0 }}
  steps:
    - id: set
      env: {FROM_STEP: step}
      run: |
        echo "text=$FROM_JOB $FROM_STEP" >> "$GITHUB_OUTPUT"
        echo "FROM_FILE=file" >> "$GITHUB_ENV"
        printf 'MANY<<END\\nfirst\\nsecond\\nEND\\n' >> "$GITHUB_ENV"
        echo "$PWD/tools" >> "$GITHUB_PATH"
        mkdir tools && printf '#!/bin/sh\\necho tool' > tools/mytool && chmod +x tools/mytool
    - id: check
      shell: bash
      run: |
        test "$FROM_FILE" = file && test "$MANY" = $'first\\nsecond' && test -z "\${FROM_STEP:-}"
        test "$(mytool)" = tool
        false | true && exit 9
        test "\${{ vars.COLOUR }}" = green
    - run: test -z "$ACTIONS_RUNTIME_TOKEN" && test -z "$INPUT_DO"
two:
  runs-on: ubuntu-latest
  needs: one
  steps:
    - run: test "\${{ needs.one.outputs.text }}" = "job step"
`.replace('    number: ${{ fromJSON(steps.set.outputs.number) + 0 == 0 }}\n', ''),
    { vars: { COLOUR: 'green' } },
  );
  expect(run.results).toEqual({ one: 'success', two: 'success' });
});

test('fromJSON of an empty output fails the job, not the step', async () => {
  const run = await play.run(`outputs:
  runs-on: ubuntu-latest
  outputs: {broken: "\${{ fromJSON(steps.none.outputs.value) }}"}
  steps:
    - run: 'true'
`);
  expect(run.job('outputs').steps[0]?.conclusion).toBe('success');
  expect(run.results).toEqual({ outputs: 'failure' });
  expect(run.log.text()).toContain('Fail to evaluate job outputs');
});

test('a matrix makes legs whose worst result counts', async () => {
  const run = await play.run(`test:
  runs-on: ubuntu-latest
  strategy: {matrix: {node: [20, 24], include: [{node: 24, extra: yes}]}}
  steps:
    - run: test "\${{ matrix.node }}" = 20
after:
  runs-on: ubuntu-latest
  needs: test
  if: always() && needs.test.result == 'failure'
  steps:
    - run: 'true'
`);
  expect(run.results).toEqual({
    'test (20)': 'success',
    'test (24, yes)': 'failure',
    after: 'success',
  });
});

test.each([
  ['a circle', job('a', 'needs: b') + job('b', 'needs: a'), /circle: a -> b -> a/],
  ['an unknown need', job('a', 'needs: z'), /needs 'z', which does not exist/],
])('%s is refused', async (_name, yaml, message) => {
  await expect(play.run(yaml)).rejects.toThrow(message);
});

test.each([
  ['an unknown key', 'a:\n  runs-on: x\n  step: []\n', /Unrecognized key/],
  ['a reusable workflow', 'a:\n  uses: ./.github/workflows/x.yml\n', /reusable workflow/],
])('%s is refused', async (_name, yaml, message) => {
  await expect(play.start(yaml)).rejects.toThrow(message);
});

test('an unknown action fails its step with the name', async () => {
  const run = await play.run('a:\n  runs-on: x\n  steps: [{uses: stranger/danger@v1}]\n');
  expect(run.results).toEqual({ a: 'failure' });
  expect(run.annotations('a')[0]?.message).toContain(
    "Unable to resolve action 'stranger/danger@v1'",
  );
});
