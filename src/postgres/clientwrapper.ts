import { open, readdir, realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Bytes of a script in which its interpreter and its first module names stand. */
const HEAD_BYTES = 4_096;

/**
 * Whether a program is postgresql-common's `pg_wrapper`, or leads to it. It guesses the major from
 * the local cluster or takes the newest one, and what `--version` says of it holds for no other
 * call. Told by the file that a link ends at, by the script's own words, and by the programs for
 * clusters that only that package puts beside it.
 */
export async function isWrapper(program: string): Promise<boolean> {
  const file = await realpath(program).catch(() => program);
  if (basename(file) === 'pg_wrapper') return true;
  if (/\bpg_wrapper\b|\bPgCommon\b/.test(await scriptHead(file))) return true;
  const beside = await readdir(dirname(program)).catch((): string[] => []);
  return beside.includes('pg_lsclusters') || beside.includes('pg_createcluster');
}

/** The first words of a script; empty for a binary. */
async function scriptHead(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return '';
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.toString('latin1', 0, bytesRead);
    return head.startsWith('#!') ? head : '';
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}
