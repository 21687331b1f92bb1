import type { BackupDetails } from '../record/details.js';
import { block, bullets, code, paragraphs, shellWord, text } from './markdown.js';
import { inBytes } from '../record/amounts.js';
import { count, moment, span } from './quantities.js';

/** What the backup is. */
export function backupCard(details: BackupDetails): string {
  const { manifest, artifact, seconds } = details;
  const { archive, tables } = manifest;
  const rows = tables.reduce((sum, table) => sum + digits(table.rows), 0n);
  return bullets([
    `${code(artifact.name)}: ${inBytes(archive.bytes)}, ${count(tables.length, 'table')}, ${rowsWords(manifest.fingerprints, rows)}; taken ${moment(manifest.createdAt)} in ${span(seconds)}`,
    artifact.expiresAt === undefined
      ? 'kept until: the store did not say'
      : `kept until ${moment(artifact.expiresAt)}`,
    `sha256 of ${code(archive.file)}: ${code(archive.sha256)}`,
    ...(artifact.digest === '' ? [] : [`digest of the artifact: ${code(artifact.digest)}`]),
    ...withoutRows(details),
    ...recovery(details),
  ]);
}

/**
 * How to come back: where the files are, and that RESTORE.md has every command. After an attempt
 * that had already migrated, the backup to come back to is the first one.
 */
export function restoreWords(details: BackupDetails): string {
  const { manifest } = details;
  const first = manifest.afterPartialMigration?.firstBackup;
  return paragraphs(
    first === undefined
      ? ''
      : `⚠️ An earlier attempt had already applied migrations when this backup was taken. The state before the deploy is in ${code(first)}, and that is what the command fetches.`,
    `To restore, download it and follow its ${code('RESTORE.md')}. Whatever was written since it was taken is lost by that.`,
    block(restoreCommands(details), 'sh'),
  );
}

export function restoreCommands({ manifest, artifact }: BackupDetails): string[] {
  const { runId, repository, url } = manifest.run;
  const name = shellWord(manifest.afterPartialMigration?.firstBackup ?? artifact.name);
  if (url === '') return [`cat .db-deploy/${name}/RESTORE.md`];
  const download = `gh run download ${shellWord(runId)} --repo ${shellWord(repository)}`;
  return [`${download} --name ${name} --dir ${name}`, `cat ${name}/RESTORE.md`];
}

function withoutRows({ manifest }: BackupDetails): string[] {
  const left = manifest.withoutRows;
  if (left.length === 0) return [];
  const names = left.slice(0, 20).map(({ table, reason }) => `${code(table)} (${text(reason)})`);
  const more = left.length > names.length ? ` and ${left.length - names.length} more` : '';
  return [`⚠️ without rows: ${names.join(', ')}${more}`];
}

/** Where the provider's own recovery meets this backup. */
function recovery({ manifest: { snapshot } }: BackupDetails): string[] {
  if (snapshot.lsn === undefined) return [];
  return [
    `for your provider’s point-in-time recovery: ${snapshot.time}, LSN ${code(snapshot.lsn)}`,
  ];
}

function rowsWords(fingerprints: string, rows: bigint): string {
  return fingerprints === 'none' ? 'rows not counted' : count(rows, 'row');
}

function digits(rows: string): bigint {
  return /^\d+$/.test(rows) ? BigInt(rows) : 0n;
}
