import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withFilled } from './filled.js';
import { peakMemory } from './memory.js';
import { interleave, median, timeProcess, type Result } from './rounds.js';

const ROUNDS = 5;
const BUDGET = 1.3;
const MEMORY_BUDGET = 256;

/**
 * The whole restore step, from the file to the swapped database, proofs and ANALYZE included,
 * against `pg_restore` alone of the same archive with as many jobs.
 * @param megabytes size of the database.
 */
export async function benchRestore(root: string, megabytes: number): Promise<Result[]> {
  return withFilled(megabytes, async (filled) => {
    const { cwd, env, size, program } = filled;
    const dist = join(root, 'dist/index.js');
    await promisify(execFile)(process.execPath, [dist, 'backup'], { cwd, env });
    const backup = await storedBackup(cwd);
    const jobs = `--jobs=${Math.min(4, cpus().length)}`;
    const step = [dist, 'restore', '--backup-file', backup, '--confirm-database', 'shop'];
    const times = await interleave(ROUNDS, {
      reference: async () => {
        await filled.administer('create database reference owner app_owner template template0');
        const args = [jobs, '--dbname=reference', join(backup, 'production.dump')];
        const time = await timeProcess(program('pg_restore'), args, { env, cwd });
        await filled.administer('drop database reference');
        return time;
      },
      step: async () => {
        const time = await timeProcess(process.execPath, step, { env, cwd, until: /Swapped: /u });
        await filled.drop('shop_before_restore_');
        return time;
      },
    });
    const reference = median(times['reference'] ?? []);
    const whole = median(times['step'] ?? []);
    const peak = await peakMemory(step, { env, cwd });
    return [
      {
        what: `restore to swap, ${size}`,
        measured: `${(whole / reference).toFixed(2)}× pg_restore ${jobs} (${whole.toFixed(0)} ms / ${reference.toFixed(0)} ms)`,
        budget: `≤ ${BUDGET}×`,
        kept: whole / reference <= BUDGET,
      },
      {
        what: `memory of the restore step, ${size}`,
        measured: `${peak.toFixed(0)} MiB`,
        budget: `≤ ${MEMORY_BUDGET} MiB`,
        kept: peak <= MEMORY_BUDGET,
      },
    ];
  });
}

async function storedBackup(cwd: string): Promise<string> {
  const store = join(cwd, '.db-deploy');
  const [name = ''] = (await readdir(store)).filter((entry) => entry.startsWith('production-'));
  return join(store, name);
}
