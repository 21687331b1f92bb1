import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NameTaken, type ArtifactStore } from '../actions/artifacts.js';
import { DeployError } from '../errors.js';
import { pass, warn, type Finding } from '../record/finding.js';
import type { Manifest, StoredArtifact } from '../record/manifest.js';
import { inBytes } from '../record/amounts.js';
import { restoreGuide } from './restoreguide.js';

const MANIFEST_FILE = 'manifest.json';
const GUIDE_FILE = 'RESTORE.md';

export interface StoreSettings {
  readonly name: string;
  readonly retentionDays: number;
  /** Most days the repository keeps artifacts, where it is known. */
  readonly longestRetentionDays: number | undefined;
  /** Holds the archive; manifest and guide are written beside it. */
  readonly directory: string;
  readonly artifacts: ArtifactStore;
}

/**
 * Stores archive, manifest and guide as one artifact.
 * @throws {DeployError} when the store does not take it; there is no backup then.
 */
export async function storeBackup(
  manifest: Manifest,
  settings: StoreSettings,
): Promise<{ artifact: StoredArtifact; finding: Finding }> {
  const { name, retentionDays, directory, artifacts } = settings;
  await writeFile(join(directory, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
  await writeFile(join(directory, GUIDE_FILE), restoreGuide(manifest));
  const files = [manifest.archive.file, MANIFEST_FILE, GUIDE_FILE];
  try {
    const artifact = await artifacts.upload(name, files, directory, retentionDays);
    return { artifact, finding: storedFinding(artifact, settings) };
  } catch (error) {
    if (!(error instanceof NameTaken)) throw error;
    throw new DeployError(
      {
        attempted: `store the backup as ${name}`,
        found: 'this run already has an artifact of that name',
        likelyCause: 'the workflow takes two backups under one name',
        nextAction: 'give each its own backup-name',
      },
      { cause: error },
    );
  }
}

/** Where the backup is, and for how long; a repository may keep it shorter than was asked. */
function storedFinding(artifact: StoredArtifact, settings: StoreSettings): Finding {
  const { retentionDays: asked, longestRetentionDays: longest } = settings;
  const until = artifact.expiresAt === undefined ? '' : `, kept until ${artifact.expiresAt}`;
  const found = `${artifact.name} (id ${artifact.id}, ${inBytes(artifact.bytes)}, ${artifact.digest})${until}`;
  if (longest === undefined || asked <= longest) return pass('stored backup', found);
  return warn('stored backup', {
    expected: `kept for ${asked} days`,
    found: `${found}: the repository keeps artifacts for ${longest} days at most`,
    fix: `raise the limit under Settings → Actions → General, or set retention-days to ${longest}`,
  });
}
