import type { BackupDetails } from '../record/details.js';
import { block, bullets, code, paragraphs, text } from './markdown.js';
import { inBytes } from '../record/amounts.js';
import { count, moment, span } from './quantities.js';
import { waysBack } from './rollbackcommand.js';

/** What the backup is, where it is, and who can read it. */
export function backupCard(details: BackupDetails): string {
  const { manifest, artifact, seconds } = details;
  const { archive, encryption, tables } = manifest;
  const rows = tables.reduce((sum, table) => sum + digits(table.rows), 0n);
  const stored = encryption ?? archive;
  return bullets([
    `${code(artifact.name)}: ${inBytes(stored.bytes)}, ${count(tables.length, 'table')}, ${rowsWords(manifest.fingerprints, rows)}; taken ${moment(manifest.createdAt)} in ${span(seconds)}`,
    placeWords(details),
    readersWords(details),
    `sha256 of ${code(stored.file)}: ${code(stored.sha256)}`,
    ...(encryption === undefined
      ? []
      : [`sha256 of ${code(archive.file)}, decrypted: ${code(archive.sha256)}`]),
    ...(artifact.digest === '' ? [] : [`digest of the artifact: ${code(artifact.digest)}`]),
    ...excluded(details),
    ...withoutRows(details),
    ...recovery(details),
  ]);
}

/** Directories are never tidied by this action, whatever was asked for. */
function placeWords({ artifact, manifest }: BackupDetails): string {
  const { directory, expiresAt } = artifact;
  if (directory !== undefined) {
    return `in ${code(`${directory}/${artifact.id}`)}; nothing deletes it`;
  }
  if (manifest.run.url === '') return 'in `.db-deploy`; nothing deletes it';
  const until =
    expiresAt === undefined
      ? 'the store did not say until when'
      : `kept until ${moment(expiresAt)}`;
  return `an artifact of this run, ${until}`;
}

function readersWords({ manifest: { encryption, run }, artifact }: BackupDetails): string {
  if (encryption !== undefined) {
    const keys = encryption.recipients;
    const shown = keys.slice(0, 5).map(code).join(', ');
    const more = keys.length > 5 ? ' …' : '';
    return `encrypted with age to ${count(keys.length, 'recipient')}: ${shown}${more}`;
  }
  return artifact.directory === undefined && run.url !== ''
    ? 'not encrypted: whoever may read the artifacts of this repository can read the data'
    : 'not encrypted: whoever may read that directory can read the data';
}

/** How to come back: a look first, then the restore; or by hand. */
export function restoreWords(details: BackupDetails): string {
  const first = details.manifest.afterPartialMigration?.firstBackup;
  return paragraphs(
    first === undefined
      ? ''
      : `⚠️ An earlier attempt had already applied migrations when this backup was taken. The state before the deploy is in ${code(first)}, and that is what the commands restore.`,
    'To go back, look first at what it would cost, then restore. Whatever was written since the backup was taken is lost by that.',
    restoreCommands(details),
  );
}

/** The commands for it, with the words between them. */
export function restoreCommands(details: BackupDetails): string {
  const { look, restore, manual } = waysBack(details);
  const remote = details.manifest.run.url !== '';
  const where =
    details.artifact.directory === undefined ? '' : ', on the machine with that directory';
  return paragraphs(
    block([look, restore], 'sh'),
    `${remote ? 'Without the workflow `rollback.yml`' : 'By hand'}, follow its \`RESTORE.md\`${where}:`,
    block(manual, 'sh'),
  );
}

function withoutRows({ manifest }: BackupDetails): string[] {
  const left = manifest.withoutRows;
  if (left.length === 0) return [];
  const names = left.slice(0, 20).map(({ table, reason }) => `${code(table)} (${text(reason)})`);
  const more = left.length > names.length ? ` and ${left.length - names.length} more` : '';
  return [`⚠️ without rows: ${names.join(', ')}${more}`];
}

function excluded({ manifest }: BackupDetails): string[] {
  const { schemas = [], tableData = [] } = manifest.excluded ?? {};
  const names = [
    ...schemas.map((name) => `schema ${code(name)}`),
    ...tableData.map((name) => `rows of ${code(name)}`),
  ];
  if (names.length === 0) return [];
  const more = names.length > 20 ? ` and ${names.length - 20} more` : '';
  return [`⚠️ left out on request: ${names.slice(0, 20).join(', ')}${more}`];
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
