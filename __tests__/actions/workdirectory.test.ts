import { chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { makeWorkDirectory } from '../../src/actions/workdirectory.js';
import { startProgram, type Started } from '../backup/stepprocess.js';
import { useTools } from '../harness/tools.js';

const tools = useTools();

const STEP = `import { writeFileSync } from 'node:fs';
import { makeWorkDirectory } from './src/actions/workdirectory.ts';
const directory = await makeWorkDirectory(process.env.PARENT, { info() {}, warning() {} });
writeFileSync(directory + '/rows', 'in clear');
console.log(directory);
setInterval(() => undefined, 1_000);`;

async function startStep(parent: string): Promise<{ step: Started; name: string }> {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', STEP];
  const step = startProgram(process.execPath, args, { PARENT: parent });
  while (!step.said().includes('\n')) await pause(5);
  return { step, name: basename(step.said().trim()) };
}

test('what a killed step left is removed by the next one, and nothing of a live one or of others', async () => {
  const { workDirectory: root, log, lines } = tools();
  const parent = join(root, 'tmp');
  await mkdir(parent);
  const killed = await startStep(parent);
  const live = await startStep(parent);
  killed.step.kill('SIGKILL');
  await killed.step.ended;
  // The same dead process, but not ours: open to others, a link, of another container, of another kind.
  const [, space = '', rest = ''] = /^db-deploy-(\d+)-(\d+-\d+)-/.exec(killed.name) ?? [];
  const kept = [
    `db-deploy-${space}-${rest}-open`,
    `db-deploy-9${space}-${rest}-other`,
    'db-deploy-x',
  ];
  for (const name of kept) await mkdir(join(parent, name), { mode: 0o700 });
  await chmod(join(parent, kept[0] ?? ''), 0o755);
  await writeFile(join(root, 'precious'), '');
  const link = `db-deploy-${space}-${rest}-link`;
  await symlink(root, join(parent, link));
  // Its own process is gone, and another has the number now.
  const reused = `db-deploy-${space}-${process.pid}-1-reused`;
  await mkdir(join(parent, reused), { mode: 0o700 });

  const own = basename(await makeWorkDirectory(parent, log));
  expect((await readdir(parent)).sort()).toEqual([...kept, link, live.name, own].sort());
  expect(await readdir(root)).toContain('precious');
  const said = lines.filter((line) => line.includes('killed steps'));
  expect(said).toEqual([expect.stringContaining(killed.name)]);
  live.step.kill('SIGKILL');
  await live.step.ended;
});
