import { createHash } from 'node:crypto';
import { DeployError, type Problem } from '../errors.js';
import { manifestSchema, type Manifest } from '../record/manifest.js';

/** Names of the files beside the archive. */
export const MANIFEST_FILE = 'manifest.json';
export const GUIDE_FILE = 'RESTORE.md';

/**
 * The text of `manifest.json`. Its last key, `seal`, is the sha256 of everything before it, so that a
 * damaged manifest is noticed. It is no signature: whoever can write the file can seal it, too.
 */
export function manifestText(manifest: Manifest): string {
  return sealed(manifest);
}

/**
 * Understands the text of a `manifest.json`.
 * @param where the file or artifact, for messages.
 * @throws {DeployError} when one byte is not as it was written, or a newer version wrote it.
 */
export function readManifestText(text: string, where: string): Manifest {
  const { seal, ...rest } = objectOf(text);
  // Compared as text: a changed byte that parses to the same value is still a change.
  if (typeof seal !== 'string' || sealed(rest) !== text) {
    throw new DeployError(damaged(where));
  }
  if (rest['version'] !== 1) {
    throw new DeployError({
      attempted: `read ${where}`,
      found: `it has version ${String(rest['version'])}, this action knows version 1`,
      likelyCause: 'a newer release of the action took the backup',
      nextAction: 'use that release, or follow RESTORE.md beside the archive',
    });
  }
  const manifest = manifestSchema.safeParse(rest);
  if (manifest.success) return manifest.data;
  const [issue] = manifest.error.issues;
  throw new DeployError({
    attempted: `read ${where}`,
    found: `it does not describe a backup: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
    nextAction: 'choose another backup, or follow RESTORE.md beside the archive',
  });
}

function sealed(content: object): string {
  const seal = createHash('sha256')
    .update(JSON.stringify(content, null, 2))
    .digest('hex');
  return `${JSON.stringify({ ...content, seal }, null, 2)}\n`;
}

function objectOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function damaged(where: string): Problem {
  return {
    attempted: `read ${where}`,
    found: 'its seal does not fit: it was changed or damaged since the backup was taken',
    nextAction:
      'fetch the backup again; if it stays so, choose another backup, or restore the archive by hand with RESTORE.md',
  };
}
