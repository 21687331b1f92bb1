import { mkdir, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactStore } from '../actions/artifacts.js';
import { checksumOfFile } from '../archive/checksum.js';
import { decryptFile, decryptText } from '../archive/decryption.js';
import { MANIFEST_FILE, readManifestText } from '../archive/manifestfile.js';
import { DeployError } from '../errors.js';
import { catalogFingerprint } from '../postgres/catalog.js';
import { inBytes } from '../record/amounts.js';
import { couldNotVerify, pass, warn, type Finding } from '../record/finding.js';
import type { Manifest, StoredArtifact } from '../record/manifest.js';
import type { Choice } from './choice.js';

export interface ObtainSettings {
  /** The store that holds an artifact. */
  readonly storeOf: (artifact: StoredArtifact) => Promise<ArtifactStore>;
  /** age identities; needed for an encrypted backup. */
  readonly identities: readonly string[];
  /** Private; what is fetched and decrypted goes there, and goes with it. */
  readonly directory: string;
  /** Ends reading and decrypting; its reason is what is thrown. */
  readonly signal: AbortSignal;
}

/** A backup on this machine, every byte as it was written. */
export interface Obtained {
  /** Name of the artifact, or the directory it was read from. */
  readonly name: string;
  readonly manifest: Manifest;
  /** The archive in clear. */
  readonly archive: string;
  /** The catalog of its snapshot, one object a line; absent in backups without that file. */
  readonly catalog: readonly string[] | undefined;
  /** Recipients whose identities fit. */
  readonly openedWith: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Fetches, verifies and decrypts a backup, before anything is done with it.
 * @throws {DeployError} for a damaged or foreign file, a wrong key, or too little disk.
 */
export async function obtainBackup(choice: Choice, settings: ObtainSettings): Promise<Obtained> {
  const source = await filesOf(choice, settings);
  const text = await readFile(join(source.directory, MANIFEST_FILE), 'utf8').catch(() => '');
  const manifest = readManifestText(text, `${MANIFEST_FILE} of ${source.name}`);
  const opened = await openArchive(manifest, source.directory, settings);
  return {
    name: source.name,
    manifest,
    ...opened,
    catalog: await readCatalogFile(manifest, source.directory, settings),
    findings: [...source.findings, ...opened.findings],
  };
}

interface Source {
  readonly name: string;
  readonly directory: string;
  readonly findings: readonly Finding[];
}

async function filesOf(choice: Choice, { storeOf, directory }: ObtainSettings): Promise<Source> {
  if (choice.by === 'file') {
    return { name: choice.directory, directory: choice.directory, findings: [] };
  }
  const { artifact } = choice;
  // It comes as a zip, and both are there for a moment.
  await requireRoom(directory, 2 * artifact.bytes, `fetch ${artifact.name}`);
  const fetched = join(directory, 'fetched');
  await mkdir(fetched, { mode: 0o700 });
  await (await storeOf(artifact)).download(artifact, fetched);
  const found = `${artifact.name} (id ${artifact.id}, ${inBytes(artifact.bytes)}): ${artifact.digest}`;
  return {
    name: artifact.name,
    directory: fetched,
    findings: [
      artifact.digest === ''
        ? couldNotVerify('stored bytes', 'the store lists no digest')
        : pass('stored bytes', found),
      ...(choice.by === 'newest' ? ofPassedOver(choice) : []),
    ],
  };
}

/** Whoever expected one of those must learn it before he confirms another. */
function ofPassedOver({ artifact, passedOver }: Choice & { by: 'newest' }): Finding[] {
  if (passedOver.length === 0) return [];
  return [
    warn('newest backup of this database', {
      expected: 'the newest of all',
      found: `${artifact.name}; newer ones were passed over: ${passedOver.slice(0, 5).join('; ')}`,
      fix: 'see that DIRECT_URL names the database that you mean; a backup that was passed over is taken when you name it',
    }),
  ];
}

async function openArchive(
  manifest: Manifest,
  source: string,
  { identities, directory, signal }: ObtainSettings,
): Promise<Pick<Obtained, 'archive' | 'openedWith' | 'findings'>> {
  const { archive, encryption } = manifest;
  if (encryption === undefined) {
    const path = join(source, archive.file);
    await requireBytes(path, archive.sha256, archive.file, signal);
    return { archive: path, openedWith: [], findings: [pass('archive', archiveWords(manifest))] };
  }
  const sealed = join(source, encryption.file);
  await requireBytes(sealed, encryption.sha256, encryption.file, signal);
  await requireRoom(directory, archive.bytes, `decrypt ${encryption.file}`);
  const path = join(directory, archive.file);
  const { sha256, openedWith } = await decryptFile(sealed, path, identities, signal);
  if (sha256 !== archive.sha256) throw foreign(encryption.file, sha256, archive.sha256);
  const keys = openedWith.join(', ');
  return {
    archive: path,
    openedWith,
    findings: [pass('archive', `${archiveWords(manifest)}; opened with the key of ${keys}`)],
  };
}

/** Verified by the manifest's fingerprint of the catalog: a file of another backup does not fit. */
async function readCatalogFile(
  { catalog, encryption, state }: Manifest,
  source: string,
  { identities, signal }: ObtainSettings,
): Promise<readonly string[] | undefined> {
  if (catalog === undefined) return undefined;
  const path = join(source, catalog.file);
  const text =
    encryption === undefined
      ? await readFile(path, 'utf8').catch(() => undefined)
      : await decryptText(path, identities, signal);
  if (text === undefined) throw absent(catalog.file);
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (catalogFingerprint(lines) === state.catalogFingerprint) return lines;
  throw foreign(catalog.file, catalogFingerprint(lines), state.catalogFingerprint);
}

async function requireBytes(
  path: string,
  sha256: string,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  const found = await checksumOfFile(path, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    throw absent(file, error);
  });
  if (found.sha256 !== sha256) throw foreign(file, found.sha256, sha256);
}

/** A full disk in the middle of a rollback is found before, not then. */
async function requireRoom(directory: string, bytes: number, attempted: string): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new DeployError({
    attempted,
    found: `it needs ${inBytes(bytes)}, ${directory} has ${inBytes(free)} free`,
    nextAction: 'free disk space in a step before this one, or use a runner with a larger disk',
  });
}

function archiveWords({ archive }: Manifest): string {
  return `${archive.file}, ${inBytes(archive.bytes)}, sha256 ${archive.sha256}: as the manifest says`;
}

function absent(file: string, cause?: unknown): DeployError {
  return new DeployError(
    {
      attempted: `read ${file} of the backup`,
      found: 'it is not there',
      likelyCause: 'only a part of the backup was downloaded',
      nextAction: 'download the whole backup again',
    },
    { cause },
  );
}

function foreign(file: string, found: string, expected: string): DeployError {
  return new DeployError({
    attempted: `verify ${file} of the backup`,
    found: `its sha256 is ${found}, the manifest says ${expected}`,
    likelyCause: 'the file was damaged, or belongs to another backup than the manifest beside it',
    nextAction:
      'fetch the backup again; if it stays so, choose another backup. Nothing was restored',
  });
}
