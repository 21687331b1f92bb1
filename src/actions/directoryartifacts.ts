import { copyFile, mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { DeployError, messageOf } from '../errors.js';
import { storedArtifactSchema, type StoredArtifact } from '../record/manifest.js';
import { NameTaken, type ArtifactStore } from './artifacts.js';
import {
  bytesOf,
  copyDurably,
  digestOf,
  faultOf,
  syncDirectory,
  writeDurably,
} from './durablefiles.js';
import { isPartial, partialName, removeLeftPartials } from './partials.js';
import type { Clock } from './tools.js';

/** A laptop has no run: what is younger than this belongs to "this run". */
const RUN_LASTS_MS = 60 * 60_000;
const LABEL = '.artifact.json';

const labelSchema = storedArtifactSchema.extend({
  createdAt: z.iso.datetime(),
  /** The name that was wanted, where another run had it already. */
  wanted: z.string().optional(),
});
type Label = z.infer<typeof labelSchema>;

/**
 * Artifacts as sub-directories of one directory, mode 0700 and out of git's sight. Nothing here
 * deletes them ever. One that is being written carries another name until every byte of it is on
 * the disk, so a crash leaves nothing that looks whole.
 * @param runId of this run; absent: names are free once in the whole directory, not once per run.
 */
export function directoryArtifacts(root: string, clock: Clock, runId?: string): ArtifactStore {
  const labels = async (wanted: (label: Label) => boolean): Promise<Label[]> => {
    const ids = await readdir(root).catch(() => []);
    const all = await Promise.all(ids.map((id) => readLabel(root, id)));
    return all
      .filter((label) => label !== undefined)
      .filter(wanted)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  };

  const isRecent = ({ createdAt }: Label): boolean =>
    Date.parse(createdAt) >= clock.now().getTime() - RUN_LASTS_MS;
  const isOfThisRun =
    runId === undefined || runId.startsWith('local-')
      ? isRecent
      : (label: Label): boolean => label.runId === runId;

  return {
    kind: 'directory',
    list: async () => (await labels(isOfThisRun)).map(ofThisRun),
    listOf: async (id) => (await labels((label) => label.runId === id)).map(artifactOf),
    search: async (names) => {
      const found = await labels(({ name, wanted = name }) => names.includes(wanted));
      return { artifacts: found.reverse().map(artifactOf), leftOut: [] };
    },

    async inspect({ id }) {
      const label = await readLabel(root, id);
      // The label says what was written; what is told is what is there.
      if (label === undefined) return undefined;
      const source = join(root, id);
      return { ...artifactOf(label), digest: await digestOf(source, await filesOf(source)) };
    },

    async upload(name, files, directory) {
      try {
        return await store(name, files, directory);
      } catch (error) {
        throw error instanceof NameTaken ? error : notStored(name, root, error);
      }
    },

    async download(artifact, directory) {
      const source = join(root, artifact.id);
      const label = await readLabel(root, artifact.id);
      if (label === undefined) throw notRead(artifact, root, 'it is gone');
      const files = await filesOf(source);
      try {
        for (const file of files) await copyFile(join(source, file), join(directory, file));
      } catch (error) {
        throw notRead(artifact, root, messageOf(error));
      }
      // Of the copies: what is handed out is what was verified.
      if ((await digestOf(directory, files)) !== artifact.digest) {
        throw notRead(artifact, root, 'its bytes changed since they were written');
      }
    },
  };

  async function store(
    name: string,
    files: readonly string[],
    directory: string,
  ): Promise<StoredArtifact> {
    await prepareRoot(root);
    const id = await freeId(name);
    const partial = join(root, partialName(id));
    await mkdir(partial, { mode: 0o700 });
    try {
      for (const file of files) await copyDurably(join(directory, file), join(partial, file));
      const label: Label = {
        name: id,
        id,
        ...(id === name ? {} : { wanted: name }),
        digest: await digestOf(partial, files),
        bytes: await bytesOf(partial, files),
        createdAt: clock.now().toISOString(),
        ...(runId === undefined ? {} : { runId }),
      };
      await writeDurably(join(partial, LABEL), JSON.stringify(label));
      await syncDirectory(partial);
      // Fails when another process was faster: a directory replaces no directory that holds files.
      await rename(partial, join(root, id));
      await syncDirectory(root);
      return ofThisRun(label);
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      throw (await exists(join(root, id))) ? new NameTaken(name, { cause: error }) : error;
    }
  }

  /** Another run may have used the name, as in GitHub's artifacts; then the run tells them apart. */
  async function freeId(name: string): Promise<string> {
    if (!(await exists(join(root, name)))) return name;
    const holder = (await readLabel(root, name))?.runId;
    const id = `${name}-${runId ?? ''}`;
    const isFree = runId !== undefined && holder !== runId && !(await exists(join(root, id)));
    if (!isFree) throw new NameTaken(name);
    return id;
  }
}

/** Makes the directory, keeps it from git, and removes what killed runs of this action left half-written. */
async function prepareRoot(root: string): Promise<void> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  // Not ours to overwrite: the directory may have been there before.
  await writeFile(join(root, '.gitignore'), '*\n', { flag: 'wx' }).catch(ignoreExisting);
  await removeLeftPartials(root);
}

async function readLabel(root: string, id: string): Promise<Label | undefined> {
  if (isPartial(id) || basename(id) !== id || id === '..') return undefined;
  const text = await readFile(join(root, id, LABEL), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // A label that nobody can read belongs to no artifact of ours: the others must stay readable.
  const label = labelSchema.safeParse(jsonOf(text)).data;
  return label && { ...label, id };
}

function artifactOf(label: Label): StoredArtifact {
  const artifact = { ...label };
  delete artifact.wanted;
  return artifact;
}

/** What belongs to this run does not name it. */
function ofThisRun(label: Label): StoredArtifact {
  const artifact = artifactOf(label);
  delete artifact.runId;
  return artifact;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ignoreExisting(error: unknown): void {
  if (faultOf(error) !== 'EEXIST') throw error;
}

async function filesOf(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((file) => file !== LABEL);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function notStored(name: string, root: string, cause: unknown): DeployError {
  return new DeployError(
    {
      attempted: `store ${name} in ${root}`,
      found: messageOf(cause),
      likelyCause: 'the disk is full, or the user of the runner may not write there',
      nextAction: 'make room or give the user the directory, then run the failed jobs again',
    },
    { cause },
  );
}

function notRead({ name }: StoredArtifact, root: string, found: string): DeployError {
  return new DeployError({
    attempted: `read artifact ${name} from ${root}`,
    found,
    nextAction: 'run the backup step again',
  });
}
