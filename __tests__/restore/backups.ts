import { createWriteStream } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { identityToRecipient } from 'age-encryption';
import { startChecksum } from '../../src/archive/checksum.js';
import { startEncryption } from '../../src/archive/encryption.js';
import { MANIFEST_FILE, manifestText, readManifestText } from '../../src/archive/manifestfile.js';
import { inWords } from '../../src/errors.js';
import { backup } from '../../src/steps/backup.js';
import { configFor } from '../backup/play.js';
import { makeTools } from '../harness/tools.js';

/** A stored backup. */
export interface TakenBackup {
  /** Holds the archive, manifest.json and RESTORE.md. */
  readonly directory: string;
  readonly name: string;
}

/** @param parent directory that gets the store; whoever calls removes it. */
export async function takeBackup(
  url: string,
  parent: string,
  changes: Parameters<typeof configFor>[1] = {},
): Promise<TakenBackup> {
  await mkdir(parent, { recursive: true });
  const outcome = await backup(configFor(url, changes), makeTools(parent, 'production'));
  if (outcome.details === undefined) {
    const found = outcome.findings.filter(({ verdict }) => verdict === 'fail');
    throw new Error(
      [...(outcome.problems ?? []).map(inWords), ...found.map((one) => one.found)].join('\n'),
    );
  }
  const { name } = outcome.details.artifact;
  const store = join(parent, 'store');
  const stored = (await readdir(store)).find((entry) => entry === name) ?? '';
  return { name, directory: join(store, stored) };
}

const MANY_BYTES = 64_000_000;

/** An encrypted backup with another archive: nothing that can be restored, but true to its manifest. */
export async function makeLarge(backup: string, large: string, identity: string): Promise<void> {
  await cp(backup, large, { recursive: true });
  const file = join(large, MANIFEST_FILE);
  const manifest = readManifestText(await readFile(file, 'utf8'), file);
  const { encryption } = manifest;
  if (encryption === undefined) throw new Error('the backup is not encrypted');
  const [plain, sealed] = [startChecksum(), startChecksum()];
  const { encrypt } = await startEncryption([await identityToRecipient(identity)]);
  const chunk = Buffer.alloc(1_000_000);
  const zeros = Readable.from(Array.from({ length: MANY_BYTES / chunk.length }, () => chunk));
  await pipeline(
    sealed.through(encrypt(plain.through(zeros))),
    createWriteStream(join(large, encryption.file)),
  );
  await writeFile(
    file,
    manifestText({
      ...manifest,
      archive: { ...manifest.archive, ...plain.result() },
      encryption: { ...encryption, ...sealed.result() },
    }),
  );
}
