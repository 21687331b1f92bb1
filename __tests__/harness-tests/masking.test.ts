import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Masker } from '../harness/github/masker.js';
import { findLeaks } from '../harness/github/index.js';
import { Play, probeJob } from './play.js';

let play: Play;
beforeAll(async () => {
  play = await Play.open();
});
afterAll(() => play.close());

test.each([
  ['as it is', 's3cret/+&"<', 's3cret/+&"<'],
  ['one line of several', 'first\n  second  \n', 'second'],
  ['base64', 'hunter2-pass', Buffer.from('hunter2-pass').toString('base64')],
  [
    'base64 at another offset',
    'hunter2-password',
    Buffer.from('ab:hunter2-password').toString('base64').slice(4),
  ],
  ['percent-encoded', "p@ss'word", 'p%40ss%27word'],
  ['in JSON', 'a"b\\c', 'a\\"b\\\\c'],
  ['in XML', 'a<b', 'a&lt;b'],
  ['without its quotes', '"long enough"', 'long enough'],
  ['one character', '1', '1'],
])('a secret is masked %s', (_name, secret, printed) => {
  const masker = new Masker();
  masker.add(secret);
  expect(masker.mask(printed)).toBe('***');
});

test.each([
  ['hex', Buffer.from('hunter2').toString('hex')],
  ['upper case', 'HUNTER2'],
  ['a part', 'hunter'],
])('a secret is not masked as %s, like on GitHub', (_name, printed) => {
  const masker = new Masker();
  masker.add('hunter2');
  expect(masker.mask(printed)).toBe(printed);
});

test('touching finds become one mask', () => {
  const masker = new Masker();
  masker.add('ab');
  masker.add('bc');
  expect(masker.mask('xabcabx')).toBe('x***x');
});

test('a job output that holds a secret of the job is dropped whole, the job stays green', async () => {
  const yaml = `${probeJob('first', 'output', 'postgres://db', '  env: {PGUSER: "${{ secrets.PGUSER }}"}\n')}second:
  runs-on: ubuntu-latest
  needs: first
  steps:
    - run: test -z "\${{ needs.first.outputs.value }}"
`;
  const run = await play.run(yaml, { secrets: { PGUSER: 'postgres' } });

  expect(run.results).toEqual({ first: 'success', second: 'success' });
  expect(run.job('first').outputs).toEqual({});
  expect(run.job('first').steps[0]?.outputs['value']).toBe('postgres://db');
  expect(run.annotations('first')).toEqual([
    { level: 'warning', message: "Skip output 'value' since it may contain secret." },
  ]);
});

test('a secret that the job does not name is neither masked nor does it drop outputs', async () => {
  const run = await play.probe('output', 'postgres://db', { secrets: { PGUSER: 'postgres' } });
  expect(run.job('probe').outputs).toEqual({ value: 'postgres://db' });
});

test('add-mask works within its job, in encoded forms, and hides the value from the log only', async () => {
  const run = await play.probe('mask and print', 'hunter2');
  expect(run.log.text()).toContain('value *** encoded ***');
  expect(run.log.raw.map((line) => line.text)).toContain('value hunter2 encoded aHVudGVyMg==');
});

test('the search for secrets looks behind the masks, in every form and place', async () => {
  const printed = await play.probe('print', Buffer.from('x:p@ss word').toString('base64'));
  expect(await findLeaks(printed, ['p%40ss%20word'])).toEqual([
    { place: 'log line 1 (probe | Run org/probe@v1)', secret: 0 },
  ]);

  const failed = await play.probe('outputs then fail', 'p@ss-word');
  expect((await findLeaks(failed, ['p@ss-word'])).map((leak) => leak.place)).toEqual(
    expect.arrayContaining([
      'output value of job probe',
      'output value of probe | Run org/probe@v1',
      'summary of probe | Run org/probe@v1',
      expect.stringMatching(/^file _runner_file_commands\/set_output_/),
    ]),
  );

  const uploaded = await play.probe('upload', 'hunter2');
  const places = (await findLeaks(uploaded, ['hunter2'])).map((leak) => leak.place);
  expect(places).toEqual(
    expect.arrayContaining(['artifact hunter2, file hunter2.txt', 'file hunter2.txt of job probe']),
  );
});
