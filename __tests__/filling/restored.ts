import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { readEntries } from '../../src/archive/entries.js';
import type { Finding } from '../../src/record/finding.js';
import type { Manifest } from '../../src/record/manifest.js';
import { fill, type Filled } from '../../src/filling/fill.js';
import { proveRestored } from '../../src/filling/proof.js';
import { selectEntries, type Backup, type Selection } from '../../src/filling/selection.js';
import { withSession } from '../../src/postgres/session.js';
import { backup } from '../../src/steps/backup.js';
import { configFor, connectionTo } from '../backup/play.js';
import type { TestTools } from '../harness/tools.js';

export interface TakenBackup extends Backup {
  readonly archive: string;
}

/** Takes a real backup and reads it back from the store. */
export async function takeBackup(
  tools: TestTools,
  url: string,
  changes: Parameters<typeof configFor>[1] = {},
): Promise<TakenBackup> {
  const { details, findings, problems } = await backup(configFor(url, changes), tools);
  if (details === undefined) throw new Error(JSON.stringify({ findings, problems }));
  const { manifest, artifact } = details;
  const stored = join(tools.workDirectory, 'store', artifact.name);
  const archive = join(stored, manifest.archive.file);
  return {
    manifest,
    archive,
    catalog: linesOf(stored, manifest),
    entries: await readEntries(archive, clientOf(manifest).pgRestore, tools.processes),
  };
}

function linesOf(stored: string, { catalog }: Manifest): string[] {
  const text = readFileSync(join(stored, catalog?.file ?? ''), 'utf8');
  return text.split('\n').slice(0, -1);
}

function clientOf({ client }: Manifest) {
  const pgRestore = client.path.replace(/pg_dump$/, 'pg_restore');
  return { pgDump: client.path, pgRestore, version: client.version };
}

export interface Restored {
  readonly selection: Selection;
  readonly filled: Filled;
}

/** Fills an empty database as the role of the URL. */
export async function restoreInto(
  tools: TestTools,
  url: string,
  taken: TakenBackup,
  changes: Partial<Parameters<typeof fill>[0]> = {},
): Promise<Restored> {
  const connection = connectionTo(url);
  const session = sessionOf(tools);
  const selection = await withSession(connection, session, (side) => selectEntries(side, taken));
  const directory = join(tools.workDirectory, 'private');
  await mkdir(directory, { recursive: true });
  const filled = await fill(
    {
      connection,
      session,
      client: clientOf(taken.manifest),
      processes: tools.processes,
      childEnvironment: { PATH: process.env['PATH'] ?? '' },
      directory,
      archive: taken.archive,
      manifest: taken.manifest,
      log: tools.log,
      ...changes,
    },
    selection,
  );
  return { selection, filled };
}

export function proveAs(
  tools: TestTools,
  url: string,
  taken: Pick<TakenBackup, 'manifest' | 'catalog'>,
  {
    leftOut = [],
    read = [],
    entries = [],
  }: Partial<Pick<Selection, 'leftOut' | 'entries'> & Filled> = {},
): Promise<Finding[]> {
  const { manifest, catalog } = taken;
  return proveRestored({
    connection: connectionTo(url),
    session: sessionOf(tools),
    manifest,
    catalog,
    leftOut,
    entries,
    read,
  });
}

/** Findings that are no pass, each on a line. */
export function notPassed(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ name, verdict, found }) => `${verdict}: ${name}: ${found}`);
}

function sessionOf({ signal }: TestTools) {
  return { purpose: 'restore', applicationName: 'db-deploy/restore/1', signal };
}
