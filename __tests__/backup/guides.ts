import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../../src/config/schemas.js';
import type { Manifest } from '../../src/record/manifest.js';
import { backup } from '../../src/steps/backup.js';
import { makeTools } from '../harness/tools.js';
import { configFor } from './play.js';

const run = promisify(execFile);

/** Takes a backup and leaves what the store would hold in a directory. */
export async function keptBackup(
  url: string,
  directory: string,
  changes: Partial<Config<'backup'>> = {},
): Promise<Manifest> {
  const work = await mkdtemp(join(tmpdir(), 'db-deploy-kept-'));
  try {
    const { details, problems } = await backup(
      configFor(url, changes),
      makeTools(work, 'production'),
    );
    if (details === undefined) throw new Error(JSON.stringify(problems));
    await cp(join(work, 'store', details.artifact.name), directory, { recursive: true });
    return details.manifest;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The commands below a heading that begins so, up to the next heading: its `sh` blocks, or its only `text` block. */
export function commandsOf(guide: string, heading: string): string[] {
  const part = guide.split(/^#{1,4} /m).find((text) => text.startsWith(heading));
  const blocks = [...(part ?? '').matchAll(/^(`{3,})(\w+)\n([\s\S]*?)^\1$/gm)];
  const ready = blocks.filter(([, , language]) => language === 'sh' || blocks.length === 1);
  if (ready.length === 0) throw new Error(`RESTORE.md has no commands under ${heading}`);
  return ready.map(([, , , commands = '']) => commands);
}

/** Encrypts a file with the age program, and leaves the identity beside it as `key.txt`. */
export async function encryptedWithAge(archive: string): Promise<Manifest['encryption']> {
  const key = join(dirname(archive), 'key.txt');
  const made = await run('age-keygen', []);
  await writeFile(key, made.stdout, { mode: 0o600 });
  const { stdout } = await run('age-keygen', ['-y', key]);
  const recipient = stdout.trim();
  await run('age', ['--recipient', recipient, '--output', `${archive}.age`, archive]);
  return {
    format: 'age',
    recipients: [recipient],
    file: 'production.dump.age',
    bytes: (await stat(`${archive}.age`)).size,
    sha256: createHash('sha256')
      .update(await readFile(`${archive}.age`))
      .digest('hex'),
  };
}
