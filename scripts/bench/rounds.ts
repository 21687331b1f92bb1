import { spawn } from 'node:child_process';

/** One line of the report. */
export interface Result {
  readonly what: string;
  readonly measured: string;
  readonly budget: string;
  readonly kept: boolean;
}

/** Middle of the sorted values; the machine is noisy, so means and single runs say nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs each contender once per round, in turn, so that noise hits all alike. Milliseconds by name. */
export async function interleave(
  rounds: number,
  contenders: Readonly<Record<string, () => Promise<number>>>,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(contenders)) (times[name] ??= []).push(await run());
  }
  return times;
}

/**
 * Wall time of one process in milliseconds, or until it prints what `until` matches.
 * @throws when it does not end as `expected`.
 */
export function timeProcess(
  command: string,
  args: readonly string[],
  options: {
    env: Readonly<Record<string, string>>;
    cwd: string;
    expected?: number;
    until?: RegExp;
  },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const { env, cwd, expected = 0, until } = options;
    let milliseconds: number | undefined;
    const passed = (): number => Number(process.hrtime.bigint() - started) / 1e6;
    const child = spawn(command, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (until?.test(output) === true) milliseconds ??= passed();
      });
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === expected) resolve(milliseconds ?? passed());
      else reject(new Error(`${command} ${args.join(' ')} ended with ${String(code)}:\n${output}`));
    });
  });
}
