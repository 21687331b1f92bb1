import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One row a transaction, with a pause, so that the load leaves the processor to whom it measures. */
const SCRIPT = `\\set aid random(1, 100000)
\\sleep 5 ms
update pgbench_accounts set abalance = abalance + 1 where aid = :aid;
`;
const CLIENTS = '8';

/**
 * Puts pgbench's load on its own tables for some seconds while the work runs; resolves to the
 * longest that one transaction took, in milliseconds, by pgbench's own log.
 * @param program path of one of the server's own programs.
 */
export async function longestUnderLoad(
  seconds: number,
  { cwd, env, program }: Surroundings,
  work: () => Promise<void>,
): Promise<number> {
  const directory = await mkdtemp(join(cwd, 'load-'));
  try {
    await writeFile(join(directory, 'load.sql'), SCRIPT);
    const options = ['-n', '-c', CLIENTS, '-T', String(seconds), '--log', '--log-prefix=load'];
    const load = run(program('pgbench'), [...options, '-f', 'load.sql'], { cwd: directory, env });
    await Promise.all([load, work()]);
    return await longestIn(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

export interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly program: (name: string) => string;
}

/** pgbench's log: client, transaction, microseconds, script, time. */
async function longestIn(directory: string): Promise<number> {
  const names = (await readdir(directory)).filter((name) => name.startsWith('load.') && name !== 'load.sql'); // prettier-ignore
  let longest = 0;
  for (const name of names) {
    for (const line of (await readFile(join(directory, name), 'utf8')).split('\n')) {
      longest = Math.max(longest, Number(line.split(' ')[2] ?? 0));
    }
  }
  return longest / 1_000;
}
