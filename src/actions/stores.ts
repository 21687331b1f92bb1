import { resolve } from 'node:path';
import type { StoredArtifact } from '../record/manifest.js';
import type { ArtifactStore } from './artifacts.js';
import type { Tools } from './tools.js';

/** Where a job keeps its backups. */
export interface StorePlace {
  /** The input `backup-to`. */
  readonly target: string;
  /** Relative paths start there. */
  readonly workspace: string;
  readonly runId: string;
}

/** Where artifacts are outside Actions, in the directory that the step was started in. */
export const LOCAL_STORE = '.db-deploy';

/** What `backup-to` comes to: outside Actions an artifact, too, is a directory that nothing deletes. */
export function targetOf(backupTo: string, inActions: boolean): string {
  return backupTo === 'artifact' && !inActions ? LOCAL_STORE : backupTo;
}

/** The directory that `backup-to` names, absolute; undefined: backups are artifacts. */
export function directoryOf({ target, workspace }: Omit<StorePlace, 'runId'>): string | undefined {
  return target === 'artifact' ? undefined : resolve(workspace, target);
}

/** The store that `backup-to` names. Records are artifacts whatever it names. */
export async function storeFor(
  place: StorePlace,
  tools: Pick<Tools, 'artifacts' | 'clock'>,
): Promise<ArtifactStore> {
  const directory = directoryOf(place);
  if (directory === undefined) return tools.artifacts;
  const store = await openDirectory(directory, tools, place.runId);
  return {
    ...store,
    // Whoever reads the record of the backup must know where it is.
    upload: async (...wanted) => ({ ...(await store.upload(...wanted)), directory }),
  };
}

/** The store that holds an artifact, for `inspect` and `download`. */
export async function storeOf(
  { directory }: StoredArtifact,
  tools: Pick<Tools, 'artifacts' | 'clock'>,
): Promise<ArtifactStore> {
  return directory === undefined ? tools.artifacts : openDirectory(directory, tools);
}

/** Loaded on use: most deploys keep everything in artifacts. */
async function openDirectory(
  directory: string,
  { clock }: Pick<Tools, 'clock'>,
  runId?: string,
): Promise<ArtifactStore> {
  const { directoryArtifacts } = await import('./directoryartifacts.js');
  return directoryArtifacts(directory, clock, runId);
}
