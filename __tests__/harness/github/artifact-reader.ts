import { readFile } from 'node:fs/promises';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import type { StoredArtifact } from './artifact-store.js';

/** An artifact as a test looks at it. */
export interface ArtifactView {
  readonly id: number;
  readonly name: string;
  /** Attempt that uploaded it. */
  readonly attempt: number;
  readonly size: number;
  readonly digest: string | undefined;
  readonly expiresAt: Date;
  /** The stored blob, zipped or not, on disk. */
  readonly blob: string;
  /** Every file in it by path; an artifact uploaded without archive holds one, named like the artifact. */
  files(): Promise<ReadonlyMap<string, Buffer>>;
}

export function viewArtifact(artifact: StoredArtifact): ArtifactView {
  const { id, name, attempt, size, digest, expiresAt, file } = artifact;
  return {
    id,
    name,
    attempt,
    size,
    digest,
    expiresAt,
    blob: file,
    files: async () => {
      const bytes = await readFile(file);
      return artifact.mimeType === 'application/zip' ? unzip(bytes) : new Map([[name, bytes]]);
    },
  };
}

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const archive = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, settle(resolve, reject));
  });
  await new Promise<void>((resolve, reject) => {
    archive.on('error', reject);
    archive.on('end', resolve);
    archive.on('entry', (entry: Entry) => {
      readEntry(archive, entry).then((content) => {
        if (!entry.fileName.endsWith('/')) files.set(entry.fileName, content);
        archive.readEntry();
      }, reject);
    });
    archive.readEntry();
  });
  return files;
}

async function readEntry(archive: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.fileName.endsWith('/')) return Buffer.alloc(0);
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    archive.openReadStream(entry, settle(resolve, reject));
  });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function settle<Value>(
  resolve: (value: Value) => void,
  reject: (error: Error) => void,
): (error: Error | null, value: Value) => void {
  return (error, value) => {
    if (error === null) resolve(value);
    else reject(error);
  };
}
