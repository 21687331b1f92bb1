import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ENCRYPTED, encryptText } from '../archive/encryption.js';

const CATALOG_FILE = 'catalog.txt';

/** Name of the file with the catalog; names and defaults in it are as private as the rows. */
export function catalogFile(recipients: readonly string[]): string {
  return recipients.length === 0 ? CATALOG_FILE : `${CATALOG_FILE}${ENCRYPTED}`;
}

/** @param lines of the snapshot; their sha256 is the manifest's fingerprint of the catalog. */
export async function writeCatalog(
  lines: readonly string[],
  directory: string,
  recipients: readonly string[],
): Promise<void> {
  const text = lines.map((line) => `${line}\n`).join('');
  const content = recipients.length === 0 ? text : await encryptText(text, recipients);
  await writeFile(join(directory, catalogFile(recipients)), content, { mode: 0o600 });
}
