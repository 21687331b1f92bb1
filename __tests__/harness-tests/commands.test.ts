import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parsePairs } from '../harness/github/file-commands.js';
import { Play } from './play.js';

let play: Play;
beforeAll(async () => {
  play = await Play.open();
});
afterAll(() => play.close());

const messages = (run: Awaited<ReturnType<Play['run']>>) =>
  run.annotations('probe').map(({ level, message }) => `${level}: ${message}`);

test.each(['print', 'print to stderr'])('commands are obeyed: %s', async (what) => {
  const run = await play.probe(
    what,
    [
      '  ::error title=T,file=a.sql,line=3::one%0Atwo',
      'text ##[warning]anywhere',
      'text ::error::not at the start',
      '::unknown::x',
    ].join('|'),
  );
  expect(run.annotations('probe')).toEqual([
    { level: 'error', message: 'one\ntwo', title: 'T', file: 'a.sql', line: 3 },
    { level: 'warning', message: 'anywhere' },
  ]);
  expect(run.log.text()).toContain('text ::error::not at the start\n::unknown::x');
});

test('a carriage return ends a line, so it may hide a command', async () => {
  const run = await play.run(`probe:
  runs-on: ubuntu-latest
  steps:
    - run: printf 'progress 10%%\\r::error::forged\\r\\nlast'
`);
  expect(messages(run)).toEqual(['error: forged']);
  expect(run.log.lines.at(-1)?.text).toBe('last');
});

test('stop-commands silences both spellings until its token comes, masks included', async () => {
  const run = await play.probe(
    'print',
    '::stop-commands::f2c1a9d0e7|::error::forged|##[error]forged|::add-mask::postgres|user postgres|::f2c1a9d0e7::|::notice::real',
  );
  expect(messages(run)).toEqual(['notice: real']);
  expect(run.log.text()).toContain('user postgres');
  // The token became a secret, being longer than six characters.
  expect(run.log.text()).toContain('::***::');
});

test('a stop token that is a command name fails the step', async () => {
  const run = await play.probe('print', '::stop-commands::add-mask');
  expect(run.results).toEqual({ probe: 'failure' });
});

test('printed text can forge an output, but not the environment', async () => {
  const forged = await play.probe('print', '::set-output name=value::forged');
  expect(forged.job('probe').outputs).toEqual({ value: 'forged' });
  const refused = await play.probe('print', '::set-env name=PATH::/evil');
  expect(refused.results).toEqual({ probe: 'failure' });
});

test('ten annotations of a level are kept per step, 4,096 characters each', async () => {
  const run = await play.probe(
    'print',
    [
      ...Array.from({ length: 12 }, (_, index) => `::error::e${index}`),
      `::notice::${'x'.repeat(5000)}`,
    ].join('|'),
  );
  const kept = run.annotations('probe');
  expect(kept.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual(
    Array.from({ length: 10 }, (_, index) => `e${index}`),
  );
  expect(kept.at(-1)?.message.length).toBe(4096);
  expect(run.log.text()).toContain('##[error]e11');
});

test('what a step wrote before it failed is kept, its state reaches the post step', async () => {
  const run = await play.probe('outputs then fail', 'kept');
  expect(run.results).toEqual({ probe: 'failure' });
  expect(run.job('probe').outputs).toEqual({ value: 'kept' });
  expect(run.summary('probe')).toBe('summary with kept');
  expect(run.log.text()).toContain('post of outputs then fail saw state state of a failed step');
});

test('a summary over 1 MiB is lost whole, the step stays green', async () => {
  const run = await play.run(`probe:
  runs-on: ubuntu-latest
  steps:
    - run: head -c 1048577 /dev/zero | tr '\\0' x >> "$GITHUB_STEP_SUMMARY"
    - run: echo small >> "$GITHUB_STEP_SUMMARY"
`);
  expect(run.results).toEqual({ probe: 'success' });
  expect(run.summary('probe')).toBe('small\n');
  expect(messages(run)[0]).toMatch(
    /^error: \$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got 1024k/,
  );
});

test('a malformed output file fails a step that exited with 0', async () => {
  const run = await play.run(`probe:
  runs-on: ubuntu-latest
  steps:
    - run: echo no-equals-sign >> "$GITHUB_OUTPUT"
`);
  expect(run.results).toEqual({ probe: 'failure' });
  expect(messages(run)).toContain("error: Invalid format 'no-equals-sign'");
});

test.each([
  ['the last write wins', 'a=1\na=2\n', [['a', '2']]],
  [
    'a value may hold a carriage return',
    'a=1\r\nb=2',
    [
      ['a', '1\r'],
      ['b', '2'],
    ],
  ],
  [
    'a block',
    'a<<E\nx=1\n\ny\nE\nb=',
    [
      ['a', 'x=1\n\ny'],
      ['b', ''],
    ],
  ],
  ['an empty block', 'a<<E\nE\n', [['a', '']]],
  ['an equals sign before <<', 'a=b<<c\n', [['a', 'b<<c']]],
])('pairs: %s', (_name, text, expected) => {
  expect([...parsePairs(text)]).toEqual(expected);
});

test('an unknown input warns and arrives all the same; defaults are filled in', async () => {
  const run = await play.run(`probe:
  runs-on: ubuntu-latest
  steps:
    - {id: probe, uses: org/probe@v1, with: {do: environment, stpe: backup}}
`);
  expect(messages(run)).toContain(
    "warning: Unexpected input(s) 'stpe', valid inputs are ['do', 'name', 'token']",
  );
  const names = run.job('probe').steps[0]?.outputs['names']?.split(',') ?? [];
  expect(names).toEqual(
    expect.arrayContaining([
      'INPUT_STPE',
      'INPUT_NAME',
      'INPUT_TOKEN',
      'ACTIONS_RUNTIME_TOKEN',
      'GITHUB_RUN_ATTEMPT',
    ]),
  );
});

test('nothing of the developer’s environment reaches a step', async () => {
  process.env['PGPASSWORD_OF_THE_DEVELOPER'] = 'x';
  const run = await play.probe('environment');
  delete process.env['PGPASSWORD_OF_THE_DEVELOPER'];
  const names = run.job('probe').steps[0]?.outputs['names']?.split(',') ?? [];
  const foreign = names.filter(
    (name) => !/^(GITHUB|RUNNER|INPUT|ACTIONS)_|^(CI|PATH|LANG|HOME)$/.test(name),
  );
  expect(foreign).toEqual([]);
});

test('one variable over 128 KiB keeps the step from starting', async () => {
  const run = await play.probe('print', 'x'.repeat(131_072));
  expect(run.results).toEqual({ probe: 'failure' });
  expect(run.annotations('probe')[0]?.message).toContain('Argument list too long');
});
