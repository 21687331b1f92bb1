import { expect, test } from '@jest/globals';
import { FROM_SOURCES, startProgram } from '../backup/stepprocess.js';
import { recordsIn } from './killstage.js';
import { useApplication } from './toolstage.js';

const application = useApplication({ 'package.json': '{}' });

const BYTES = 50_000_000;
const MOST_KB = 256 * 1024;
/** Says at its end how much memory the process had at most. */
const PEAK = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS))`;
/** Reads less fast than a tool writes, as a runner may. */
const READER = `for await (const chunk of process.stdin) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);`;

test.each([
  [
    'lines that would command the runner',
    `yes '::error::forged ##[add-mask]one of half a million lines like this one'`,
  ],
  ['a line without an end', "tr '\\0' x < /dev/zero"],
])('50 MB of %s: memory stays flat, and the record keeps the end', async (_, endless) => {
  const { database, directory, tools } = application();
  const command = `${endless} | head -c ${BYTES} || true; echo; echo the end; exit 3`;
  const node = ['--import', `data:text/javascript,${PEAK}`, ...FROM_SOURCES];
  const inputs = ['--require-backup=false', `--migrate-command=${command}`];
  const slowly = '"$@" | "$0" --input-type=module -e "$READER"';
  const step = startProgram(
    'bash',
    ['-c', slowly, process.execPath, process.execPath, ...node, 'migrate', ...inputs],
    {
      DIRECT_URL: database.ownerUrl,
      RUNNER_TEMP: tools.workDirectory,
      GITHUB_WORKSPACE: directory,
      READER,
    },
  );
  await step.ended;
  expect(Number(/peak (\d+)/.exec(step.said())?.[1])).toBeLessThan(MOST_KB);
  const [record] = await recordsIn(directory);
  const output = record?.details?.output ?? [];
  expect(output.at(-1)).toBe('the end');
  expect(output.length).toBeLessThanOrEqual(60);
  expect(output.join('').length).toBeLessThan(10_000);
});
