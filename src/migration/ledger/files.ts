import type { Dirent } from 'node:fs';
import { access, readdir, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DeployError } from '../../errors.js';
import type { MigrationFile } from '../adapter.js';

/** What a directory of migrations holds, hidden files left out. @throws {DeployError} when there is none. */
export async function entriesOf(directory: string, tool: string): Promise<Dirent[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    throw new DeployError(
      {
        attempted: `read the migrations of ${tool}`,
        found: `there is no directory ${directory}`,
        likelyCause: 'working-directory is not the one that the tool runs in',
        nextAction: 'set working-directory to the directory that holds it',
      },
      { cause: error },
    );
  });
  return entries.filter(({ name }) => !name.startsWith('.'));
}

/** @throws {DeployError} when a file that the tool counts on is not there. */
export async function contentOf(path: string, tool: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    throw new DeployError(
      {
        attempted: `read the migrations of ${tool}`,
        found: `there is no file ${path}`,
        likelyCause: 'it was deleted or never committed, and what belongs to it was kept',
        nextAction: 'bring the file back, or remove the rest of this migration, too',
      },
      { cause: error },
    );
  });
}

/** The first of these that exists in the directory. */
export async function firstOf(
  directory: string,
  names: readonly string[],
): Promise<string | undefined> {
  for (const name of names) {
    const path = join(directory, name);
    if (await exists(path)) return path;
  }
  return undefined;
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** sha256 (hex) of the text as it is, and with either line ending: a checkout on Windows changes them. */
export function checksumsOf(text: string): string[] {
  const unix = text.replaceAll('\r\n', '\n');
  const forms = new Set([text, unix, unix.replaceAll('\n', '\r\n')]);
  return [...forms].map((form) => createHash('sha256').update(form).digest('hex'));
}

/** Checksums of the ledger by name, without what a hand that marked a migration as applied put there instead. */
export function recordedChecksums(
  rows: readonly { readonly name: string; readonly checksum: string }[],
): Record<string, string> {
  const made = rows.filter(({ checksum }) => /^[0-9a-f]{64}$/.test(checksum));
  return Object.fromEntries(made.map(({ name, checksum }) => [name, checksum]));
}

/** @throws {DeployError} where two files share what the ledger tells migrations apart by. */
export function requireDistinct(
  files: readonly MigrationFile[],
  tool: string,
): readonly MigrationFile[] {
  const seen = new Map<string, MigrationFile>();
  for (const file of files) {
    const twin = seen.get(file.name);
    if (twin !== undefined) {
      throw new DeployError({
        attempted: `read the migrations of ${tool}`,
        found: `${twin.path} and ${file.path} are both ${file.name} in the ledger`,
        likelyCause: 'two branches made a migration with the same number or at the same time',
        nextAction: 'give the one that is not applied yet another number or timestamp',
      });
    }
    seen.set(file.name, file);
  }
  return files;
}
