import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import { withFilled, type Filled } from './filled.js';
import { peakMemory } from './memory.js';
import { interleave, median, timeProcess, type Result } from './rounds.js';

const ROUNDS = 5;
const BUDGET = 0.9;
const ENCRYPTED_BUDGET = 1.15;
const MEMORY_BUDGET = 256;

/**
 * The whole backup step, proofs included, against `pg_dump -Fc` of the same client to a file; and
 * encrypted against not encrypted.
 * @param megabytes size of the database.
 */
export async function benchBackup(root: string, megabytes: number): Promise<Result[]> {
  const recipient = await identityToRecipient(await generateX25519Identity());
  return withFilled(megabytes, async (filled) => {
    const { cwd, env, size, program } = filled;
    const file = join(cwd, 'reference.dump');
    const step = [join(root, 'dist/index.js'), 'backup'];
    const encrypted = [...step, '--encrypt-to', recipient];
    const times = await interleave(ROUNDS, {
      dump: async () => {
        await rm(file, { force: true });
        return timeProcess(program('pg_dump'), ['-Fc', '-f', file], { env, cwd });
      },
      step: () => fresh(filled, () => timeProcess(process.execPath, step, { env, cwd })),
      encrypted: () => fresh(filled, () => timeProcess(process.execPath, encrypted, { env, cwd })),
    });
    const [dump = 0, whole = 0, secret = 0] = ['dump', 'step', 'encrypted'].map((name) =>
      median(times[name] ?? []),
    );
    const peak = await fresh(filled, () => peakMemory(encrypted, { env, cwd }));
    return [
      ratio(`whole backup step, ${size}`, whole, dump, 'pg_dump -Fc', BUDGET),
      ratio(`with encrypt-to, ${size}`, secret, whole, 'without', ENCRYPTED_BUDGET),
      {
        what: `memory of the backup step with encrypt-to, ${size}`,
        measured: `${peak.toFixed(0)} MiB`,
        budget: `≤ ${MEMORY_BUDGET} MiB`,
        kept: peak <= MEMORY_BUDGET,
      },
    ];
  });
}

/** Without the backups of earlier rounds. */
async function fresh<Value>({ cwd }: Filled, work: () => Promise<Value>): Promise<Value> {
  await rm(join(cwd, '.db-deploy'), { recursive: true, force: true });
  return work();
}

function ratio(
  what: string,
  measured: number,
  reference: number,
  words: string,
  budget: number,
): Result {
  const times = `${measured.toFixed(0)} ms / ${reference.toFixed(0)} ms`;
  return {
    what,
    measured: `${(measured / reference).toFixed(2)}× ${words} (${times})`,
    budget: `≤ ${budget}×`,
    kept: measured / reference <= budget,
  };
}
