import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { open, type Entry, type ZipFile } from 'yauzl';

/**
 * Unpacks a zip into a directory, files mode 0600. The library refuses names that lead out of it.
 * @throws {Error} for a file that is no whole zip.
 */
export async function unzip(file: string, directory: string): Promise<void> {
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    open(file, { lazyEntries: true }, (error, opened) => {
      // Typed as always there; on an error it is not.
      if (error === null) resolve(opened);
      else reject(error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      extract(zip, entry, directory).then(() => {
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  }).finally(() => {
    zip.close();
  });
}

async function extract(zip: ZipFile, entry: Entry, directory: string): Promise<void> {
  if (entry.fileName.endsWith('/')) return;
  const target = join(directory, entry.fileName);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const bytes = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
  await pipeline(bytes, createWriteStream(target, { mode: 0o600 }));
}
