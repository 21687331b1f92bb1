import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { cp, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { DeployError } from '../errors.js';
import { storedArtifactSchema, type StoredArtifact } from '../record/manifest.js';
import { NameTaken, type ArtifactStore } from './artifacts.js';
import type { Clock } from './tools.js';

/** A laptop has no run: what is younger than this belongs to "this run". */
const RUN_LASTS_MS = 60 * 60_000;
const DAY_MS = 86_400_000;
const LABEL = '.artifact.json';

const labelSchema = storedArtifactSchema.extend({ createdAt: z.iso.datetime() });

/**
 * Artifacts as sub-directories of one directory, mode 0700 and out of git's sight.
 * A half-written one carries another name until it is whole, so a crash leaves no false artifact.
 */
export function directoryArtifacts(root: string, clock: Clock): ArtifactStore {
  const list = async (): Promise<StoredArtifact[]> => {
    const names = await readdir(root).catch(() => []);
    const labels = await Promise.all(names.map((name) => readLabel(join(root, name))));
    const oldest = clock.now().getTime() - RUN_LASTS_MS;
    const recent = labels
      .filter((label) => label !== undefined)
      .filter((label) => Date.parse(label.createdAt) >= oldest)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    // The label says what was written; what is listed is what is there.
    return Promise.all(
      recent.map(async (label) => ({ ...label, digest: await digestNow(join(root, label.id)) })),
    );
  };

  return {
    kind: 'directory',
    list,

    async upload(name, files, directory, retentionDays) {
      await mkdir(root, { recursive: true, mode: 0o700 });
      await writeFile(join(root, '.gitignore'), '*\n');
      const target = join(root, name);
      if (await exists(target)) throw new NameTaken(name);
      const partial = `${target}.partial`;
      await rm(partial, { recursive: true, force: true });
      await mkdir(partial, { mode: 0o700 });
      for (const file of files) await cp(join(directory, file), join(partial, file));
      const now = clock.now();
      const label = {
        name,
        id: name,
        digest: await digestOf(partial, files),
        bytes: await bytesOf(partial, files),
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + retentionDays * DAY_MS).toISOString(),
      };
      await writeFile(join(partial, LABEL), JSON.stringify(label));
      await rename(partial, target);
      return label;
    },

    async download(artifact, directory) {
      const source = join(root, artifact.id);
      const label = await readLabel(source);
      const files = (await readdir(source).catch(() => [])).filter((file) => file !== LABEL);
      if (label === undefined || (await digestOf(source, files)) !== artifact.digest) {
        throw new DeployError({
          attempted: `read artifact ${artifact.name} from ${root}`,
          found: label === undefined ? 'it is gone' : 'its bytes changed since they were written',
          nextAction: 'run the backup step again',
        });
      }
      for (const file of files) await cp(join(source, file), join(directory, file));
    },
  };
}

async function readLabel(directory: string): Promise<z.infer<typeof labelSchema> | undefined> {
  const text = await readFile(join(directory, LABEL), 'utf8').catch(() => undefined);
  if (text === undefined || directory.endsWith('.partial')) return undefined;
  // A label that nobody can read belongs to no artifact of ours: the others must stay readable.
  return labelSchema.safeParse(jsonOf(text)).data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function filesIn(directory: string): Promise<string[]> {
  return (await readdir(directory).catch(() => [])).filter((file) => file !== LABEL);
}

async function digestNow(directory: string): Promise<string> {
  return digestOf(directory, await filesIn(directory));
}

/** sha256 over the names and bytes of all files, in name order. */
async function digestOf(directory: string, files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of [...files].sort()) {
    hash.update(`${file}\0`);
    await addBytes(hash, join(directory, file));
  }
  return `sha256:${hash.digest('hex')}`;
}

function addBytes(hash: Hash, path: string): Promise<void> {
  return pipeline(createReadStream(path), async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) hash.update(chunk);
  });
}

async function bytesOf(directory: string, files: readonly string[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(directory, file))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
