import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Prints the peak at the end of the process it is imported into. */
const REPORT =
  'data:text/javascript,process.on("exit",()=>console.error("peak "+process.resourceUsage().maxRSS))';

/** Peak memory of one Node process, in MiB. @throws when it does not end with 0. */
export async function peakMemory(
  args: readonly string[],
  options: { env: Readonly<Record<string, string>>; cwd: string },
): Promise<number> {
  const { stderr } = await promisify(execFile)(process.execPath, ['--import', REPORT, ...args], {
    ...options,
    maxBuffer: 64 * 1024 ** 2,
  });
  return Number(/^peak (\d+)$/m.exec(stderr)?.[1]) / 1_024;
}
