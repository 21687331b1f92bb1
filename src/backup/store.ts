import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NameTaken, type ArtifactStore } from '../actions/artifacts.js';
import { GUIDE_FILE, MANIFEST_FILE, manifestText } from '../archive/manifestfile.js';
import { DeployError } from '../errors.js';
import { pass, warn, type Finding } from '../record/finding.js';
import type { Manifest, StoredArtifact } from '../record/manifest.js';
import { inBytes } from '../record/amounts.js';
import { writeCatalog } from './catalogfile.js';
import { restoreGuide } from './restoreguide.js';

const DAY_MS = 86_400_000;

export interface StoreSettings {
  readonly name: string;
  readonly retentionDays: number;
  /** Holds the archive; manifest, guide and catalog are written beside it. */
  readonly directory: string;
  /** Lines of the catalog of the snapshot. */
  readonly catalog: readonly string[];
  readonly artifacts: ArtifactStore;
}

/**
 * Stores archive, manifest, guide and catalog as one artifact.
 * @throws {DeployError} when the store does not take it; there is no backup then.
 */
export async function storeBackup(
  manifest: Manifest,
  settings: StoreSettings,
): Promise<{ artifact: StoredArtifact; finding: Finding }> {
  const { name, retentionDays, directory, artifacts } = settings;
  await writeFile(join(directory, MANIFEST_FILE), manifestText(manifest));
  await writeFile(join(directory, GUIDE_FILE), restoreGuide(manifest));
  await writeCatalog(settings.catalog, directory, manifest.encryption?.recipients ?? []);
  const files = [
    (manifest.encryption ?? manifest.archive).file,
    MANIFEST_FILE,
    GUIDE_FILE,
    ...(manifest.catalog === undefined ? [] : [manifest.catalog.file]),
  ];
  try {
    const artifact = await artifacts.upload(name, files, directory, retentionDays);
    return { artifact, finding: storedFinding(artifact, retentionDays) };
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
function storedFinding(artifact: StoredArtifact, asked: number): Finding {
  const { name, id, bytes, digest, directory, createdAt, expiresAt } = artifact;
  const place = directory === undefined ? '' : ` in ${directory}`;
  const stored = `${name}${place} (id ${id}, ${inBytes(bytes)}, ${digest})`;
  if (expiresAt === undefined) return pass('stored backup', `${stored}; nothing deletes it there`);
  const found = `${stored}, kept until ${expiresAt}`;
  const kept = daysBetween(createdAt ?? expiresAt, expiresAt);
  if (createdAt === undefined || kept >= asked) return pass('stored backup', found);
  return warn('stored backup', {
    expected: `kept for ${asked} days`,
    found: `${found}: the repository keeps artifacts for ${kept} days at most`,
    fix: `raise the limit under Settings → Actions → General, or set retention-days to ${kept}`,
  });
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}
